// A Bluesky session over time: renewed once for many, never lost to a passing failure, told when it is over, kept over a restart.
import type { Page } from '@playwright/test'
import { launchBellhop } from './support/app'
import { connectBitrix24, webhookOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import {
  agreeToHost,
  expectNothingUnexpected,
  happens,
  hostOf,
  inRail,
  LOGIN,
  LOGOUT,
  processed,
  REFRESH,
  signInAnna,
  signInAs,
  typeAndSignIn,
} from './support/bluesky'
import { button, choosePassphrase, dialog, railAccounts, unlockVault } from './support/journeys'
import { text } from './support/text'

test.use({ practiceArgs: ['--still'] })

test.afterEach(async ({ practice }) => {
  await expectNothingUnexpected(practice)
})

const PASSPHRASE = 'copper lantern drifts seaward'

/** The page of the account that is in view. */
async function openAccountPage(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: text('nav.label') })
    .getByRole('link', { name, exact: true })
    .click()
  await expect(button(page, 'accounts.check')).toBeVisible()
}

async function connectPortal(page: Page, webhookUrl: string): Promise<string> {
  const connect = await connectBitrix24(page, webhookUrl)
  const { host } = new URL(webhookUrl)
  await expect(railAccounts(page).and(page.getByRole('button', { name: new RegExp(` · ${host}`) }))).toBeVisible()
  await expect(connect).toBeHidden()
  return host
}

test('many calls with an expired token lead to one refresh', async ({ app, practice }) => {
  const { page } = app
  const anna = await signInAnna(page, practice)
  await openAccountPage(page, anna.identifier)
  await happens(practice, { account: 'anna', expireAccess: true })
  const [account] = await app.invoke('accounts.list', {}).then((answer) => (answer.ok ? answer.data : []))
  if (!account) throw new Error('no account')
  const calls = await Promise.all([
    app.invoke('accounts.check', { id: account.id }),
    app.invoke('groups.sync', { accountId: account.id }),
    app.invoke('requests.refresh', {}),
    app.invoke('accounts.check', { id: account.id }),
    button(page, 'accounts.check').click(),
  ])
  for (const call of calls) expect(call ?? { ok: true }).toMatchObject({ ok: true })
  await expect(page.getByRole('status').filter({ hasText: text('accounts.health.ok') })).toBeVisible()
  expect(await processed(practice, REFRESH)).toBe(1)
  expect(await practice.arrived(REFRESH)).toHaveLength(1)
})

test('a server that cannot renew just now does not sign anybody out', async ({ app, practice }) => {
  const { page } = app
  const anna = await signInAnna(page, practice)
  const logins = await processed(practice, LOGIN)
  await openAccountPage(page, anna.identifier)
  await happens(practice, { account: 'anna', expireAccess: true })
  const overloaded = { kind: 'error', status: 503, error: 'NotEnoughResources' }
  await practice.fault({ service: 'bluesky', portal: 'pds', method: REFRESH, times: 0, effect: overloaded })
  await button(page, 'accounts.check').click()
  const note = page.getByTestId('error-note')
  await expect(note).toContainText(text('accounts.health.offline'))
  await expect(note).toContainText(text('errors.bluesky.temporarilyOffline'))
  await expect(button(page, 'accounts.signInAgain')).toBeHidden()

  await practice.control('DELETE', 'faults')
  await button(page, 'accounts.check').click()
  await expect(page.getByRole('status').filter({ hasText: text('accounts.health.ok') })).toBeVisible()
  await expect(note).toBeHidden()
  expect(await processed(practice, REFRESH)).toBe(1)
  expect(await processed(practice, LOGIN)).toBe(logins)
})

test('a revoked session is told, and signing in again brings the same account back', async ({ app, practice }) => {
  const { page } = app
  const anna = await signInAnna(page, practice)
  await openAccountPage(page, anna.identifier)
  await happens(practice, { account: 'anna', revokeSessions: true })
  await button(page, 'accounts.check').click()
  const note = page.getByTestId('error-note')
  await expect(note).toContainText(text('accounts.health.signedOut'))
  await expect(note).toContainText(text('errors.bluesky.signedOut'))
  await expect(inRail(page, anna)).toHaveAttribute('aria-label', new RegExp(text('accounts.health.signedOut')))

  await button(note, 'accounts.signInAgain').click()
  const signIn = dialog(page, 'accounts.bluesky.title')
  await typeAndSignIn(signIn, { identifier: anna.did, password: anna.appPassword })
  await agreeToHost(signIn, hostOf(practice))
  await expect(signIn).toBeHidden()
  await expect(railAccounts(page)).toHaveCount(1)
  await expect(inRail(page, anna)).not.toHaveAttribute('aria-label', new RegExp(text('accounts.health.signedOut')))
})

