// The outbox in the window: what failed, what is scheduled, what has waited for too long, and the keys for all of it.
import { sentence, webhookOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, CLOCK, dialog, goTo, putForward } from './support/journeys'
import { composer, SEND, sendButton, setHold, textField } from './support/messages'
import { notice } from './support/openlines'
import {
  carriedOut,
  confirmDiscard,
  deskOf,
  headOf,
  outboxRow,
  outboxRows,
  reasonOf,
  REPLY,
  stateOf,
} from './support/outbox'
import { enterPortal } from './support/portal'
import { text, textOf } from './support/text'
import { layWire } from './support/wire'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const refused = { kind: 'error', status: 400, error: 'WRONG_REQUEST' }

test('several failures are one card and one notice; all are sent again, each once and in order', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  await practice.fault({ method: REPLY, times: 3, effect: refused })
  for (const message of ['first', 'second', 'third']) await desk.reply(0, message)
  await goTo(page, 'outbox')
  const card = page.getByTestId('outbox-failed-card')
  await expect(card).toContainText(textOf(3, 'outbox.card.failed'))
  await expect(notice(page, textOf(3, 'outbox.card.failed'))).toHaveCount(1)
  await expect(outboxRows(page)).toHaveCount(3)
  for (const message of ['first', 'second', 'third']) {
    await expect(reasonOf(outboxRow(page, message))).toHaveText(sentence('messages.wrongRequest'))
  }
  await expect(page.getByRole('link', { name: `${text('nav.outbox')} 3` })).toBeVisible()

  await button(card, 'outbox.card.retryAll').click()
  for (const message of ['first', 'second', 'third']) await stateOf(outboxRow(page, message), 'sent')
  await expect(card).toBeHidden()
  expect(await carriedOut(practice, REPLY)).toEqual(['first', 'second', 'third'])
  expect(await practice.arrived(REPLY)).toHaveLength(6)
})

test('a failed message is written anew: the old one gives way, the new one leaves once', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  const desk = await deskOf(app, practice)
  await practice.fault({ method: SEND, effect: { kind: 'error', status: 400, error: 'MESSAGE_EMPTY' } })
  await desk.network('Anna Mercer', 'with a mistike')
  await goTo(page, 'outbox')
  const old = outboxRow(page, 'with a mistike')
  await stateOf(old, 'failed')
  await button(old, 'outbox.do.edit').click()
  await expect(composer(page)).toBeVisible()
  await expect(textField(page)).toHaveValue('with a mistike')
  await textField(page).fill('without a mistake')
  await sendButton(page).click()
  await expect(textField(page)).toHaveValue('')
  await goTo(page, 'outbox')
  await stateOf(outboxRow(page, 'without a mistake'), 'sent')
  await stateOf(old, 'cancelled')
  expect(await carriedOut(practice, SEND)).toEqual(['without a mistake'])
})

test('by keys: from row to row, unfolding, sending again, and giving up after a question', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  await practice.fault({ method: REPLY, times: 2, effect: refused })
  await desk.reply(0, 'older')
  await desk.reply(0, 'newer')
  await goTo(page, 'outbox')
  const [older, newer] = [outboxRow(page, 'older'), outboxRow(page, 'newer')]
  await stateOf(older, 'failed')
  await stateOf(newer, 'failed')
  await headOf(newer).focus()
  await page.keyboard.press('ArrowDown')
  await expect(headOf(older)).toBeFocused()

  await test.step('Enter unfolds what happened', async () => {
    await page.keyboard.press('Enter')
    const steps = older.getByRole('list', { name: text('outbox.steps') })
    await expect(steps).toContainText(text('outbox.step.written'))
    await expect(steps).toContainText(text('outbox.step.failed', { n: 1 }))
    await page.keyboard.press('Enter')
    await expect(steps).toBeHidden()
  })
  await test.step('R sends again; the focus stays with the message', async () => {
    await page.keyboard.press('r')
    await stateOf(older, 'sent')
    await expect(headOf(older)).toBeFocused()
  })
  await test.step('Del gives up, once it is confirmed', async () => {
    await page.keyboard.press('Home')
    await expect(headOf(newer)).toBeFocused()
    await page.keyboard.press('Delete')
    const title = textOf(1, 'outbox.discardTitle')
    const asked = page.getByRole('dialog', { name: title, exact: true })
    await asked.press('Escape')
    await expect(asked).toBeHidden()
    await expect(headOf(newer)).toBeFocused()
    await stateOf(newer, 'failed')
    await page.keyboard.press('Delete')
    await confirmDiscard(page, title)
    await stateOf(newer, 'cancelled')
    await expect(headOf(newer)).toBeFocused()
  })
  expect(await carriedOut(practice, REPLY)).toEqual(['older'])
})

test('a scheduled message waits, gets another time, and leaves when it is told to', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString()
  await desk.reply(0, 'for later', { notBefore: inAWeek })
  await desk.reply(0, 'for now')
  await goTo(page, 'outbox')
  await stateOf(outboxRow(page, 'for now'), 'sent')
  const row = outboxRow(page, 'for later')
  await expect(row).toContainText(text('outbox.when.scheduled', { time: '' }).trim())
  await button(row, 'outbox.do.later').click()
  const asked = dialog(page, 'outbox.laterTitle', { name: desk.dialogs[0]?.title ?? '' })
  await asked.getByRole('button', { name: text('moment.tomorrow') }).click()
  await expect(asked).toBeHidden()
  await expect(row).toContainText('09:00')
  expect(await carriedOut(practice, REPLY)).toEqual(['for now'])
  await button(row, 'outbox.do.sendNow').click()
  await stateOf(row, 'sent')
  expect(await carriedOut(practice, REPLY)).toEqual(['for now', 'for later'])
})

test.describe('in time', () => {
  test.use({ loadFirst: CLOCK })

  test('an old queue asks before it leaves', async ({ app, practice }) => {
    const { page } = app
    const wire = await layWire(await webhookOf(practice, 'acme'))
    try {
      await enterPortal(page, practice, { address: wire.address })
      const desk = await deskOf(app, practice)
      await wire.down()
      await desk.reply(0, 'was right then')
      await desk.reply(0, 'is still right')
      await goTo(page, 'outbox')
      await expect(outboxRow(page, 'was right then')).toContainText(text('outbox.when.network'))
      await putForward(app, 61 * 60_000)
      const card = page.getByTestId('outbox-stale-card')
      await expect(card).toContainText(textOf(2, 'outbox.card.stale'), { timeout: 30_000 })
      await expect(notice(page, textOf(2, 'outbox.card.stale'))).toHaveCount(1)
      await wire.up()

      await button(outboxRow(page, 'was right then'), 'outbox.do.discard').click()
      await stateOf(outboxRow(page, 'was right then'), 'cancelled')
      await expect(card).toContainText(textOf(1, 'outbox.card.stale'))
      expect(await practice.arrived(REPLY)).toEqual([])
      await button(card, 'outbox.card.flush').click()
      await stateOf(outboxRow(page, 'is still right'), 'sent')
      await expect(card).toBeHidden()
      await expect(notice(page, textOf(1, 'outbox.card.stale'))).toHaveCount(0)
      expect(await carriedOut(practice, REPLY)).toEqual(['is still right'])
    } finally {
      await wire.close()
    }
  })
})
