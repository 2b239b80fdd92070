// Writing: im.message.add with and without its undocumented key, network messages with their weekly slot, people search.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/practice/types'
import { startBench, type Bench } from './support'

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
})
beforeEach(() => bench.bitrix24.hooks.reset())
afterAll(() => bench.close())

interface Message {
  readonly id: number
  readonly text: string
  readonly uuid: string | null
}

describe('im.message.add', () => {
  const add = (params: JsonObject, portal = 'acme'): ReturnType<Bench['call']> =>
    bench.call('im.message.add', { DIALOG_ID: '3', ...params }, portal)
  const history = async (portal = 'acme'): Promise<readonly Message[]> =>
    (await bench.result<{ messages: Message[] }>('im.dialog.messages.get', { DIALOG_ID: '3' }, portal)).messages

  test('the same TEMPLATE_ID posts once, answers the same id, and comes back as uuid', async () => {
    const uuid = randomUUID()
    const first = await add({ MESSAGE: 'once', TEMPLATE_ID: uuid })
    const again = await add({ MESSAGE: 'once', TEMPLATE_ID: uuid })
    expect(again.json.result).toBe(first.json.result)
    expect((await history()).filter((message) => message.uuid === uuid)).toHaveLength(1)
  })

  test('an upper-case TEMPLATE_ID is as if it were not there', async () => {
    const uuid = randomUUID().toUpperCase()
    await add({ MESSAGE: 'twice', TEMPLATE_ID: uuid })
    await add({ MESSAGE: 'twice', TEMPLATE_ID: uuid })
    expect((await history()).filter((message) => message.text === 'twice' && message.uuid === null)).toHaveLength(2)
  })

  test('a portal that ignores TEMPLATE_ID posts twice and echoes nothing', async () => {
    const uuid = randomUUID()
    await add({ MESSAGE: 'twice', TEMPLATE_ID: uuid }, 'nord-logistics')
    await add({ MESSAGE: 'twice', TEMPLATE_ID: uuid }, 'nord-logistics')
    const messages = (await history('nord-logistics')).filter((message) => message.text === 'twice')
    expect(messages.map((message) => message.uuid)).toEqual([null, null])
  })

  test.each([
    [{ MESSAGE: '  ' }, 400, 'MESSAGE_EMPTY'],
    [{ MESSAGE: 'x', DIALOG_ID: '' }, 400, 'USER_ID_EMPTY'],
    [{ MESSAGE: 'x', DIALOG_ID: '99999' }, 400, 'USER_NOT_FOUND'],
    [{ MESSAGE: 'x', DIALOG_ID: 'chat999999' }, 400, 'CHAT_ID'],
    [{ MESSAGE: 'x', ATTACH: { BLOCKS: [{ NONSENSE: 1 }] } }, 400, 'ATTACH_ERROR'],
    [{ MESSAGE: 'x', ATTACH: [{ MESSAGE: 'y'.repeat(60_000) }] }, 400, 'ATTACH_OVERSIZE'],
    [{ MESSAGE: 'x', KEYBOARD: { BUTTONS: [{ TEXT: 'nothing to do' }] } }, 400, 'KEYBOARD_ERROR'],
  ])('refuses %j', async (params, status, error) => {
    expect(await add(params)).toMatchObject({ status, json: { error } })
  })

  test('a chat I am not in is refused with 403', async () => {
    const dialog = [...bench.portal('acme').portal.world.chats.values()].find((chat) => chat.line?.operatorId === 0)
    expect(await add({ MESSAGE: 'x', DIALOG_ID: `chat${dialog?.id}` })).toMatchObject({
      status: 403,
      json: { error: 'ACCESS_ERROR' },
    })
  })

  test('a long text is cut on the server; bad buttons are dropped and good ones kept', async () => {
    const keyboard = [{ TEXT: 'Site', LINK: 'https://example.com' }, { TEXT: 'nothing' }]
    await add({ MESSAGE: 'z'.repeat(20_001), KEYBOARD: keyboard })
    const [message] = await history()
    expect(message?.text).toHaveLength(20_000 + ' (...)'.length)
    expect(message).toMatchObject({ params: { KEYBOARD: { BUTTONS: [{ TEXT: 'Site' }] } } })
  })

  test('cursors walk back and forth and must be numbers', async () => {
    for (const text of ['one', 'two', 'three']) await add({ MESSAGE: text })
    const page = async (params: Record<string, string | number>): Promise<string[]> =>
      (
        await bench.result<{ messages: Message[] }>('im.dialog.messages.get', { DIALOG_ID: '3', ...params })
      ).messages.map(({ text }) => text)
    const [newest] = await history()
    expect((await page({ LIMIT: 2 })).slice(0, 2)).toEqual(['three', 'two'])
    expect((await page({ LAST_ID: newest?.id ?? 0 }))[0]).toBe('two')
    expect(await page({ FIRST_ID: (newest?.id ?? 0) - 2 })).toEqual(['two', 'three'])
    expect((await bench.call('im.dialog.messages.get', { DIALOG_ID: '3', LAST_ID: 'x' })).json.error).toBe(
      'LAST_ID_STRING',
    )
    expect((await bench.call('im.dialog.messages.get', { DIALOG_ID: 'x' })).json.error).toBe('DIALOG_ID_EMPTY')
  })
})

