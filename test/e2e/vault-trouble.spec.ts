// A vault file damaged between two starts: explained, never deleted, and a way to begin anew.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBellhop } from './support/app'
import { addressField, connectBitrix24, sentence, sheet, shownAccount, webhookOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, choosePassphrase, dialog, railAccounts } from './support/journeys'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const FIRST = 'four unrelated words, long'
const SECOND = 'seven grey herons over the canal'

/** The vault's files by name, as text. */
async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder)
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'latin1')] as const)),
  )
}

/** Turns over the bits of some bytes in the middle of every vault file. */
async function damage(folder: string): Promise<void> {
  for (const name of (await filesOf(folder)).keys()) {
    const bytes = await readFile(join(folder, name))
    const middle = Math.floor(bytes.length / 2)
    for (let at = middle; at < middle + 16; at += 1) bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at)
    await writeFile(join(folder, name), bytes)
  }
}

test('a damaged vault: told, nothing deleted; started over, the old file is kept and a new vault works', async ({
  app,
  practice,
  profile,
}) => {
  const webhook = await webhookOf(practice, 'acme')
  await connectBitrix24(app.page, webhook)
  await choosePassphrase(app.page, FIRST)
  await expect(railAccounts(app.page)).toHaveCount(1)
  await app.quit()
  const folder = join(profile, 'vault')
  await damage(folder)
  const damaged = await filesOf(folder)

  const again = await launchBellhop({ practice: practice.info, profile })
  const { page } = again
  try {
    await test.step('told, and looked at again: the files stay as they are', async () => {
      await expect(shownAccount(page)).toContainText(text('vault.state.corrupt'))
      await button(shownAccount(page), 'vault.whatToDo').click()
      const trouble = dialog(page, 'vault.corrupt.title')
      await expect(trouble).toContainText(sentence('vault.corrupt'))
      await button(trouble, 'vault.tryAgain').click()
      await expect(trouble).toContainText(text('vault.still'))
      await button(trouble, 'vault.startOver.ask').click()
      const confirm = dialog(page, 'vault.startOver.title')
      await expect(confirm).toContainText(text('vault.startOver.text'))
      await button(confirm, 'app.cancel').click()
      await expect(confirm).toBeHidden()
      expect(await filesOf(folder)).toEqual(damaged)
    })

    await test.step('started over: a new passphrase, the old bytes under another name', async () => {
      await button(dialog(page, 'vault.corrupt.title'), 'vault.startOver.ask').click()
      await button(dialog(page, 'vault.startOver.title'), 'vault.startOver.confirm').click()
      await choosePassphrase(page, SECOND)
      await expect(shownAccount(page)).toContainText(text('vault.state.unlockedPassphrase'))
      const now = await filesOf(folder)
      for (const bytes of damaged.values()) expect([...now.values()]).toContain(bytes)
      expect(now.get('vault.json')).not.toBe(damaged.get('vault.json'))
    })

    await test.step('the account is connected again and works', async () => {
      await shownAccount(page)
        .getByRole('link', { name: new URL(webhook).host, exact: true })
        .click()
      await expect(sheet(page).getByRole('alert')).toContainText(sentence('vault.secretMissing'))
      await button(sheet(page), 'welcome.bitrix24.action').click()
      const connect = dialog(page, 'accounts.bitrix24.title')
      await addressField(connect).fill(webhook)
      await button(connect, 'accounts.bitrix24.connect').click()
      await expect(connect).toBeHidden()
      await shownAccount(page)
        .getByRole('link', { name: new URL(webhook).host, exact: true })
        .click()
      await button(sheet(page), 'accounts.check').click()
      await expect(sheet(page).getByRole('status')).toHaveText(text('accounts.health.ok'))
      await expect(railAccounts(page)).toHaveCount(1)
    })
  } finally {
    await again.quit()
  }
})
