// Ten thousand messages in the outbox: only those in sight exist, and every one can be reached.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { launchBellhop } from './support/app'
import { connectBitrix24, webhookOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { choosePassphrase, goTo, railAccounts } from './support/journeys'
import { deskOf, headOf, outboxRow, outboxRows, outboxView, filterBy } from './support/outbox'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const DONE = 10_000
const WAITING = 500

/** Writes messages into the journal of an app that has ended, as copies of one that is there. */
function copyRows(profile: string): void {
  const db = new DatabaseSync(join(profile, 'bellhop.db'))
  const columns = db
    .prepare('PRAGMA table_info(outbox)')
    .all()
    .map(({ name }) => String(name))
    .filter((name) => name !== 'seq')
  const own = ['id', 'text', 'state', 'not_before', 'created_at']
  const cells = columns.map((name) => (own.includes(name) ? '?' : name))
  const asked = columns.filter((name) => own.includes(name))
  const insert = db.prepare(
    `INSERT INTO outbox (${columns.join(', ')}) SELECT ${cells.join(', ')} FROM outbox ORDER BY seq LIMIT 1`,
  )
  db.exec('BEGIN')
  for (let number = 1; number <= DONE + WAITING; number += 1) {
    const waits = number > DONE
    const row: Readonly<Record<string, string | null>> = {
      id: randomUUID(),
      text: `Number ${String(number)}.`,
      state: waits ? 'queued' : 'sent',
      not_before: waits ? new Date(Date.now() + 7 * 86_400_000).toISOString() : null,
      created_at: new Date(Date.now() + number).toISOString(),
    }
    insert.run(...asked.map((name) => row[name] ?? null))
  }
  db.exec('COMMIT')
  db.close()
}

test('ten thousand messages are a list like any other', async ({ app, practice, profile }) => {
  await connectBitrix24(app.page, await webhookOf(practice, 'acme'))
  await choosePassphrase(app.page, 'correct horse battery')
  await expect(railAccounts(app.page)).toHaveCount(1)
  const desk = await deskOf(app, practice)
  await desk.reply(0, 'Number 0.')
  await goTo(app.page, 'outbox')
  await expect(outboxRow(app.page, 'Number 0.')).toContainText(text('outbox.state.sent'))
  await app.quit()
  copyRows(profile)

  const again = await launchBellhop({ practice: practice.info, profile })
  try {
    const { page } = again
    await goTo(page, 'outbox')
    await expect(filterBy(page, text('outbox.state.sent'))).toHaveText(
      `${text('outbox.state.sent')} ${String(DONE + 1)}`,
    )
    const few = async (): Promise<void> => expect(await outboxRows(page).count()).toBeLessThan(60)
    await few()

    await test.step('to the end, page by page, without a row missing', async () => {
      await filterBy(page, text('outbox.state.sent')).click()
      await expect(outboxRow(page, `Number ${String(DONE)}.`)).toBeVisible()
      const list = page.getByTestId('outbox-list')
      await expect
        .poll(
          async () => {
            await list.evaluate((element) => element.scrollTo(0, element.scrollHeight))
            return outboxRow(page, 'Number 0.').count()
          },
          { timeout: 40_000, intervals: [20] },
        )
        .toBe(1)
      await few()
      await expect(outboxRow(page, 'Number 1.')).toBeVisible()
    })
    await test.step('by keys from one end to the other', async () => {
      await headOf(outboxRow(page, 'Number 0.')).focus()
      await page.keyboard.press('Home')
      await expect(headOf(outboxRow(page, `Number ${String(DONE)}.`))).toBeFocused()
      await page.keyboard.press('ArrowDown')
      await expect(headOf(outboxRow(page, `Number ${String(DONE - 1)}.`))).toBeFocused()
      await page.keyboard.press('End')
      await expect(headOf(outboxRow(page, 'Number 0.'))).toBeFocused()
      await few()
    })
    await test.step('from another view back to where one was', async () => {
      await goTo(page, 'settings')
      await goTo(page, 'outbox')
      await expect(outboxRow(page, 'Number 0.')).toBeInViewport()
    })
    await test.step('found by words among all', async () => {
      await page.keyboard.press('Control+f')
      await page.keyboard.type('number 4321')
      await expect(outboxRows(page)).toHaveCount(1)
      await expect(outboxView(page).locator('mark').first()).toHaveText('Number')
    })
  } finally {
    await again.quit()
  }
})
