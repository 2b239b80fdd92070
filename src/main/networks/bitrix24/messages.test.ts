import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { OutgoingMessage } from '../ports'
import { fakePortal, lost, refuse, unsent } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { createMessages } from './messages'

const ID = '0b8a1f52-3c4d-4e5f-8a6b-7c8d9e0f1a2b'
/** Earlier than the fake portal's now. */
const FIRST = '2023-11-14T10:00:00.000Z'
const NETWORK: OutgoingMessage = {
  id: ID,
  target: { kind: 'network', lineCode: 'c'.repeat(32), userId: '5' },
  text: 'Hello',
  urlPreview: true,
}
const DIALOG: OutgoingMessage = {
  id: ID,
  target: { kind: 'dialog', dialogId: 'chat40' },
  text: 'Hello',
  urlPreview: true,
}
const AGAIN: OutgoingMessage = { ...DIALOG, firstAttemptAt: FIRST }
const row = (id: number, extra: JsonObject = {}): JsonObject => ({
  id,
  author_id: 7,
  date: '2023-11-14T13:00:05+03:00',
  text: 'Hello',
  uuid: null,
  params: [],
  ...extra,
})

function setUp(sent: Answer, dialog: (params: JsonObject) => JsonValue = () => [], missing: readonly string[] = []) {
  const fake = fakePortal(
    (method, params) => (method === 'im.dialog.messages.get' ? { messages: dialog(params), users: [] } : sent),
    missing,
  )
  return { ...fake, messages: createMessages(fake.portal) }
}

describe('a network message', () => {
  it('is one call with everything in it', async () => {
    const { messages, writes, ran } = setUp(true)
    const full = { ...NETWORK, attach: { BLOCKS: [] }, keyboard: [], urlPreview: false }
    expect(await messages.send(full)).toEqual({ kind: 'sent' })
    expect(writes).toEqual([
      [
        'imopenlines.network.message.add',
        {
          CODE: 'c'.repeat(32),
          USER_ID: '5',
          MESSAGE: 'Hello',
          ATTACH: { BLOCKS: [] },
          KEYBOARD: [],
          URL_PREVIEW: 'N',
        },
      ],
    ])
    expect(ran).toHaveLength(1)
  })

  it.each([
    ['USER_MESSAGE_LIMIT', 'messages.weeklyLimit'],
    ['CODE', 'messages.lineCode'],
    ['CODE_ERROR', 'messages.lineCode'],
    ['NOT_FOUND', 'messages.lineNotJoined'],
    ['ATTACH_OVERSIZE', 'messages.attachOversize'],
    ['KEYBOARD_OVERSIZE', 'messages.keyboardOversize'],
  ])('refused with %s has failed for good', async (code, expected) =>
    expect(await setUp(refuse(code)).messages.send(NETWORK)).toMatchObject({
      kind: 'failed',
      retryable: false,
      error: { code: expected },
    }),
  )

  it('that never left, or met a busy portal, may go later', async () => {
    expect(await setUp(unsent()).messages.send(NETWORK)).toMatchObject({ kind: 'failed', retryable: true })
    expect(await setUp(refuse('QUERY_LIMIT_EXCEEDED', '', 503)).messages.send(NETWORK)).toMatchObject({
      kind: 'failed',
      retryable: true,
    })
  })

  it('whose answer was lost is unknown, sent once, and can never be looked up or safely repeated', async () => {
    const { messages, writes, ran } = setUp(lost())
    expect(await messages.send(NETWORK)).toMatchObject({ kind: 'unknown', error: { code: 'net.reset' } })
    expect(writes).toHaveLength(1)
    expect(await messages.readBack(NETWORK)).toEqual({ ok: true, data: { found: 'cannotKnow', resendSafe: false } })
    expect(ran).toHaveLength(1)
  })
})

describe('a message to a dialog', () => {
  it('carries our id and comes back with the portal’s', async () => {
    const { messages, writes } = setUp(1763)
    expect(await messages.send(DIALOG)).toEqual({ kind: 'sent', serverId: '1763' })
    expect(writes).toEqual([['im.message.add', { DIALOG_ID: 'chat40', TEMPLATE_ID: ID, MESSAGE: 'Hello' }]])
  })

  it('met by its own first call still at work is found by its id', async () => {
    const { messages } = setUp(refuse('PARAMS_ERROR'), () => [row(9, { uuid: ID })])
    expect(await messages.send(AGAIN)).toEqual({ kind: 'sent', serverId: '9' })
  })

  it('refused the same way is unknown when repeated, and a wrong request when not', async () => {
    expect(await setUp(refuse('PARAMS_ERROR')).messages.send(AGAIN)).toMatchObject({ kind: 'unknown' })
    const first = { ...DIALOG, firstAttemptAt: new Date(1_700_000_000_000).toISOString() }
    expect(await setUp(refuse('PARAMS_ERROR')).messages.send(first)).toMatchObject({
      kind: 'failed',
      error: { code: 'messages.wrongRequest' },
    })
  })

  it('to a chat one is not in is refused', async () =>
    expect(await setUp(refuse('ACCESS_ERROR', '', 403)).messages.send(DIALOG)).toMatchObject({
      kind: 'failed',
      retryable: false,
      error: { code: 'messages.accessError' },
    }))
})

