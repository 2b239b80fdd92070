// Every documented error of a reply and of a Bluesky message, and those any call may meet, as the person reads them: one
// life of the app, in both languages. Those of network messages are in messages-outbox.spec.ts; what the outbox does with
// all of them, in test/contract.
import type { Page } from '@playwright/test'
import type { ErrorCode } from '../../src/shared/contract/errors'
import type { MessageTarget } from '../../src/shared/contract/messages'
import { DIALOG_REFUSALS, RAW_TEXT, SYSTEM_REFUSALS, type Refusal } from '../support/send-refusals'
import type { Bellhop } from './support/app'
import { hostOf, signInAs } from './support/bluesky'
import { expect, test } from './support/fixtures'
import { goTo } from './support/journeys'
import { deskOf, type Desk, outboxRow, outboxRows, reasonOf, REPLY } from './support/outbox'
import { enterPortal } from './support/portal'
import type { Practice } from './support/practice'
import { text, textOf, textsOf } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const BLUESKY_REFUSALS: readonly Refusal[] = [
  { error: 'ConvoLocked', status: 400, reason: 'messages.convoLocked' },
  { error: 'InvalidConvo', status: 400, reason: 'messages.convoNotFound' },
  { error: 'ReplyTargetNotFound', status: 400, reason: 'bluesky.refused' },
  { error: 'InvalidToken', status: 400, text: 'Bad token method', reason: 'bluesky.noDmAccess' },
  { error: 'AccountTakedown', status: 400, reason: 'bluesky.takenDown' },
  { error: 'AccountDeactivated', status: 400, reason: 'bluesky.deactivated' },
]

interface Told {
  readonly message: string
  readonly reason: ErrorCode
  readonly host: string
}

/** The same code under another status reads the same: once is enough. */
const byCode = (table: readonly Refusal[]): readonly Refusal[] =>
  table.filter(({ error, reason }, at) => table.findIndex((one) => one.error === error && one.reason === reason) === at)

interface Place {
  readonly accountId: Desk['accountId']
  readonly target: MessageTarget
  readonly host: string
  /** What the practice services know the call by. */
  readonly call: { readonly service: string; readonly portal: string; readonly method: string }
}

/** Each is refused once, in the order in which they are written: they are for one place. */
async function writeAll(app: Bellhop, practice: Practice, place: Place, table: readonly Refusal[]): Promise<Told[]> {
  const faults = table.map(({ error, status, text: description = RAW_TEXT }) => ({
    ...place.call,
    effect: { kind: 'error', status, error, description },
  }))
  await practice.control('POST', 'faults', faults)
  const told: Told[] = []
  for (const { error, status, reason } of table) {
    const message = `Refused with ${error || 'nothing'} ${String(status)}.`
    const { accountId, target } = place
    const queued = await app.invoke('outbox.enqueue', {
      accountId,
      target,
      text: message,
      holdSeconds: 0,
    })
    expect(queued.ok).toBe(true)
    told.push({ message, reason, host: place.host })
  }
  return told
}

/** Every row says its sentence and nothing of the server's, and still holds the whole text. */
async function readAll(page: Page, language: 'en' | 'ru', all: readonly Told[]): Promise<void> {
  const words = textsOf(language)
  const search = page.getByRole('searchbox', { name: words('outbox.search'), exact: true })
  for (const { message, reason, host } of all) {
    await search.fill(message)
    await expect(outboxRows(page)).toHaveCount(1)
    const row = outboxRow(page, message)
    const names = { host, name: words('app.unknown.name') }
    const sentence = words(`errors.${reason}` as Parameters<typeof words>[0], names)
    await expect(row).toContainText(words('outbox.state.failed'))
    await expect(reasonOf(row)).toHaveText(sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1))
    await expect(row).toContainText(message)
    await expect(row).not.toContainText(RAW_TEXT)
  }
}

test('each error is told in its own words, in both languages, and no text is lost', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  await signInAs(page, practice, 'anna')
  const accounts = await app.invoke('accounts.list', {})
  const anna = accounts.ok ? accounts.data.find(({ network }) => network === 'bluesky') : undefined
  const found = anna ? await app.invoke('messages.findTargets', { accountId: anna.id, text: '' }) : undefined
  const convo = found?.ok ? found.data.find(({ blocked }) => blocked === undefined) : undefined
  if (!anna || !convo) throw new Error('the seed has changed')

  const dialogId = `chat${desk.dialogs[0]?.chatId ?? ''}`
  const inDialog: Place = {
    ...{ accountId: desk.accountId, host, target: { kind: 'dialog', dialogId } },
    call: { service: 'bitrix24', portal: 'acme', method: REPLY },
  }
  const inConvo: Place = {
    ...{ accountId: anna.id, host: hostOf(practice), target: convo.target },
    call: { service: 'bluesky', portal: 'chat', method: 'chat.bsky.convo.sendMessage' },
  }
  const all = [
    ...(await writeAll(app, practice, inConvo, BLUESKY_REFUSALS)),
    ...(await writeAll(app, practice, inDialog, byCode([...DIALOG_REFUSALS, ...SYSTEM_REFUSALS]))),
  ]
  await page.getByTitle(text('rail.allTitle'), { exact: true }).click()
  await goTo(page, 'outbox')
  // The app slows down by itself, so that a portal is never asked too much at once.
  await expect(page.getByTestId('outbox-failed-card')).toContainText(textOf(all.length, 'outbox.card.failed'), {
    timeout: 30_000,
  })
  await readAll(page, 'en', all)

  expect((await app.invoke('settings.set', { language: 'ru' })).ok).toBe(true)
  const once = all.filter(({ reason }, at) => all.findIndex((one) => one.reason === reason) === at)
  await readAll(page, 'ru', once)
  // Nothing was repeated by itself, and nothing got through.
  expect(await practice.arrived(REPLY)).toHaveLength(all.length - BLUESKY_REFUSALS.length)
  expect((await practice.arrived(REPLY)).filter(({ processed }) => processed)).toEqual([])
})
