// Finding one's way in the outbox: by state, by place, by words, from a notification; and taking what is found along.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './support/fixtures'
import { hideMain, isMainShown } from './support/windows'
import { button, goTo } from './support/journeys'
import { keepNotifications } from './support/notifications'
import { notice } from './support/openlines'
import {
  deskOf,
  filterBy,
  headOf,
  outboxRow,
  outboxRows,
  outboxView,
  REPLY,
  searchField,
  stateOf,
} from './support/outbox'
import { enterPortal } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const refused = { kind: 'error', status: 400, error: 'WRONG_REQUEST' }

test('a notification told while the window is hidden leads to its message', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  const notices = await keepNotifications(app)
  await hideMain(app)
  await practice.fault({ method: REPLY, effect: refused })
  await desk.reply(0, 'Nobody saw it fail')
  await desk.reply(0, 'This one left')
  await expect.poll(() => notices.shown().map(({ title }) => title)).toEqual([text('notices.outbox.failed')])
  await notices.click(0)
  const row = outboxRow(page, 'Nobody saw it fail')
  await expect(row.getByTestId('outbox-details')).toBeVisible()
  await expect(headOf(row)).toBeFocused()
  expect(await isMainShown(app)).toBe(true)
})

test('messages are found by state, by place and by words, and saved as a table', async ({ app, practice, profile }) => {
  const { page } = app
  await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  await desk.reply(0, 'The invoice, "as agreed"; thank you')
  await desk.reply(1, 'Another matter')
  await practice.fault({ method: REPLY, effect: refused })
  await desk.reply(1, 'The invoice that failed')
  await goTo(page, 'outbox')
  await stateOf(outboxRow(page, 'The invoice that failed'), 'failed')
  await expect(outboxRows(page)).toHaveCount(3)

  await test.step('by state', async () => {
    await filterBy(page, text('outbox.state.sent')).click()
    await expect(outboxRows(page)).toHaveCount(2)
    await filterBy(page, text('outbox.filter.all')).click()
  })
  await test.step('by place', async () => {
    const first = desk.dialogs[0]?.title ?? ''
    await button(outboxRow(page, 'as agreed'), 'outbox.onlyThis', { name: first }).click()
    await expect(outboxRows(page)).toHaveCount(1)
    await button(outboxView(page), 'outbox.leavePlace', { name: first }).click()
    await expect(outboxRows(page)).toHaveCount(3)
  })
  await test.step('by words, marked', async () => {
    await page.keyboard.press('Control+f')
    await expect(searchField(page)).toBeFocused()
    await searchField(page).fill('INVOICE')
    await expect(outboxRows(page)).toHaveCount(2)
    await expect(outboxRows(page).locator('mark').first()).toHaveText('invoice')
    await expect(filterBy(page, text('outbox.state.sent'))).toHaveText(`${text('outbox.state.sent')} 1`)
  })
  await test.step('what is shown goes into a file', async () => {
    const path = join(profile, 'outbox.csv')
    await app.electron.evaluate(({ dialog: system }, filePath) => {
      system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await button(outboxView(page), 'outbox.exportCsv').click()
    await expect(notice(page, text('outbox.exported'), 'outbox.csv')).toBeVisible()
    const [, ...lines] = (await readFile(path, 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toContain('"The invoice, ""as agreed""; thank you"')
    expect(lines[1]).toContain('The invoice that failed')
  })
  await test.step('nothing like that', async () => {
    await searchField(page).fill('no such words')
    await expect(page.getByTestId('empty-state')).toContainText(text('outbox.nothing'))
    await button(outboxView(page), 'outbox.showAll').click()
    await expect(outboxRows(page)).toHaveCount(3)
  })
})
