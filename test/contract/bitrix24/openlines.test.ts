// Open channels: the list, reading without joining, joining with and without effect, answering, passing on, finishing.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dialogsOf, type Dialog } from '../../../src/practice/bitrix24/openlines'
import { startBench, type Bench } from './support'

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
})
beforeEach(() => bench.bitrix24.hooks.reset())
afterAll(() => bench.close())

const ME = 27
type Want = (dialog: Dialog) => boolean

function find(want: Want): Dialog {
  const dialog = dialogsOf(bench.portal('acme').portal.world).find(want)
  if (dialog === undefined) throw new Error('no such dialog in the seed')
  return dialog
}

const waiting: Want = ({ line }) => line.operatorId === 0 && line.status < 10
const mine: Want = ({ line }) => line.operatorId === ME && line.status < 40
const others: Want = ({ line, participants }) =>
  line.operatorId !== 0 &&
  line.operatorId !== ME &&
  line.status < 60 &&
  !line.restricted &&
  !line.joinIgnored &&
  !participants.has(ME)
const restricted: Want = ({ line }) => line.restricted
const ignored: Want = ({ line }) => line.joinIgnored
const finished: Want = ({ line }) => line.status === 60

const line = (method: string, params: Record<string, string | number> = {}): ReturnType<Bench['call']> =>
  bench.call(`imopenlines.${method}`, params)
const ownerOf = async (dialog: Dialog): Promise<number> =>
  (await bench.result<{ owner: number }>('imopenlines.dialog.get', { CHAT_ID: dialog.id })).owner
const groupChatId = (): number => bench.portal('acme').portal.world.groups.get(253)?.chatId ?? 0

describe('the list', () => {
  interface Item {
    readonly id: string
    readonly chat_id: number
    readonly chat: { readonly type: string; readonly owner: number; readonly entity_data_1: string }
    readonly lines: { readonly id: number; readonly status: number }
    readonly counter: number
  }
  const list = (params = {}): Promise<Item[]> =>
    bench.result<Item[]>('im.recent.get', { ONLY_OPENLINES: 'Y', ...params })

  test('holds what waits in my queue and what I am in, with the session id where the documentation says line id', async () => {
    const items = await list()
    const dialog = find(waiting)
    const item = items.find((candidate) => candidate.chat_id === dialog.id)
    expect(item).toMatchObject({
      id: `chat${dialog.id}`,
      chat: { type: 'lines', owner: 0 },
      lines: { id: dialog.line.sessionId, status: 0 },
    })
    expect(item?.chat.entity_data_1.split('|')[5]).toBe(String(dialog.line.sessionId))
    expect(items.map((candidate) => candidate.chat_id)).toContain(find(mine).id)
    for (const hidden of [restricted, others, finished])
      expect(items.map((candidate) => candidate.chat_id)).not.toContain(find(hidden).id)
  })

  test('SKIP_OPENLINES leaves them out, LAST_SYNC_DATE asks for what changed since', async () => {
    const rest = await bench.result<Item[]>('im.recent.get', { SKIP_OPENLINES: 'Y' })
    expect(rest.length).toBeGreaterThan(0)
    expect(rest.some((item) => 'lines' in item)).toBe(false)
    const dialog = find(mine)
    bench.clock.advance(60_000)
    const since = new Date(bench.clock.now()).toISOString()
    await bench.call('im.message.add', { DIALOG_ID: `chat${dialog.id}`, MESSAGE: 'On it.' })
    expect((await list({ LAST_SYNC_DATE: since })).map((item) => item.chat_id)).toEqual([dialog.id])
  })

  test('the paged list has total -1 and stops saying there is more on its last page', async () => {
    const first = await bench.call('im.recent.list', { LIMIT: 3 })
    expect(first.json).toMatchObject({ total: -1, result: { hasMore: true } })
    const last = await bench.call('im.recent.list', { LIMIT: 200 })
    expect(last.json.result).toMatchObject({ hasMore: false })
  })

  test('counters and the list agree about unread dialogs, and reading clears both', async () => {
    const dialog = find(mine)
    const counters = await bench.result<{ LINES: Record<string, number>; CHAT: unknown }>('im.counters.get')
    expect(counters.LINES[String(dialog.id)]).toBe((await list()).find((item) => item.chat_id === dialog.id)?.counter)
    expect(counters.CHAT).toEqual([])
    await bench.result('im.dialog.read', { DIALOG_ID: `chat${dialog.id}` })
    expect((await list()).find((item) => item.chat_id === dialog.id)?.counter).toBe(0)
  })
})

