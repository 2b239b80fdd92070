// Keeping a webhook where there is no keyring: a passphrase typed twice, this session only, or not at all.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PASSPHRASE_MIN_LENGTH } from '../../src/main/vault/passphrase-strength'
import { addressField, connectBitrix24, sentence, sheet, shownAccount, webhookOf } from './support/bitrix24'
import { launchBellhop } from './support/app'
import { expect, test } from './support/fixtures'
import { button, choosePassphrase, chooseSessionOnly, dialog, railAccounts, unlockVault } from './support/journeys'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const PASSPHRASE = 'four unrelated words, long'

/** Everything in the profile's files as one text. */
async function written(profile: string): Promise<string> {
  const entries = await readdir(profile, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n')
}

const codeOf = (webhook: string): string => new URL(webhook).pathname.split('/')[3] ?? ''

test('a passphrase: weak and differing ones are told, the right one opens the vault after a restart', async ({
  app,
  practice,
  profile,
}) => {
  const { page } = app
  const webhook = await webhookOf(practice, 'acme')
  const { host } = new URL(webhook)
  const asked = await connectBitrix24(page, webhook)
  const vault = dialog(page, 'vault.absent.title')
  const [first, second] = [
    vault.getByLabel(text('vault.passphrase'), { exact: true }),
    vault.getByLabel(text('vault.again'), { exact: true }),
  ]
  await expect(vault).toContainText(new RegExp(`\\b${PASSPHRASE_MIN_LENGTH}\\b`))
  await first.fill(PASSPHRASE)
  await second.fill(`${PASSPHRASE}!`)
  await expect(vault).toContainText(text('vault.differs'))
  await expect(button(vault, 'vault.set')).toBeDisabled()
  await first.fill('short')
  await second.fill('short')
  await button(vault, 'vault.set').click()
  await expect(vault.getByRole('alert')).toHaveText(
    sentence('vault.weakPassphrase', { minLength: PASSPHRASE_MIN_LENGTH }),
  )
  await expect(railAccounts(page)).toHaveCount(0)
  await choosePassphrase(page, PASSPHRASE)
  await expect(asked).toBeHidden()
  await expect(shownAccount(page)).toContainText(text('vault.state.unlockedPassphrase'))
  await app.quit()

  const kept = await written(profile)
  expect(kept).not.toContain(codeOf(webhook))
  expect(kept).not.toContain(PASSPHRASE)
  await practice.control('DELETE', 'arrived')
  const again = await launchBellhop({ practice: practice.info, profile })
  try {
    await expect(railAccounts(again.page)).toHaveCount(1)
    await expect(shownAccount(again.page)).toContainText(text('vault.state.locked'))
    await shownAccount(again.page).getByRole('link', { name: host, exact: true }).click()
    // Nothing is known to be wrong with the account, but it cannot be said to work either.
    await expect(sheet(again.page)).toContainText(sentence('vault.locked'))
    await expect(sheet(again.page).getByText(text('accounts.health.ok'))).toHaveCount(0)
    expect(await practice.arrived('batch')).toEqual([])
    await unlockVault(again.page, PASSPHRASE)
    await expect(shownAccount(again.page)).toContainText(text('vault.state.unlockedPassphrase'))
    await button(sheet(again.page), 'accounts.check').click()
    await expect.poll(async () => (await practice.arrived('profile')).length).toBe(1)
    await expect(sheet(again.page).getByRole('status')).toHaveText(text('accounts.health.ok'))
  } finally {
    await again.quit()
  }
})

test('this session only: after a restart the webhook is gone and asked for again', async ({
  app,
  practice,
  profile,
}) => {
  const webhook = await webhookOf(practice, 'acme')
  const { host } = new URL(webhook)
  const asked = await connectBitrix24(app.page, webhook)
  await chooseSessionOnly(app.page)
  await expect(asked).toBeHidden()
  await expect(shownAccount(app.page)).toContainText(text('vault.state.degraded'))
  await app.quit()

  expect(await written(profile)).not.toContain(codeOf(webhook))
  await practice.control('DELETE', 'arrived')
  const again = await launchBellhop({ practice: practice.info, profile })
  const { page } = again
  try {
    await shownAccount(page).getByRole('link', { name: host, exact: true }).click()
    // Said at once, before anything was asked of the portal.
    await expect(sheet(page).getByRole('alert')).toContainText(sentence('vault.secretMissing'))
    await expect(sheet(page).getByText(text('accounts.health.ok'))).toHaveCount(0)
    expect(await practice.arrived('profile')).toEqual([])
    await button(sheet(page), 'welcome.bitrix24.action').click()
    const connect = dialog(page, 'accounts.bitrix24.title')
    await addressField(connect).fill(webhook)
    await button(connect, 'accounts.bitrix24.connect').click()
    await chooseSessionOnly(page)
    await expect(shownAccount(page)).toContainText(text('vault.state.degraded'))
    await expect(railAccounts(page)).toHaveCount(1)
    await expect(page.getByText(text('errors.vault.secretMissing'))).toHaveCount(0)
  } finally {
    await again.quit()
  }
})

for (const way of ['the cross', 'Escape'] as const) {
  test(`no choice, by ${way}: nothing is kept, what was typed stays, and it can be connected after all`, async ({
    app,
    practice,
  }) => {
    const { page } = app
    const webhook = await webhookOf(practice, 'acme')
    const asked = await connectBitrix24(page, webhook)
    const vault = dialog(page, 'vault.absent.title')
    await expect(vault).toBeVisible()
    if (way === 'Escape') await page.keyboard.press('Escape')
    else await vault.getByRole('button', { name: text('app.close'), exact: true }).click()
    await expect(vault).toBeHidden()
    await expect(asked.getByRole('alert')).toHaveText(sentence('vault.absent'))
    await expect(addressField(asked)).toHaveValue(webhook)
    await expect(railAccounts(page)).toHaveCount(0)
    await button(asked, 'accounts.bitrix24.connect').click()
    await chooseSessionOnly(page)
    await expect(asked).toBeHidden()
    await expect(railAccounts(page)).toHaveCount(1)
  })
}
