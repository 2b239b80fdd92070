// The whole app over a real gnome-keyring: nothing is asked while it is there, nothing is lost while it is not.
// Would catch: a keyring that is not used, accounts forgotten or secrets rewritten because a keyring did not answer.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBellhop, newProfile, removeProfile, type Bellhop } from './support/app'
import { connectBitrix24, sentence, sheet, shownAccount, webhookOf } from './support/bitrix24'
import { finds, filesBelow } from './support/canary/search'
import { startDesktop } from './support/desktop'
import { expect, test as base } from './support/fixtures'
import { button, chooseSessionOnly, dialog, goTo, railAccounts, choosePassphrase } from './support/journeys'
import { text } from './support/text'

type Mood = Parameters<typeof startDesktop>[1]

interface Logins {
  /** Logs in, starts the app in that session, and when `during` is over ends both. */
  readonly login: (mood: Mood, during: (app: Bellhop) => Promise<void>, keyring?: string) => Promise<void>
}

const test = base.extend<Logins>({
  practiceArgs: ['--still', '--unlimited'],
  login: async ({ practice, profile }, use) => {
    const dir = await newProfile()
    await use(async (mood, during, keyring) => {
      const desktop = await startDesktop(dir, mood, keyring)
      const app = await launchBellhop({ practice: practice.info, profile, env: desktop.env })
      try {
        await during(app)
      } finally {
        await app.quit()
        await desktop.end()
      }
    })
    await removeProfile(dir)
  },
})

/** The vault's files, by name. */
async function vaultOf(profile: string): Promise<ReadonlyMap<string, string>> {
  const dir = join(profile, 'vault')
  const names = (await readdir(dir)).sort()
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), 'utf8')] as const)))
}

/** Presses "check" on the only account's page. */
async function checkAccount(app: Bellhop): Promise<void> {
  await railAccounts(app.page).first().click()
  await shownAccount(app.page).getByRole('link').first().click()
  await button(sheet(app.page), 'accounts.check').click()
}

test('with a keyring nothing is asked, and the account works after the next login', async ({
  login,
  practice,
  profile,
}) => {
  const webhook = await webhookOf(practice, 'acme')
  await login('unlocked', async ({ page }) => {
    const asked = await connectBitrix24(page, webhook)
    await expect(asked).toBeHidden()
    await expect(railAccounts(page)).toHaveCount(1)
    await expect(dialog(page, 'vault.absent.title')).toHaveCount(0)
    await expect(shownAccount(page)).toContainText(text('vault.state.unlockedKeyring'))
  })
  await practice.control('DELETE', 'arrived')
  await login('unlocked', async (app) => {
    await expect(shownAccount(app.page)).toContainText(text('vault.state.unlockedKeyring'))
    await checkAccount(app)
    await expect(sheet(app.page).getByRole('status')).toHaveText(text('accounts.health.ok'))
    await expect(app.page.getByRole('dialog')).toHaveCount(0)
  })
  expect(await practice.arrived('profile')).toMatchObject([{ processed: true }])
  const code = new URL(webhook).pathname.split('/')[3] ?? ''
  expect(finds(new Map([['webhook code', code]]), await filesBelow(profile))).toEqual([])
})

for (const [what, mood, reason, keyring] of [
  ['gone', 'none', 'vault.keyringUnavailable', undefined],
  ['locked', 'locked', 'vault.keyringUnavailable', undefined],
  ['another one', 'unlocked', 'vault.keyringChanged', 'another-login'],
] as const) {
  test(`the keyring is ${what} at the next start: explained, nothing deleted, and all works when it is back`, async ({
    login,
    practice,
    profile,
  }) => {
    const webhook = await webhookOf(practice, 'acme')
    await login('unlocked', async ({ page }) => {
      await connectBitrix24(page, webhook)
      await expect(railAccounts(page)).toHaveCount(1)
    })
    const before = await vaultOf(profile)
    await practice.control('DELETE', 'arrived')
    const meet = async (app: Bellhop): Promise<void> => {
      const { page } = app
      await expect(railAccounts(page)).toHaveCount(1)
      await expect(shownAccount(page)).toContainText(text('vault.state.keyringChanged'))
      await button(shownAccount(page), 'vault.unlock').click()
      const trouble = dialog(page, 'vault.keyringChanged.title')
      await expect(trouble).toContainText(text('vault.keyringChanged.what'))
      await button(trouble, 'vault.tryAgain').click()
      await expect(trouble).toContainText(text('vault.still'))
      await button(trouble, 'vault.notNow').click()
      await expect(trouble).toBeHidden()
      // What needs the key asks for the keyring again, and says why it cannot be done; it asks for no other vault.
      await checkAccount(app)
      await button(trouble, 'vault.notNow').click()
      await expect(page.getByText(sentence(reason)).first()).toBeVisible()
    }
    await login(mood, meet, keyring)
    expect(await vaultOf(profile)).toEqual(before)
    expect(await practice.arrived('profile')).toEqual([])

    await login('unlocked', async (app) => {
      await expect(shownAccount(app.page)).toContainText(text('vault.state.unlockedKeyring'))
      await checkAccount(app)
      await expect(sheet(app.page).getByRole('status')).toHaveText(text('accounts.health.ok'))
    })
    expect(await practice.arrived('profile')).toMatchObject([{ processed: true }])
  })
}