describe('reading without joining', () => {
  test('messages answer 403, history shows them and says whether I may join', async () => {
    const dialog = find(waiting)
    expect(await bench.call('im.dialog.messages.get', { DIALOG_ID: `chat${dialog.id}` })).toMatchObject({
      status: 403,
      json: { error: 'ACCESS_ERROR' },
    })
    const history = await bench.result<Record<string, unknown>>('imopenlines.session.history.get', {
      CHAT_ID: dialog.id,
    })
    expect(history).toMatchObject({
      chatId: dialog.id,
      canJoin: 'Y',
      sessionId: dialog.line.sessionId,
      userId: `chat${dialog.id}`,
    })
    const [message] = Object.values(history['message'] as Record<string, { senderid: string; params: unknown }>)
    expect(message).toMatchObject({ senderid: '0', params: [] })
  })

  test('history is by session: an earlier session has its own messages only', async () => {
    const dialog = find(finished)
    const before = dialog.line.sessionId
    const count = dialog.messages.length
    await line('session.start', { CHAT_ID: dialog.id })
    const history = async (params: Record<string, number>): Promise<number> =>
      Object.keys((await bench.result<{ message: object }>('imopenlines.session.history.get', params)).message).length
    expect(await history({ SESSION_ID: before })).toBe(count)
    expect(await history({ CHAT_ID: dialog.id })).toBe(1)
  })

  test('errors of history and lookup', async () => {
    expect((await line('session.history.get')).json.error).toBe('MISSING_REQUIRED_PARAM')
    expect((await line('session.history.get', { SESSION_ID: 1 })).json.error).toBe('INVALID_SESSION_ID')
    expect((await line('session.history.get', { CHAT_ID: find(restricted).id })).json.error).toBe('ACCESS_DENIED')
    expect((await line('dialog.get', { CHAT_ID: find(restricted).id })).json.error).toBe('ACCESS_ERROR')
    expect((await line('session.open', { USER_CODE: 'nobody' })).json.error).toBe('ACCESS_DENIED')
    expect((await line('session.open', { USER_CODE: find(waiting).line.userCode })).json.result).toEqual({
      chatId: String(find(waiting).id),
    })
  })
})

describe('imopenlines.session.join', () => {
  test('makes me a participant: messages open up, the operator stays', async () => {
    const dialog = find(others)
    const operator = dialog.line.operatorId
    expect((await line('session.join', { CHAT_ID: dialog.id })).json.result).toBe(true)
    expect(await bench.result('im.chat.user.list', { CHAT_ID: dialog.id })).toContain(ME)
    expect(await ownerOf(dialog)).toBe(operator)
    expect((await line('session.join', { CHAT_ID: dialog.id })).json.result).toBe(true)
  })

  test('answers true without effect for some dialogs, and for all where the portal is like that', async () => {
    expect((await line('session.join', { CHAT_ID: find(ignored).id })).json.result).toBe(true)
    expect(find(ignored).participants.has(ME)).toBe(false)
    bench.bitrix24.hooks.account({ portal: 'acme', quirks: { joinIgnored: true } })
    expect((await line('session.join', { CHAT_ID: find(others).id })).json.result).toBe(true)
    expect(find(others).participants.has(ME)).toBe(false)
  })

  test('refuses with ACCESS_DENIED, CHAT_TYPE, CHAT_ID, USER_ID', async () => {
    expect(await line('session.join', { CHAT_ID: find(restricted).id })).toMatchObject({
      status: 400,
      json: { error: 'ACCESS_DENIED' },
    })
    expect((await line('session.join', { CHAT_ID: groupChatId() })).json.error).toBe('CHAT_TYPE')
    expect((await line('session.join', { CHAT_ID: 0 })).json.error).toBe('CHAT_ID')
    expect((await line('session.join', { CHAT_ID: 4_000_000 })).json.error).toBe('CHAT_ID')
    const { people } = bench.portal('acme').portal.world
    const me = people.get(ME)
    if (me !== undefined) people.set(ME, { ...me, active: false })
    expect((await line('session.join', { CHAT_ID: find(waiting).id })).json.error).toBe('USER_ID')
  })

  test('reads exact upper-case names', async () => {
    expect((await line('session.join', { chat_id: find(waiting).id })).json.error).toBe('CHAT_ID')
  })
})

