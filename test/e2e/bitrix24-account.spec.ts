// Connecting Bitrix24 portals: every form of the address, what is missing from it, and the rights the webhook lacks.
import type { Page } from '@playwright/test'
import type { ErrorCode } from '../../src/shared/contract/errors'
import {
  addressField,
  changePortal,
  connectBitrix24,
  openConnect,
  ownerOf,
  sentence,
  sheet,
  shownAccount,
  submitAddress,
  webhookOf,
} from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, chooseSessionOnly, dialog, goTo, railAccounts } from './support/journeys'
import type { Practice } from './support/practice'
import { serveFront } from './support/stand-ins'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const hostOf = (webhook: string): string => new URL(webhook).host

/** Connects an address and expects that the portal was asked who this is, and that one account is there under its name. */
async function connects(
  { page, practice }: { page: Page; practice: Practice },
  address: string,
  expected: { readonly accounts: number; readonly host: string; readonly user: string },
): Promise<void> {
  await practice.control('DELETE', 'arrived')
  const asked = await connectBitrix24(page, address)
  await expect(asked).toBeHidden()
  expect(await practice.arrived('profile')).toMatchObject([{ processed: true }])
  await expect(railAccounts(page)).toHaveCount(expected.accounts)
  await expect(railAccounts(page).nth(expected.accounts - 1)).toHaveAttribute('aria-pressed', 'true')
  await expect(shownAccount(page)).toContainText(`${expected.host} · ${expected.user}`)
}

test('every form of the address leads to the same account, and it is named', async ({ app, practice }) => {
  const { page } = app
  const webhook = await webhookOf(practice, 'acme')
  const { origin, pathname } = new URL(webhook)
  const expected = { accounts: 1, host: hostOf(webhook), user: await ownerOf(practice, 'acme') }
  const asked = await connectBitrix24(page, webhook)
  await chooseSessionOnly(page)
  await expect(asked).toBeHidden()
  await expect(page.getByText(text('accounts.connected', { name: expected.host })).first()).toBeVisible()

  const versionThree = pathname.replace('/rest/', '/rest/api/')
  const forms: Readonly<Record<string, string>> = {
    'as issued': webhook,
    'without the last slash': webhook.slice(0, -1),
    'with a method': `${webhook}profile`,
    'with a method and .json': `${webhook}sonet_group.get.json`,
    'with .json and a slash': `${webhook}im.recent.get.json/`,
    'with a query': `${webhook}profile.json?start=50`,
    'REST 3.0': `${origin}${versionThree}`,
    'REST 3.0 with a method': `${origin}${versionThree}tasks.task.get`,
    'in capitals': webhook.replace('http://', 'HTTP://'),
    'in quotes and blanks': `  "${webhook}" `,
    'in a sentence': `Webhook: ${webhook} (keep it secret)`,
  }
  for (const [form, address] of Object.entries(forms)) {
    await test.step(form, () => connects({ page, practice }, address, expected))
  }
})

test('a base path, a port and user info belong to the account; the password is not shown', async ({
  app,
  practice,
}) => {
  const { page } = app
  const webhook = await webhookOf(practice, 'acme')
  const { origin, pathname } = new URL(webhook)
  const front = await serveFront({
    portal: origin,
    basePath: '/portal',
    login: { user: 'bob', password: 'p@ss word' },
  })
  try {
    const open = `http://${front.host}/portal${pathname}`
    const withLogin = `http://bob:p%40ss%20word@${front.host}/portal${pathname}`
    const asked = await connectBitrix24(page, open)
    await expect(asked.getByRole('alert')).toHaveText(sentence('bitrix24.noAuth', { host: front.host }))
    await submitAddress(asked, withLogin)
    await chooseSessionOnly(page)
    await expect(asked).toBeHidden()
    const expected = { accounts: 1, host: front.host, user: await ownerOf(practice, 'acme') }
    for (const address of [withLogin, `${withLogin}profile.json`, withLogin.slice(0, -1)]) {
      await connects({ page, practice }, address, expected)
    }
    await expect(page.locator('body')).not.toContainText('bob')
  } finally {
    await front.close()
  }
})