test('wrong passphrases: told, then slowed down, and the right one still opens', async ({ app, practice, profile }) => {
  const passphrase = 'seven grey herons over the canal'
  await connectBitrix24(app.page, await webhookOf(practice, 'acme'))
  await choosePassphrase(app.page, passphrase)
  await expect(railAccounts(app.page)).toHaveCount(1)
  await goTo(app.page, 'settings')
  await button(app.page, 'settings.lockNow').click()
  await expect(shownAccount(app.page)).toContainText(text('vault.state.locked'))
  await button(shownAccount(app.page), 'vault.unlock').click()
  const asked = dialog(app.page, 'vault.locked.title')
  const note = asked.getByTestId('error-note')
  const attempt = async (typed: string): Promise<void> => {
    await asked.getByLabel(text('vault.passphrase'), { exact: true }).fill(typed)
    await button(asked, 'vault.unlock').click()
  }
  const backOff = sentence('vault.backOff', { seconds: 'N' }).split('N')[0] ?? ''
  const wrong = sentence('vault.wrongPassphrase')
  for (let tries = 1; !(await note.getByText(backOff).isVisible()); tries += 1) {
    expect(tries).toBeLessThan(10)
    await attempt('eight grey herons over the canal')
    await expect(note.getByText(wrong).or(note.getByText(backOff))).toBeVisible()
  }
  await expect(note).toHaveText(new RegExp(`^${backOff}\\d+ s`))
  const status = await app.invoke('vault.status', {})
  expect(status.ok && status.data.retryAfterMs).toBeGreaterThan(0)
  // Even the right one has to wait; then it opens.
  await expect
    .poll(async () => {
      const now = await app.invoke('vault.status', {})
      return now.ok ? now.data.retryAfterMs : -1
    })
    .toBe(0)
  await attempt(passphrase)
  await expect(asked).toBeHidden()
  await expect(shownAccount(app.page)).toContainText(text('vault.state.unlockedPassphrase'))
  expect((await vaultOf(profile)).size).toBeGreaterThan(0)
})

test('this session only: nothing of the key is on disk, and after the restart it is plainly asked for again', async ({
  practice,
  profile,
}) => {
  const webhook = await webhookOf(practice, 'acme')
  const code = new URL(webhook).pathname.split('/')[3] ?? ''
  const first = await launchBellhop({ practice: practice.info, profile })
  await connectBitrix24(first.page, webhook)
  await chooseSessionOnly(first.page)
  await expect(railAccounts(first.page)).toHaveCount(1)
  await expect(shownAccount(first.page)).toContainText(text('vault.state.degraded'))
  await first.kill()
  expect(finds(new Map([['webhook code', code]]), await filesBelow(profile))).toEqual([])

  const second = await launchBellhop({ practice: practice.info, profile })
  await expect(railAccounts(second.page)).toHaveCount(1)
  await railAccounts(second.page).first().click()
  await shownAccount(second.page)
    .getByRole('link', { name: new URL(webhook).host, exact: true })
    .click()
  await expect(sheet(second.page)).toContainText(sentence('vault.secretMissing'))
  await expect(button(sheet(second.page), 'welcome.bitrix24.action')).toBeVisible()
  await second.quit()
})