describe('operators', () => {
  test('answer takes a waiting dialog; a second answer fails with neither code nor text', async () => {
    const dialog = find(waiting)
    expect((await line('operator.answer', { CHAT_ID: dialog.id })).json.result).toBe(true)
    expect(await ownerOf(dialog)).toBe(ME)
    expect(await line('operator.answer', { CHAT_ID: dialog.id })).toMatchObject({
      status: 400,
      json: { error: '', error_description: '' },
    })
  })

  test('skip gives it back to the queue, and only my own', async () => {
    const dialog = find(mine)
    expect((await line('operator.skip', { CHAT_ID: dialog.id })).json.result).toBe(true)
    expect([await ownerOf(dialog), dialog.line.status]).toEqual([0, 5])
    expect((await line('operator.skip', { CHAT_ID: dialog.id })).json.error).toBe('ACCESS_DENIED')
    expect((await line('operator.skip', { CHAT_ID: find(finished).id })).json.error).toBe('ACCESS_DENIED_KICK')
  })

  test('finish ends mine, another.finish somebody else’s, spam marks it', async () => {
    const own = find(mine)
    const other = find(others)
    expect((await line('operator.finish', { CHAT_ID: other.id })).json.error).toBe('ACCESS_DENIED')
    expect((await line('operator.another.finish', { CHAT_ID: own.id })).json.error).toBe('ACCESS_DENIED')
    expect((await line('operator.finish', { CHAT_ID: own.id })).json.result).toBe(true)
    expect((await line('operator.another.finish', { CHAT_ID: other.id })).json.result).toBe(true)
    const nuisance = find(waiting)
    expect((await line('operator.spam', { CHAT_ID: nuisance.id })).json.result).toBe(true)
    expect([own.line.status, other.line.status, nuisance.line.status]).toEqual([60, 60, 65])
  })

  test('transfer goes to a colleague or a queue, never to myself', async () => {
    const dialog = find(mine)
    const transfer = (to: Record<string, string | number>): ReturnType<Bench['call']> =>
      line('operator.transfer', { CHAT_ID: dialog.id, ...to })
    expect((await transfer({})).json.error).toBe('TRANSFER_ID_EMPTY')
    expect((await transfer({ USER_ID: 0 })).json.error).toBe('USER_ID_EMPTY')
    expect((await transfer({ QUEUE_ID: 0 })).json.error).toBe('QUEUE_ID_EMPTY')
    expect((await transfer({ TRANSFER_ID: ME })).json.error).toBe('OPERATOR_WRONG')
    expect((await line('operator.transfer', { USER_ID: 3 })).json.error).toBe('CHAT_ID_EMPTY')
    expect((await transfer({ TRANSFER_ID: '3' })).json.result).toBe(true)
    expect(await ownerOf(dialog)).toBe(3)
    const second = find(mine)
    expect((await line('operator.transfer', { CHAT_ID: second.id, TRANSFER_ID: 'queue12' })).json.result).toBe(true)
    expect(second.line.operatorId).toBe(0)
  })

  test('intercept takes over, and answers true where there was nobody to take over from', async () => {
    const dialog = find(others)
    expect((await line('session.intercept', { CHAT_ID: dialog.id })).json.result).toBe(true)
    expect(await ownerOf(dialog)).toBe(ME)
    const free = find(waiting)
    expect((await line('session.intercept', { CHAT_ID: free.id })).json.result).toBe(true)
    expect(await ownerOf(free)).toBe(0)
    expect((await line('session.intercept')).json.error).toBe('CHAT_ID_EMPTY')
    expect((await line('session.intercept', { CHAT_ID: find(restricted).id })).json.error).toBe('OPERATOR_WRONG')
  })

  test('pin, unpin and silent', async () => {
    const dialog = find(mine)
    await line('session.mode.pin', { CHAT_ID: dialog.id })
    expect(dialog.line.pinnedBy.has(ME)).toBe(true)
    await line('session.mode.pin', { CHAT_ID: dialog.id, ACTIVATE: 'N' })
    await line('session.mode.silent', { CHAT_ID: dialog.id })
    expect([dialog.line.pinnedBy.has(ME), dialog.line.silent]).toEqual([false, true])
    expect((await line('session.mode.pin')).json.error).toBe('CHAT_ID_EMPTY')
  })
})
