// The outbox while nobody is there: a machine that sleeps, and failures told outside the window. Would catch: a message
// that leaves a machine about to sleep, one that stays behind when it wakes, a notification per message, a click that
// leads elsewhere.
import { expect, test } from './support/fixtures'
import { hideMain, isMainShown } from './support/windows'
import { keepNotifications } from './support/notifications'
import { carriedOut, deskOf, outboxRow, outboxView, REPLY, stateOf } from './support/outbox'
import { enterPortal } from './support/portal'
import { goTo } from './support/journeys'
import { text } from './support/text'
import type { Bellhop } from './support/app'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const TWO_FAILED = text('notices.outbox.failedMany', { count: 2 }).split(' | ')[1]

/** As the system tells Electron. */
const machine = ({ electron }: Bellhop, what: 'suspend' | 'resume'): Promise<void> =>
  electron.evaluate(({ powerMonitor }, event) => void powerMonitor.emit(event), what)

test('a machine about to sleep sends nothing, and what waited leaves when it wakes, in order', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  await goTo(page, 'outbox')
  await machine(app, 'suspend')
  await desk.reply(0, 'Written while the lid closes.')
  await desk.reply(0, 'And one more.')
  // Another call comes and goes meanwhile: the portal is there.
  expect(await app.invoke('openlines.list', {})).toMatchObject({ ok: true })
  await stateOf(outboxRow(page, 'Written while the lid closes.'), 'queued')
  expect(await carriedOut(practice, REPLY)).toEqual([])
  await machine(app, 'resume')
  await stateOf(outboxRow(page, 'And one more.'), 'sent')
  await stateOf(outboxRow(page, 'Written while the lid closes.'), 'sent')
  expect(await carriedOut(practice, REPLY)).toEqual(['Written while the lid closes.', 'And one more.'])
})

test('failures while the window is hidden are one notification, and its click shows the outbox', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  const notices = await keepNotifications(app)
  const refusal = { method: REPLY, effect: { kind: 'error', status: 403, error: 'ACCESS_ERROR', description: 'x' } }
  await practice.control('POST', 'faults', [refusal, refusal])

  await hideMain(app)
  await desk.reply(0, 'First in vain.')
  await desk.reply(1, 'Second in vain.')
  await expect.poll(() => notices.shown().map(({ title }) => title)).toEqual([TWO_FAILED])

  await notices.click(0)
  await expect(outboxView(page)).toBeVisible()
  await stateOf(outboxRow(page, 'First in vain.'), 'failed')
  expect(await isMainShown(app)).toBe(true)
})
