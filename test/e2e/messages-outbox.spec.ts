// What the portal says about a message, in the outbox; and answers that get lost: never sent twice by itself.
import type { ErrorCode } from '../../src/shared/contract/errors'
import { sentence, webhookOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import { deliveries, SEND } from './support/messages'
import { notice } from './support/openlines'
import {
  carriedOut,
  decide,
  deskOf,
  outboxRow,
  outboxRows,
  reasonOf,
  REPLY,
  searchField,
  stateOf,
} from './support/outbox'
import { enterPortal } from './support/portal'
import { text, textOf } from './support/text'
import { layWire } from './support/wire'

test.use({ practiceArgs: ['--still', '--unlimited'] })

/** Every code of both documentation versions, and what we say. */
const CODES: readonly (readonly [error: string, says: ErrorCode, status?: number])[] = [
  ['CODE', 'messages.lineCode'],
  ['CODE_ERROR', 'messages.lineCode'],
  ['NOT_FOUND', 'messages.lineNotJoined'],
  ['INACTIVE', 'messages.lineInactive'],
  ['IMBOT_ERROR', 'messages.noBots'],
  ['USER_ID_EMPTY', 'messages.noRecipient'],
  ['MESSAGE_EMPTY', 'messages.empty'],
  ['ATTACH_OVERSIZE', 'messages.attachOversize'],
  ['ATTACH_ERROR', 'messages.attachError'],
  ['KEYBOARD_OVERSIZE', 'messages.keyboardOversize'],
  ['KEYBOARD_ERROR', 'messages.keyboardError'],
  ['WRONG_REQUEST', 'messages.wrongRequest'],
  ['WRONG_AUTH_TYPE', 'bitrix24.wrongAuthType', 403],
  ['ACCESS_DENIED', 'bitrix24.accessDenied', 403],
  ['A_CODE_OF_TOMORROW', 'bitrix24.refused'],
  ['USER_MESSAGE_LIMIT', 'messages.weeklyLimit'],
]

test('every refusal is told in its own words, and the message is kept', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  const faults = CODES.map(([error, , status = 400]) => ({
    method: SEND,
    effect: { kind: 'error', status, error, description: 'Текст сервера' },
  }))
  await practice.control('POST', 'faults', faults)
  for (const [error] of CODES) await desk.network('Anna Mercer', `Refused with ${error}.`)
  await goTo(page, 'outbox')
  await expect(page.getByTestId('outbox-failed-card')).toContainText(textOf(CODES.length, 'outbox.card.failed'))
  await expect(notice(page, textOf(CODES.length, 'outbox.card.failed'))).toHaveCount(1)
  for (const [error, says] of CODES) {
    await test.step(error, async () => {
      const row = outboxRow(page, `Refused with ${error}.`)
      await searchField(page).fill(`Refused with ${error}.`)
      await expect(outboxRows(page)).toHaveCount(1)
      await stateOf(row, 'failed')
      await expect(reasonOf(row)).toHaveText(sentence(says, { host }))
      await expect(row).not.toContainText('Текст сервера')
    })
  }
  expect((await practice.arrived(SEND)).filter(({ processed }) => processed)).toEqual([])

  await test.step('sent again by hand, it arrives', async () => {
    await searchField(page).fill('NOT_FOUND')
    const row = outboxRow(page, 'Refused with NOT_FOUND.')
    await button(row, 'outbox.do.retry').click()
    await stateOf(row, 'sent')
    expect(await deliveries(practice)).toMatchObject([{ text: 'Refused with NOT_FOUND.' }])
  })
})

