// Several accounts at once: switching, naming, colouring, checking, ordering, leaving.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import {
  changePortal,
  connectBitrix24,
  ownerOf,
  sentence,
  sheet,
  shownAccount,
  webhookOf,
  type PortalKey,
} from './support/bitrix24'
import { launchBellhop } from './support/app'
import { expect, test } from './support/fixtures'
import { button, choosePassphrase, dialog, goTo, railAccounts, unlockVault } from './support/journeys'
import type { Practice } from './support/practice'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const PASSPHRASE = 'four unrelated words, long'
const ALL_SCOPES = ['sonet_group', 'socialnetwork', 'im', 'imopenlines', 'user_brief']
const PORTALS = ['acme', 'nord-logistics', 'studio'] as const

/** Connects the portals in order; answers their hosts. */
async function connectAll(page: Page, practice: Practice, portals: readonly PortalKey[]): Promise<string[]> {
  const hosts: string[] = []
  for (const [index, portal] of portals.entries()) {
    const webhook = await webhookOf(practice, portal)
    hosts.push(new URL(webhook).host)
    await connectBitrix24(page, webhook)
    if (index === 0) await choosePassphrase(page, PASSPHRASE)
    if (portal === 'studio') await button(page.getByRole('dialog'), 'app.close').click()
    await expect(railAccounts(page)).toHaveCount(index + 1)
    await expect(railAccounts(page).nth(index)).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  return hosts
}

test('the rail switches by click and by Ctrl+number, and the last one is remembered', async ({
  app,
  practice,
  profile,
}) => {
  const { page } = app
  const hosts = await connectAll(page, practice, PORTALS)
  const owners = await Promise.all(PORTALS.map((portal) => ownerOf(practice, portal)))
  const shows = async (index: number): Promise<void> => {
    await expect(shownAccount(page)).toContainText(`${hosts[index] ?? ''} · ${owners[index] ?? ''}`)
    await expect(page.locator('[data-testid=rail-account][aria-pressed=true]')).toHaveCount(1)
    await expect(railAccounts(page).nth(index)).toHaveAttribute('aria-pressed', 'true')
    await expect(railAccounts(page).nth(index)).toHaveAccessibleName(new RegExp(hosts[index] ?? ''))
    await expect(railAccounts(page).nth(index)).toHaveAttribute('aria-keyshortcuts', `Control+${index + 1}`)
  }
  await shows(2)
  await railAccounts(page).nth(0).click()
  await shows(0)
  for (const index of [2, 1]) {
    await page.keyboard.press(`Control+${index + 1}`)
    await shows(index)
  }
  await page.keyboard.press('Control+9')
  await shows(1)
  const groups = sheet(page).getByRole('listbox').getByRole('option')
  await expect(groups.first()).toContainText(hosts[1] ?? '')
  await page.getByTestId('rail-all').click()
  await expect(shownAccount(page)).toContainText(text('rail.allTitle'))
  await page.keyboard.press('Control+Tab')
  await shows(0)
  await page.keyboard.press('Control+2')
  await shows(1)
  await goTo(page, 'outbox')
  await app.quit()

  const again = await launchBellhop({ practice: practice.info, profile })
  try {
    await expect(railAccounts(again.page)).toHaveCount(3)
    await expect(railAccounts(again.page).nth(1)).toHaveAttribute('aria-pressed', 'true')
    await expect(shownAccount(again.page)).toContainText(`${hosts[1] ?? ''} · ${owners[1] ?? ''}`)
    await expect(shownAccount(again.page).getByRole('link', { name: text('nav.outbox') })).toHaveAttribute(
      'aria-current',
      'page',
    )
  } finally {
    await again.quit()
  }
})

test('name, colour and order are the user’s, and outlive a restart', async ({ app, practice, profile }) => {
  const { page } = app
  const [, second = ''] = await connectAll(page, practice, ['acme', 'nord-logistics'])
  await shownAccount(page).getByRole('link', { name: second, exact: true }).click()
  const name = sheet(page).getByLabel(text('accounts.name'), { exact: true })
  await expect(name).toHaveValue(second)
  await expect(button(sheet(page), 'app.save')).toBeDisabled()
  await name.fill('   ')
  await expect(button(sheet(page), 'app.save')).toBeDisabled()
  await name.fill('  Север & Ко <b>  ')
  await page.keyboard.press('Enter')
  await expect(sheet(page).getByRole('heading', { level: 1 })).toHaveText('Север & Ко <b>')
  await expect(shownAccount(page)).toContainText('Север & Ко <b>')

  const colours = sheet(page).getByRole('radio')
  await expect(sheet(page).getByRole('radio', { checked: true })).toHaveCount(1)
  await expect(colours.nth(1)).toBeChecked()
  await colours.nth(4).press('Space')
  await expect(colours.nth(4)).toBeChecked()
  const drawn = await railAccounts(page)
    .nth(1)
    .evaluate((node) => getComputedStyle(node).backgroundColor)

  await goTo(page, 'settings')
  await button(sheet(page), 'settings.moveUp', { name: 'Север & Ко <b>' }).click()
  await expect(railAccounts(page).nth(0)).toHaveAccessibleName(/^Север & Ко <b> · /)
  await app.quit()

  const again = await launchBellhop({ practice: practice.info, profile })
  try {
    const moved = railAccounts(again.page).nth(0)
    await expect(moved).toHaveAccessibleName(/^Север & Ко <b> · /)
    await expect(moved).toHaveAttribute('aria-keyshortcuts', 'Control+1')
    expect(await moved.evaluate((node) => getComputedStyle(node).backgroundColor)).toBe(drawn)
  } finally {
    await again.quit()
  }
})

test('a check tells how the account is now, and offers to paste a new webhook for a dead one', async ({
  app,
  practice,
}) => {
  const { page } = app
  const [host = ''] = await connectAll(page, practice, ['acme'])
  await shownAccount(page).getByRole('link', { name: host, exact: true }).click()
  const check = button(sheet(page), 'accounts.check')
  await changePortal(practice, 'acme', { webhook: 'dead' })
  await check.click()
  const note = sheet(page).getByRole('alert')
  await expect(note).toContainText(text('accounts.health.signedOut'))
  await expect(note).toContainText(sentence('bitrix24.invalidCredentials', { host }))
  await expect(railAccounts(page).first()).toHaveAccessibleName(new RegExp(text('accounts.health.signedOut')))
  await button(note, 'welcome.bitrix24.action').click()
  await button(dialog(page, 'accounts.bitrix24.title'), 'app.cancel').click()

  await changePortal(practice, 'acme', { webhook: 'ok', scopes: ['im'] })
  await check.click()
  await expect(sheet(page).getByTestId('missing-scopes').getByRole('listitem')).toHaveCount(4)
  await expect(note).toHaveCount(0)
  await changePortal(practice, 'acme', { webhook: 'noSubscription' })
  await check.click()
  await expect(note).toContainText(sentence('bitrix24.subscription', { host }))
  // Nothing one could paste helps here, and an account that does not work is not said to lack but some rights.
  await expect(button(note, 'welcome.bitrix24.action')).toHaveCount(0)
  await expect(sheet(page).getByTestId('missing-scopes')).toHaveCount(0)

  await changePortal(practice, 'acme', { webhook: 'ok', scopes: ALL_SCOPES })
  await check.click()
  await expect(sheet(page).getByRole('status')).toHaveText(text('accounts.health.ok'))
  await expect(note).toHaveCount(0)
})

test('disconnecting asks first; then the account, its secret and its traffic are gone', async ({
  app,
  practice,
  profile,
}) => {
  const { page } = app
  const [first = '', second = ''] = await connectAll(page, practice, ['acme', 'nord-logistics'])
  const accounts = await app.invoke('accounts.list', {})
  const id = accounts.ok ? (accounts.data.find(({ host }) => host === first)?.id ?? '') : ''
  const inVault = async (file: string): Promise<boolean> =>
    (await readFile(join(profile, 'vault', file), 'utf8')).includes(id)
  expect(id).not.toBe('')
  expect(await inVault('vault.json')).toBe(true)

  await railAccounts(page).nth(0).click()
  await shownAccount(page).getByRole('link', { name: first, exact: true }).click()
  const confirm = dialog(page, 'accounts.disconnectTitle', { name: first })
  await button(sheet(page), 'accounts.disconnect').click()
  await expect(confirm).toContainText(text('accounts.disconnectText'))
  await button(confirm, 'app.cancel').click()
  await expect(railAccounts(page)).toHaveCount(2)

  await button(sheet(page), 'accounts.disconnect').click()
  await button(confirm, 'accounts.disconnectConfirm').click()
  await expect(railAccounts(page)).toHaveCount(1)
  await expect(shownAccount(page)).toContainText(text('rail.allTitle'))
  await expect(sheet(page)).not.toContainText(first)
  expect(await Promise.all(['vault.json', 'vault.previous.json'].map(inVault))).toEqual([false, false])
  await practice.control('DELETE', 'arrived')
  await app.quit()

  const again = await launchBellhop({ practice: practice.info, profile })
  try {
    await unlockVault(again.page, PASSPHRASE)
    await expect(railAccounts(again.page)).toHaveCount(1)
    await expect(railAccounts(again.page).first()).toHaveAccessibleName(new RegExp(second))
    const { arrived } = (await practice.control('GET', 'arrived?service=bitrix24&portal=acme')) as {
      arrived: unknown[]
    }
    expect(arrived).toEqual([])
  } finally {
    await again.quit()
  }
})
