// What the portal says about a network message, in the outbox; and answers that get lost: never sent twice by itself.
import type { ErrorCode } from '../../src/shared/contract/errors'
import { sentence, webhookOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import {
  chooseRecipient,
  codeField,
  composer,
  connectedLines,
  decide,
  deliveries,
  outboxRow,
  SEND,
  send,
  sendButton,
  setHold,
  slot,
  textField,
} from './support/messages'
import { dialogPane, dialogRow, dialogsOf, notice } from './support/openlines'
import { enterPortal } from './support/portal'
import { text } from './support/text'
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
  await setHold(page, 0)
  const [line] = await connectedLines(practice)
  if (!line) throw new Error('no line is connected')
  const faults = CODES.map(([error, , status = 400]) => ({
    method: SEND,
    effect: { kind: 'error', status, error, description: 'Текст сервера' },
  }))
  await practice.control('POST', 'faults', faults)
  await goTo(page, 'messages')
  await codeField(page).fill(line.code)
  for (const [error] of CODES) await send(page, 'Anna Mercer', `Refused with ${error}.`)

  await test.step('a used slot is known from now on', async () => {
    await expect(page.getByTestId('outbox-row').or(composer(page))).toBeVisible()
    await expect.poll(async () => (await practice.arrived(SEND)).length).toBe(CODES.length)
    await chooseRecipient(page, 'Anna Mercer')
    await expect(slot(page)).toContainText(text('messages.slot.usedUntil', { time: '' }).trim())
    await expect(sendButton(page)).toBeDisabled()
  })

  await goTo(page, 'outbox')
  for (const [error, says] of CODES) {
    await test.step(error, async () => {
      const row = outboxRow(page, `Refused with ${error}.`)
      await expect(row).toContainText(text('outbox.state.failed'))
      await expect(row.getByRole('alert')).toHaveText(sentence(says, { host }))
      await expect(row).not.toContainText('Текст сервера')
    })
  }
  expect((await practice.arrived(SEND)).filter(({ processed }) => processed)).toEqual([])

  await test.step('sent again by hand, it arrives', async () => {
    await button(outboxRow(page, 'Refused with NOT_FOUND.'), 'outbox.do.retry').click()
    await expect(outboxRow(page, 'Refused with NOT_FOUND.')).toContainText(text('outbox.state.sent'))
    expect(await deliveries(practice)).toMatchObject([{ text: 'Refused with NOT_FOUND.' }])
  })
})

test('a lost answer needs a decision; nothing is sent twice by itself', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  const [line] = await connectedLines(practice)
  if (!line) throw new Error('no line is connected')
  await goTo(page, 'messages')
  await codeField(page).fill(line.code)
  const cases = [
    ['Anna Mercer', 'It arrived.', { kind: 'reset', processed: true }],
    ['Nora Bennett', 'It did not arrive.', { kind: 'reset' }],
    ['Laura Novak', 'It arrived, and is sent again.', { kind: 'cut', bytes: 3 }],
    ['Zoe Bennett', 'It is dropped.', { kind: 'reset' }],
  ] as const
  for (const [to, message, effect] of cases) {
    await practice.fault({ method: SEND, effect })
    await send(page, to, message)
    await expect.poll(async () => (await practice.arrived(SEND)).at(-1)?.params['MESSAGE']).toBe(message)
  }
  await goTo(page, 'outbox')
  for (const [to, message] of cases) {
    const row = outboxRow(page, message)
    await expect(row).toContainText(text('outbox.state.needsDecision'))
    await expect(row).toContainText(text('outbox.decide'))
    await expect(row).toContainText(/Sent on .*, but the answer got lost\. Sending again could deliver it twice\./)
    await expect(row).toContainText(to)
  }
  expect(await practice.arrived(SEND)).toHaveLength(4)
  const asks = (name: string) => notice(page, text('outbox.unsure', { name }))
  for (const name of ['Nora Bennett', 'Zoe Bennett']) await expect(asks(name)).toBeVisible()

  await test.step('"it arrived" is believed, and counts for the week', async () => {
    await decide(outboxRow(page, 'It arrived.'), 'sent')
    await expect(outboxRow(page, 'It arrived.')).toContainText(text('outbox.state.sent'))
    await expect(notice(page, text('outbox.arrived', { name: 'Anna Mercer' }))).toBeVisible()
  })
  await test.step('"send again" sends once more', async () => {
    await decide(outboxRow(page, 'It did not arrive.'), 'resend')
    await expect(outboxRow(page, 'It did not arrive.')).toContainText(text('outbox.state.sent'))
    await expect(asks('Nora Bennett')).toHaveCount(0)
  })
  await test.step('"send again" that meets the limit: very likely delivered the first time', async () => {
    const row = outboxRow(page, 'It arrived, and is sent again.')
    await decide(row, 'resend')
    await expect(row).toContainText(text('outbox.state.failed'))
    await expect(row.getByRole('alert')).toHaveText(sentence('messages.likelyDelivered'))
  })
  await test.step('"discard" lets it be', async () => {
    await decide(outboxRow(page, 'It is dropped.'), 'discard')
    await expect(outboxRow(page, 'It is dropped.')).toContainText(text('outbox.state.cancelled'))
    await expect(asks('Zoe Bennett')).toHaveCount(0)
    await expect(notice(page, text('outbox.arrived', { name: 'Anna Mercer' }))).toHaveCount(0)
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

  await goTo(page, 'messages')
  await chooseRecipient(page, 'Anna Mercer')
  await textField(page).fill('Another one')
  await expect(composer(page)).toContainText(sentence('messages.weeklyLimit'))
  await chooseRecipient(page, 'Zoe Bennett')
  await expect(slot(page)).toHaveText(text('messages.slot.free'))
})

test('written while offline: queued, then sent in order', async ({ app, practice }) => {
  const { page } = app
  const wire = await layWire(await webhookOf(practice, 'acme'))
  try {
    await enterPortal(page, practice, { address: wire.address })
    await setHold(page, 0)
    const mine = (await dialogsOf(practice)).find(({ joined, status }) => joined && status < 40)
    const [line] = await connectedLines(practice)
    if (!mine || !line) throw new Error('the seed has changed')
    await goTo(page, 'messages')
    await codeField(page).fill(line.code)
    await chooseRecipient(page, 'Anna Mercer')
    await textField(page).fill('Network while offline')
    await goTo(page, 'openlines')
    await dialogRow(page, mine.title).click()
    const reply = dialogPane(page).getByLabel(text('openlines.reply'))
    await expect(reply).toBeVisible()
    await wire.down()
    for (const message of ['first', 'second', 'third']) {
      await reply.fill(message)
      await button(dialogPane(page), 'openlines.send').click()
      await expect(reply).toHaveValue('')
    }
    await expect(dialogPane(page).getByTestId('pending-reply')).toHaveCount(3)
    await goTo(page, 'messages')
    await sendButton(page).click()
    await expect(textField(page)).toHaveValue('')
    await goTo(page, 'outbox')
    const rows = page.getByTestId('outbox-row')
    await expect(rows.filter({ hasText: text('outbox.state.queued') })).toHaveCount(4)
    expect(await practice.arrived('im.message.add')).toEqual([])

    await wire.up()
    await expect(rows.filter({ hasText: text('outbox.state.sent') })).toHaveCount(4, { timeout: 30_000 })
    const replies = await practice.arrived('im.message.add')
    expect(replies.map(({ params }) => params['MESSAGE'])).toEqual(['first', 'second', 'third'])
    expect(await deliveries(practice)).toMatchObject([{ text: 'Network while offline' }])
  } finally {
    await wire.close()
  }
})