test('a lost answer needs a decision; nothing is sent twice by itself', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  const cases = [
    ['Anna Mercer', 'It arrived.', { kind: 'reset', processed: true }],
    ['Nora Bennett', 'It did not arrive.', { kind: 'reset' }],
    ['Laura Novak', 'It arrived, and is sent again.', { kind: 'cut', bytes: 3 }],
    ['Zoe Bennett', 'It is dropped.', { kind: 'reset' }],
  ] as const
  for (const [to, message, effect] of cases) {
    await practice.fault({ method: SEND, effect })
    await desk.network(to, message)
    await expect.poll(async () => (await practice.arrived(SEND)).at(-1)?.params['MESSAGE']).toBe(message)
  }
  await goTo(page, 'outbox')
  for (const [to, message] of cases) {
    const row = outboxRow(page, message)
    await stateOf(row, 'needsDecision')
    await expect(row).toContainText(text('outbox.decide'))
    await expect(row).toContainText(/Sent at \d\d:\d\d\. The service did not answer\./)
    await expect(row).toContainText(text('outbox.evidence.cannotLook'))
    await expect(row).toContainText(to)
  }
  expect(await practice.arrived(SEND)).toHaveLength(4)
  const asks = (count: number) =>
    notice(page, count > 1 ? textOf(count, 'outbox.batch.unsure') : text('outbox.unsure', { name: 'Zoe Bennett' }))
  await expect(asks(4)).toHaveCount(1)

  await test.step('"it arrived" is believed, and counts for the week', async () => {
    await decide(outboxRow(page, 'It arrived.'), 'sent')
    await stateOf(outboxRow(page, 'It arrived.'), 'sent')
    await expect(notice(page, text('outbox.arrived', { name: 'Anna Mercer' }))).toBeVisible()
    await expect(asks(3)).toHaveCount(1)
    await expect(desk.network('Anna Mercer', 'Another one')).rejects.toThrow('messages.weeklyLimit')
  })
  await test.step('"send again" sends once more', async () => {
    await decide(outboxRow(page, 'It did not arrive.'), 'resend')
    await stateOf(outboxRow(page, 'It did not arrive.'), 'sent')
    await expect(asks(2)).toHaveCount(1)
  })
  await test.step('"send again" that meets the limit: very likely delivered the first time', async () => {
    const row = outboxRow(page, 'It arrived, and is sent again.')
    await decide(row, 'resend')
    await stateOf(row, 'failed')
    await expect(reasonOf(row)).toHaveText(sentence('messages.likelyDelivered'))
    await expect(asks(1)).toHaveCount(1)
  })
  await test.step('"discard" lets it be', async () => {
    await decide(outboxRow(page, 'It is dropped.'), 'discard')
    await stateOf(outboxRow(page, 'It is dropped.'), 'cancelled')
    await expect(asks(1)).toHaveCount(0)
  })
  expect((await practice.arrived(SEND)).map(({ params, processed }) => [params['MESSAGE'], processed])).toEqual([
    ['It arrived.', true],
    ['It did not arrive.', false],
    ['It arrived, and is sent again.', true],
    ['It is dropped.', false],
    ['It did not arrive.', true],
    ['It arrived, and is sent again.', false],
  ])
  expect((await deliveries(practice)).map((delivery) => delivery.text).sort()).toEqual([
    'It arrived, and is sent again.',
    'It arrived.',
    'It did not arrive.',
  ])
})

test('a reply whose answer is lost is looked for in the chat before anything is asked', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  await practice.fault({ method: REPLY, effect: { kind: 'reset', processed: true } })
  await desk.reply(0, 'It is there.')
  await goTo(page, 'outbox')
  await stateOf(outboxRow(page, 'It is there.'), 'sent')
  await expect(notice(page, text('outbox.open'))).toHaveCount(0)
  expect(await carriedOut(practice, REPLY)).toEqual(['It is there.'])
})

test('where a portal keeps no ids, what was looked for is told beside the buttons', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice, { portal: 'nord-logistics' })
  const desk = await deskOf(app, practice, 'nord-logistics')
  await practice.fault({ method: REPLY, effect: { kind: 'reset' } })
  await desk.reply(0, 'Is it there?')
  await goTo(page, 'outbox')
  const row = outboxRow(page, 'Is it there?')
  await stateOf(row, 'needsDecision')
  await expect(row).toContainText(/Sent at \d\d:\d\d\. The service did not answer\./)
  await expect(row).toContainText(/At \d\d:\d\d the message was not in the chat\./)
  await expect(row).toContainText(text('outbox.evidence.twice'))
  await decide(row, 'resend')
  await stateOf(row, 'sent')
  expect(await carriedOut(practice, REPLY)).toEqual(['Is it there?'])
})

test('written while offline: queued, then sent in order, each once', async ({ app, practice }) => {
  const { page } = app
  const wire = await layWire(await webhookOf(practice, 'acme'))
  try {
    await enterPortal(page, practice, { address: wire.address })
    const desk = await deskOf(app, practice)
    await goTo(page, 'outbox')
    // Found while there is a network.
    await desk.network('Nora Bennett', 'Network while online')
    await stateOf(outboxRow(page, 'Network while online'), 'sent')
    await wire.down()
    for (const message of ['first', 'second', 'third', 'fourth', 'fifth']) await desk.reply(0, message)
    await expect(outboxRow(page, 'first')).toContainText(text('outbox.when.network'))
    await expect(outboxRow(page, 'fifth')).toContainText(textOf(4, 'outbox.when.behind'))
    await expect(outboxRows(page).filter({ hasText: text('outbox.state.queued') })).toHaveCount(5)
    expect(await practice.arrived(REPLY)).toEqual([])

    await wire.up()
    await expect(outboxRows(page).filter({ hasText: text('outbox.state.sent') })).toHaveCount(6, { timeout: 30_000 })
    expect(await carriedOut(practice, REPLY)).toEqual(['first', 'second', 'third', 'fourth', 'fifth'])
    expect(await practice.arrived(REPLY)).toHaveLength(5)
  } finally {
    await wire.close()
  }
})