describe('imopenlines.network', () => {
  const code = (index: number, portal = 'acme'): string =>
    bench.portal(portal).portal.world.networkLines[index]?.code ?? ''
  const send = (params: JsonObject = {}, portal = 'acme'): ReturnType<Bench['call']> =>
    bench.call(
      'imopenlines.network.message.add',
      { CODE: code(0, portal), USER_ID: 3, MESSAGE: 'Hello', ...params },
      portal,
    )
  const deliveries = (): number => bench.portal('acme').portal.world.deliveries.length

  test('one message per person, line and rolling week', async () => {
    expect((await send()).json.result).toBe(true)
    expect(await send()).toMatchObject({ status: 400, json: { error: 'USER_MESSAGE_LIMIT' } })
    expect((await send({ USER_ID: 4 })).json.result).toBe(true)
    expect((await send({ CODE: code(1) })).json.result).toBe(true)
    bench.clock.advance(7 * 86_400_000 - 1)
    expect((await send()).json.error).toBe('USER_MESSAGE_LIMIT')
    bench.clock.advance(1)
    expect((await send()).json.result).toBe(true)
  })

  test('the slot is taken by a success only', async () => {
    expect((await send({ ATTACH: [{ NONSENSE: 1 }] })).json.error).toBe('ATTACH_ERROR')
    expect((await send()).json.result).toBe(true)
    expect(deliveries()).toBe(1)
  })

  test('a licence without the limit delivers every time', async () => {
    bench.bitrix24.hooks.account({ portal: 'acme', quirks: { weeklyLimit: false } })
    await send()
    expect((await send()).json.result).toBe(true)
    expect(deliveries()).toBe(2)
  })

  test.each([
    [{ CODE: 'short' }, 'CODE'],
    [{ CODE: 'f'.repeat(32) }, 'NOT_FOUND'],
    [{ USER_ID: 0 }, 'USER_ID_EMPTY'],
    [{ MESSAGE: '' }, 'MESSAGE_EMPTY'],
    [{ ATTACH: [{ MESSAGE: 'y'.repeat(60_000) }] }, 'ATTACH_OVERSIZE'],
    [{ ATTACH: 'no json' }, 'ATTACH_ERROR'],
    [{ KEYBOARD: [{ TEXT: '' }] }, 'KEYBOARD_ERROR'],
    [{ USER_ID: 99_999 }, 'WRONG_REQUEST'],
  ])('refuses %j with %s and delivers nothing', async (params, error) => {
    expect(await send(params)).toMatchObject({ status: 400, json: { error } })
    expect(deliveries()).toBe(0)
  })

  test('older portals say CODE_ERROR and KEYBOARD_OVERSIZE, and count 30 KB', async () => {
    const nord = 'nord-logistics'
    expect((await send({ CODE: 'short' }, nord)).json.error).toBe('CODE_ERROR')
    const wide = [{ MESSAGE: 'я'.repeat(16_000) }]
    expect((await send({ ATTACH: wide }, nord)).json.error).toBe('ATTACH_OVERSIZE')
    expect((await send({ ATTACH: wide })).json.result).toBe(true)
    const buttons = Array.from({ length: 900 }, () => ({ TEXT: 'Open', LINK: 'https://example.com' }))
    expect((await send({ KEYBOARD: buttons }, nord)).json.error).toBe('KEYBOARD_OVERSIZE')
  })

  test('without the chat-bot module everything is IMBOT_ERROR', async () => {
    bench.bitrix24.hooks.account({ portal: 'acme', quirks: { imbot: false } })
    expect((await send()).json.error).toBe('IMBOT_ERROR')
  })

  test('a line must be joined first; joining again answers the same bot', async () => {
    expect((await send({ CODE: code(3) })).json.error).toBe('NOT_FOUND')
    const bot = await bench.result('imopenlines.network.join', { CODE: code(3) })
    expect(await bench.result('imopenlines.network.join', { CODE: code(3) })).toBe(bot)
    expect((await send({ CODE: code(3) })).json.result).toBe(true)
    expect((await bench.call('imopenlines.network.join', { CODE: code(4) })).json.error).toBe('INACTIVE')
    expect((await bench.call('imopenlines.network.join', { CODE: 'x' })).json.error).toBe('CODE')
  })

  test('only the letter N switches link previews off', async () => {
    await send({ URL_PREVIEW: false })
    await send({ USER_ID: 4, URL_PREVIEW: 'N' })
    expect(bench.portal('acme').portal.world.deliveries.map((delivery) => delivery.urlPreview)).toEqual([true, false])
  })
})