describe('reading back', () => {
  it.each<[string, JsonValue, string]>([
    ['our id', [row(9, { uuid: ID.toUpperCase(), text: 'changed', author_id: 1 })], 'yes'],
    ['my words since the attempt, where the portal shows no ids', [row(9, { text: ' Hello\r\n' })], 'yes'],
    ['the same words under another id', [row(9, { uuid: 'ffffffff-0000-4000-8000-000000000000' })], 'no'],
    ['the same words of somebody else', [row(9, { author_id: 1 })], 'no'],
    ['the same words from long before', [row(9, { date: '2023-11-13T10:00:00+03:00' })], 'no'],
    ['other words', [row(9, { text: 'Hello there' })], 'no'],
    ['nothing', [], 'no'],
  ])('%s', async (_, rows, found) =>
    expect(await setUp(1, () => rows).messages.readBack(AGAIN)).toMatchObject({ ok: true, data: { found } }),
  )

  it('never takes another message of ours for this one, however alike', async () => {
    const { messages } = setUp(1, () => [row(9)])
    expect(await messages.readBack({ ...AGAIN, otherServerIds: ['9'] })).toMatchObject({ data: { found: 'no' } })
    expect(await messages.readBack({ ...AGAIN, otherServerIds: ['8'] })).toMatchObject({ data: { found: 'yes' } })
  })

  it('cannot tell a card without words from another one, except by its id', async () => {
    const card = { ...AGAIN, text: '', attach: { BLOCKS: [] } }
    const read = (rows: JsonObject[]) => setUp(1, () => rows).messages.readBack(card)
    expect(await read([row(9, { text: '' })])).toMatchObject({ data: { found: 'cannotKnow' } })
    expect(await read([row(9, { text: '', uuid: ID })])).toMatchObject({ data: { found: 'yes' } })
    expect(await read([row(9)])).toMatchObject({ data: { found: 'no' } })
  })

  it('looks once more for what is not there yet: the call may still be at work', async () => {
    let looks = 0
    const { messages, slept } = setUp(1, () => ((looks += 1) === 1 ? [] : [row(9)]))
    expect(await messages.readBack(AGAIN)).toMatchObject({ data: { found: 'yes', serverId: '9' } })
    expect([looks, slept]).toEqual([2, [1_000]])
  })

  it('a repeat is safe only on a portal that has shown our ids', async () => {
    const { messages } = setUp(1, (params) => (params['LIMIT'] === 5 ? [row(1, { uuid: ID })] : []))
    expect(await messages.readBack(AGAIN)).toMatchObject({ data: { resendSafe: false } })
    await messages.send(DIALOG)
    expect(await messages.readBack(AGAIN)).toMatchObject({ data: { found: 'no', resendSafe: true } })
  })

  it('goes back page by page to the first attempt, and gives up rather than guess', async () => {
    const busy = Array.from({ length: 50 }, (_, i) => row(1000 - i, { text: 'noise' }))
    const older = [row(950, { text: 'noise' }), row(940)]
    const { messages, ran } = setUp(1, (params) =>
      params['LAST_ID'] === undefined ? busy : params['LAST_ID'] === '951' ? older : [],
    )
    expect(await messages.readBack(AGAIN)).toMatchObject({ data: { found: 'yes', serverId: '940' } })
    expect(ran).toHaveLength(2)
    expect(await setUp(1, () => busy).messages.readBack(AGAIN)).toMatchObject({ data: { found: 'cannotKnow' } })
  })

  it('fails where the dialog cannot be read', async () => {
    const fake = fakePortal(() => lost())
    expect(await createMessages(fake.portal).readBack(AGAIN)).toMatchObject({ ok: false })
  })
})

describe('people', () => {
  const found = {
    5: { id: 5, name: 'Anna Lee', active: true, work_position: 'Sales', bot: false, connector: false },
    6: { id: '6', name: 'Gone', active: false },
    8: { id: 8, name: 'Bot', active: true, bot: true },
    9: { id: 9, name: 'Visitor', connector: true },
  }

  it('are employees by name, the dismissed marked', async () =>
    expect(await setUp(found).messages.people?.('ann')).toEqual({
      ok: true,
      data: [
        { userId: '5', name: 'Anna Lee', position: 'Sales', active: true },
        { userId: '6', name: 'Gone', active: false },
      ],
    }))

  it.each(['', 'a', ' a '])('are not searched for %j', async (text) => {
    const { messages, ran } = setUp(found)
    expect(await messages.people?.(text)).toEqual({ ok: true, data: [] })
    expect(ran).toEqual([])
  })

  it.each<[string, Answer]>([
    ['[]', []],
    ['FIND_SHORT', refuse('FIND_SHORT')],
  ])('%s is nobody', async (_, answer) =>
    expect(await setUp(answer).messages.people?.('ann')).toEqual({ ok: true, data: [] }),
  )

  it('are found in the directory without the scope im', async () => {
    const { messages, ran } = setUp([{ ID: '5', NAME: 'Anna', LAST_NAME: 'Lee', ACTIVE: true }], () => [], ['im'])
    expect(await messages.people?.('ann')).toEqual({
      ok: true,
      data: [{ userId: '5', name: 'Anna Lee', active: true }],
    })
    expect(ran).toEqual(['user.search'])
    expect(messages.targets).toEqual(['network'])
  })
})