test('a takedown while signed in is told as that', async ({ app, practice }) => {
  const { page } = app
  const anna = await signInAnna(page, practice)
  await openAccountPage(page, anna.identifier)
  await happens(practice, { account: 'anna', status: 'takendown', expireAccess: true })
  await button(page, 'accounts.check').click()
  await expect(page.getByTestId('error-note')).toContainText(text('errors.bluesky.takenDown'))
})

test('several accounts of each network behind a passphrase: the last one chosen and every session outlive a restart', async ({
  app,
  practice,
  profile,
}) => {
  const { page } = app
  const anna = await signInAs(page, practice, 'anna', {
    vault: async () => {
      await choosePassphrase(page, 'password')
      const asked = dialog(page, 'vault.absent.title')
      await expect(asked.getByRole('alert')).toContainText(text('errors.vault.weakPassphrase', { minLength: 8 }))
      await choosePassphrase(page, PASSPHRASE)
    },
  })
  const boris = await signInAs(page, practice, 'boris')
  const first = await connectPortal(page, await webhookOf(practice, 'acme'))
  const second = await connectPortal(page, await webhookOf(practice, 'nord-logistics'))
  await expect(railAccounts(page)).toHaveCount(4)
  const navigation = page.getByRole('navigation', { name: text('nav.label') })
  await expect(navigation).toContainText(second)
  await page.keyboard.press('Control+1')
  await expect(inRail(page, anna)).toHaveAttribute('aria-pressed', 'true')
  await expect(navigation).toContainText(anna.identifier)
  await page.keyboard.press('Control+3')
  await expect(navigation).toContainText(first)
  await inRail(page, boris).click()
  await expect(navigation).toContainText(boris.identifier)
  const logins = await processed(practice, LOGIN)
  await app.quit()

  const again = await launchBellhop({ practice: practice.info, profile })
  try {
    await expect(railAccounts(again.page)).toHaveCount(4)
    await expect(inRail(again.page, boris)).toHaveAttribute('aria-pressed', 'true')
    const foot = again.page.getByRole('navigation', { name: text('nav.label') })
    await expect(foot).toContainText(boris.identifier)
    await expect(foot).toContainText(text('vault.state.locked'))

    await unlockVault(again.page, 'not the passphrase at all')
    const asked = dialog(again.page, 'vault.locked.title')
    await expect(asked.getByRole('alert')).toContainText(text('errors.vault.wrongPassphrase'))
    await button(asked, 'vault.notNow').click()

    // What needs the vault asks for it, and goes on after it was opened.
    await openAccountPage(again.page, boris.identifier)
    await happens(practice, { account: 'boris', expireAccess: true })
    await button(again.page, 'accounts.check').click()
    await asked.getByLabel(text('vault.passphrase'), { exact: true }).fill(PASSPHRASE)
    await button(asked, 'vault.unlock').click()
    await expect(foot).toContainText(text('vault.state.unlockedPassphrase'))
    await expect(again.page.getByRole('status').filter({ hasText: text('accounts.health.ok') })).toBeVisible()
    await expect.poll(() => processed(practice, REFRESH)).toBe(1)
    expect(await processed(practice, LOGIN)).toBe(logins)
  } finally {
    await again.quit()
  }
})

test('keys for this session only are gone after a restart, and the account says so', async ({
  app,
  practice,
  profile,
}) => {
  const anna = await signInAnna(app.page, practice)
  await app.quit()
  const again = await launchBellhop({ practice: practice.info, profile })
  try {
    const { page } = again
    await expect(inRail(page, anna)).toBeVisible()
    await expect(inRail(page, anna)).toHaveAttribute('aria-label', new RegExp(text('accounts.health.signedOut')))
    await openAccountPage(page, anna.identifier)
    const note = page.getByTestId('error-note')
    await expect(note).toContainText(text('accounts.health.signedOut'))
    await expect(note).toContainText(text('errors.vault.secretMissing'))
    await expect(button(note, 'accounts.signInAgain')).toBeVisible()
  } finally {
    await again.quit()
  }
})

test('disconnecting ends the session on the server', async ({ app, practice }) => {
  const { page } = app
  const anna = await signInAnna(page, practice)
  await openAccountPage(page, anna.identifier)
  await practice.control('DELETE', 'arrived')
  await button(page, 'accounts.disconnect').click()
  await button(
    dialog(page, 'accounts.disconnectTitle', { name: anna.identifier }),
    'accounts.disconnectConfirm',
  ).click()
  await expect(page.getByRole('heading', { name: text('welcome.title') })).toBeVisible()
  expect(await processed(practice, LOGOUT)).toBe(1)
})