test('a half-pasted address: which half is missing is said, and nothing is sent', async ({ app, practice }) => {
  const { page } = app
  const webhook = await webhookOf(practice, 'acme')
  const { origin, pathname } = new URL(webhook)
  const [user = '', code = ''] = pathname.split('/').slice(2)
  const cases: readonly (readonly [typed: string, code: ErrorCode, found: string])[] = [
    [origin, 'webhook.noRest', 'host'],
    [`${origin}/company/personal/user/${user}/`, 'webhook.noRest', 'host'],
    [`${origin}/rest/`, 'webhook.noUserId', 'host code'],
    [`${origin}/rest/${user}/`, 'webhook.noCode', 'host user'],
    [`${origin}/rest/${user}/profile.json`, 'webhook.noCode', 'host user'],
    [`${origin}/rest/${user}/${'*'.repeat(16)}/`, 'webhook.badCode', 'host user'],
    [`${origin}/rest/a1${code}/`, 'webhook.noUserId', 'host code'],
    [`http:///rest/${user}/${code}/`, 'webhook.badHost', ''],
    ['hello', 'webhook.notUrl', ''],
  ]
  const asked = await openConnect(page)
  await addressField(asked).press('Enter')
  await expect(asked.getByRole('alert')).toHaveText(sentence('webhook.empty'))
  for (const [typed, problem, found] of cases) {
    await test.step(`${problem}: ${typed.replace(code, '…')}`, async () => {
      await submitAddress(asked, typed)
      await expect(asked.getByRole('alert')).toHaveText(sentence(problem))
      await expect(addressField(asked)).toHaveValue(typed)
      const parts = asked.getByRole('list', { name: text('accounts.bitrix24.parts') }).getByRole('listitem')
      await expect(parts).toHaveText(
        (['host', 'user', 'code'] as const).map((part) => {
          const state = found.split(' ').includes(part) ? 'partFound' : 'partMissing'
          return `${text(`accounts.bitrix24.part.${part}`)} ${text(`accounts.bitrix24.${state}`)}`
        }),
      )
    })
  }
  expect(await practice.arrived('batch')).toEqual([])
  await expect(railAccounts(page)).toHaveCount(0)
})

test('missing rights are listed with what each unlocks, the rest works, and they can be added later', async ({
  app,
  practice,
}) => {
  const { page } = app
  const webhook = await webhookOf(practice, 'studio')
  const host = hostOf(webhook)
  await connectBitrix24(page, webhook)
  await chooseSessionOnly(page)
  const done = dialog(page, 'accounts.bitrix24.doneTitle', { name: host })
  await expect(done).toContainText(
    text('accounts.bitrix24.doneIntro', { user: await ownerOf(practice, 'studio'), host }),
  )
  const lacks = ['socialnetwork', 'imopenlines'] as const
  const listed = lacks.map((scope) => new RegExp(`^\\s*${scope}\\s*${text(`accounts.scopes.${scope}`)}\\s*$`))
  await expect(done.getByRole('listitem')).toHaveText(listed)
  await button(done, 'app.continue').click()

  const views = shownAccount(page)
  await expect(views.getByRole('link', { name: text('nav.groups') })).toBeVisible()
  await expect(views.getByRole('link', { name: text('nav.messages') })).toBeVisible()
  await expect(views.getByRole('link', { name: text('nav.openlines') })).toHaveCount(0)
  const groups = sheet(page).getByRole('listbox').getByRole('option')
  await expect(groups.first()).toBeVisible()

  await views.getByRole('link', { name: host, exact: true }).click()
  await expect(sheet(page).getByTestId('missing-scopes').getByRole('listitem')).toHaveText(listed)
  await changePortal(practice, 'studio', {
    scopes: ['sonet_group', 'socialnetwork', 'im', 'imopenlines', 'user_brief'],
  })
  await button(sheet(page), 'accounts.check').click()
  await expect(sheet(page).getByRole('status')).toHaveText(text('accounts.health.ok'))
  await expect(sheet(page).getByTestId('missing-scopes')).toHaveCount(0)
  await goTo(page, 'openlines')
  await expect(views.getByRole('link', { name: text('nav.openlines') })).toHaveAttribute('aria-current', 'page')
})

test('a new webhook of the same person on the same portal replaces the old one', async ({ app, practice }) => {
  const { page } = app
  const { origin, pathname } = new URL(await webhookOf(practice, 'acme'))
  const [user = '', real = ''] = pathname.split('/').slice(2)
  const [first, second] = ['first0000000code1', 'second000000code2']
  const front = await serveFront({ portal: origin, basePath: '', codes: { accepted: [first, second], real } })
  try {
    const asked = await connectBitrix24(page, `${front.origin}/rest/${user}/${first}/`)
    await chooseSessionOnly(page)
    await expect(asked).toBeHidden()
    await shownAccount(page).getByRole('link', { name: front.host, exact: true }).click()
    await sheet(page).getByLabel(text('accounts.name'), { exact: true }).fill('My portal')
    await button(sheet(page), 'app.save').click()
    await expect(shownAccount(page)).toContainText('My portal')

    await expect(await connectBitrix24(page, `${front.origin}/rest/${user}/${second}/`)).toBeHidden()
    await expect(railAccounts(page)).toHaveCount(1)
    await shownAccount(page).getByRole('link', { name: 'My portal', exact: true }).click()
    await practice.control('DELETE', 'arrived')
    await button(sheet(page), 'accounts.check').click()
    await expect.poll(async () => (await practice.arrived('profile')).length).toBe(1)
    expect(front.seen.at(-1)).toBe(second)
  } finally {
    await front.close()
  }
})