describe('people and lines', () => {
  test('people are found as a map by id, from two letters on', async () => {
    const people = await bench.result<Record<string, { id: number; name: string }>>('im.search.user.list', {
      FIND: 'anna',
    })
    for (const [id, person] of Object.entries(people))
      expect([String(person.id), person.name.split(' ')[0]]).toEqual([id, 'Anna'])
    expect(Object.keys(people).length).toBeGreaterThan(0)
    expect((await bench.call('im.search.user.list', { FIND: 'a' })).json.error).toBe('FIND_SHORT')
    expect((await bench.call('im.search.user.list', { FIND: 'zzzz' })).json).toMatchObject({ result: [], total: 0 })
  })

  test('people by id come as a map or, when asked, as a list', async () => {
    expect(await bench.result('im.user.list.get', { ID: [3, 4] })).toMatchObject({ 3: { id: 3 }, 4: { id: 4 } })
    expect(await bench.result('im.user.list.get', { ID: [3, 4], RESULT_TYPE: 'array' })).toHaveLength(2)
    expect((await bench.call('im.user.get', { ID: 999_999 })).json.error).toBe('USER_NOT_EXISTS')
  })

  test('user.search looks for every word of FIND, and customers and bots are not colleagues', async () => {
    const found = await bench.result<{ ID: string; NAME: string; LAST_NAME: string }[]>('user.search', {
      FILTER: { FIND: 'patel priya' },
    })
    expect(found.every((user) => user.NAME === 'Priya' && user.LAST_NAME === 'Patel')).toBe(true)
    expect(found.map((user) => user.ID)).toContain('27')
    const all = await bench.call('user.get', { start: 50 })
    expect(all.json.total).toBe(59)
  })

  test('lines are listed with their queue; an unknown line is false; a wrong filter is INVALID_FORMAT', async () => {
    const lines = await bench.result<Record<string, unknown>[]>('imopenlines.config.list.get', {
      PARAMS: { select: ['LINE_NAME'], filter: { ACTIVE: 'Y' } },
      OPTIONS: { QUEUE: 'Y' },
    })
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatchObject({ ID: '11', LINE_NAME: 'Support', QUEUE: expect.arrayContaining([27]) as number[] })
    expect(await bench.result('imopenlines.config.get', { CONFIG_ID: 1 })).toBe(false)
    expect((await bench.call('imopenlines.config.list.get', { PARAMS: { filter: 'x' } })).json.error).toBe(
      'INVALID_FORMAT',
    )
  })

  test('dialogs are found by their title only through FIND_LINES', async () => {
    expect((await bench.call('im.search.chat.list', { FIND_LINES: 'support' })).json.total).toBeGreaterThan(0)
    const chats = await bench.result<{ type: string }[]>('im.search.chat.list', { FIND: 'all hands' })
    expect(chats.map((chat) => chat.type)).toEqual(['sonetGroup'])
  })
})
