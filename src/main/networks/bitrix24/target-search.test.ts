import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { fakePortal, lost, refuse } from './fake-portal.fixtures'
import type { Answer, Script } from './fake-portal.fixtures'
import { createMessages } from './messages'

const CODE = 'ab515f5d85a8b844d484f6ea75a2e494'
const person = (id: number | string, extra: JsonObject = {}): JsonObject => ({
  id,
  active: true,
  name: `Person ${String(id)}`,
  work_position: 'Designer',
  ...extra,
})
const chat = (id: number | string, extra: JsonObject = {}): JsonObject => ({
  id,
  name: `Chat ${String(id)}`,
  type: 'chat',
  role: 'member',
  user_counter: 3,
  text_field_enabled: true,
  restrictions: { send: true },
  ...extra,
})
const dialog = (id: number | string, extra: JsonObject = {}): JsonObject =>
  chat(id, { type: 'lines', entity_type: 'LINES', entity_id: 'livechat|11|1|2', owner: 0, ...extra })

interface World {
  readonly people?: Answer
  readonly chats?: Answer
  readonly dialogs?: Answer
}

/** Answers each of the searches; empty maps come as `[]`. */
const world =
  ({ people = [], chats = [], dialogs = [] }: World): Script =>
  (method, params) => {
    if (method === 'imopenlines.config.list.get') return [{ ID: '11', LINE_NAME: 'Support' }]
    if (method !== 'im.search.chat.list') return people
    return params['FIND_LINES'] === undefined ? chats : dialogs
  }

function setUp(given: World, missing: readonly string[] = []) {
  const fake = fakePortal(world(given), missing)
  const messages = createMessages(fake.portal)
  return { ...fake, find: (text: string, options = {}) => messages.find?.(text, options) }
}

describe('places to write to', () => {
  it('are people, chats and joined dialogs, each with what tells it apart, asked for in one request', async () => {
    const { find, requests } = setUp({
      people: { 5: person(5) },
      chats: [chat(40), chat('41', { type: 'sonetGroup' })],
      dialogs: [dialog(50)],
    })
    expect(await find('person')).toEqual({
      ok: true,
      data: [
        { target: { kind: 'dialog', dialogId: '5' }, title: 'Person 5', kind: 'person', hint: 'Designer' },
        { target: { kind: 'dialog', dialogId: 'chat40' }, title: 'Chat 40', kind: 'chat', memberCount: 3 },
        { target: { kind: 'dialog', dialogId: 'chat41' }, title: 'Chat 41', kind: 'chat', memberCount: 3 },
        { target: { kind: 'dialog', dialogId: 'chat50' }, title: 'Chat 50', kind: 'openline', hint: 'Support' },
      ],
    })
    expect(requests).toHaveLength(1)
  })

  it('ask for the names of the channels once, not with every letter that is typed', async () => {
    const { find, ran } = setUp({})
    await find('an')
    await find('ann')
    expect(ran.filter((method) => method === 'imopenlines.config.list.get')).toHaveLength(1)
  })

  it('leave out me, bots, customers, private chats, and chats and dialogs I am not in', async () => {
    const { find } = setUp({
      people: [person(7), person(8, { bot: true }), person(9, { connector: true })],
      chats: [chat(40, { role: 'guest' }), chat(41, { type: 'private' }), dialog(42)],
      dialogs: [dialog(50, { role: 'guest', owner: 6 }), dialog(51, { role: 'guest' }), chat(52)],
    })
    expect(await find('xx')).toEqual({ ok: true, data: [] })
  })

  it('take a dialog as mine by its operator where an older server names no role, and leave out what is not told', async () => {
    const { role: _role, ...older } = dialog(50, { owner: '7' })
    const { role: _none, ...other } = dialog(51, { owner: 6 })
    const { find } = setUp({ dialogs: [older, other] })
    expect(await find('xx')).toMatchObject({ data: [{ target: { dialogId: 'chat50' } }] })
  })

  it('that nobody can be written to in cannot be chosen, and say why', async () => {
    const { find } = setUp({
      people: [person(5, { active: false })],
      chats: [chat(40, { text_field_enabled: false }), chat(41, { restrictions: { send: false } })],
    })
    const found = await find('xx')
    expect(found?.ok === true && found.data.map(({ blocked }) => blocked)).toEqual(['inactive', 'locked', 'locked'])
  })

  it('are nothing for one letter, whatever its length in code units, without a request', async () => {
    const { find, ran } = setUp({ people: [person(5)] })
    expect([await find(' a '), await find('👩'), await find('')]).toEqual([1, 2, 3].map(() => ({ ok: true, data: [] })))
    expect(ran).toEqual([])
  })

  it('are what the portal finds although it finds the phrase short, or has no open channels', async () => {
    const { find } = setUp({ people: refuse('FIND_SHORT'), chats: [chat(40)], dialogs: refuse('IM_NOT_INSTALLED') })
    expect(await find('xx')).toMatchObject({ ok: true, data: [{ title: 'Chat 40' }] })
    expect(await setUp({ chats: [chat(40)] }, ['imopenlines']).find('xx')).toMatchObject({
      data: [{ title: 'Chat 40' }],
    })
  })

  it.each([
    ['people', { people: refuse('ACCESS_DENIED') }, 'bitrix24.accessDenied'],
    ['chats', { chats: refuse('OPERATION_TIME_LIMIT', '', 429) }, 'bitrix24.operationTimeLimit'],
    ['dialogs', { dialogs: refuse('OPERATION_TIME_LIMIT', '', 429) }, 'bitrix24.operationTimeLimit'],
    ['nothing', { people: lost() }, 'net.reset'],
  ] as const)('say so when %s could not be searched, instead of finding less', async (_, given, code) => {
    expect(await setUp(given).find('xx')).toMatchObject({ ok: false, error: { code } })
  })

  it('survive a portal that answers nonsense', async () => {
    const nonsense: JsonValue = [
      null,
      5,
      'x',
      [],
      {},
      { id: {} },
      { id: 'chat<b>' },
      { id: 40, name: { a: 1 }, role: 7 },
    ]
    const { find } = setUp({ people: nonsense, chats: nonsense, dialogs: false })
    expect(await find('xx')).toMatchObject({ ok: true, data: [{ title: '#40' }, { title: '#40' }] })
    const blank = setUp({ chats: [chat(41, { name: ' \n ', title: 'Old name' }), chat(42, { name: ' ' })] })
    expect(await blank.find('xx')).toMatchObject({ data: [{ title: 'Old name' }, { title: '#42' }] })
    const long = setUp({ chats: [chat(40, { name: '<img src=x onerror=alert(1)>'.repeat(500) })] })
    const found = await long.find('xx')
    expect(found?.ok === true && found.data[0]?.title).toHaveLength(2000)
  })

  it('need the scope that reads them', async () => {
    expect(await setUp({}, ['im']).find('xx')).toMatchObject({
      error: { code: 'bitrix24.insufficientScope', params: { scope: 'im' } },
    })
  })
})

describe('people through a line', () => {
  it('are network targets of that line, without me', async () => {
    const { find, ran } = setUp({ people: [person(5), person(7), person(6, { active: false })] })
    expect(await find('pe', { lineCode: CODE })).toEqual({
      ok: true,
      data: [
        {
          target: { kind: 'network', lineCode: CODE, userId: '5' },
          title: 'Person 5',
          kind: 'person',
          hint: 'Designer',
        },
        {
          target: { kind: 'network', lineCode: CODE, userId: '6' },
          title: 'Person 6',
          kind: 'person',
          hint: 'Designer',
          blocked: 'inactive',
        },
      ],
    })
    expect(ran).toEqual(['im.search.user.list'])
  })

  it('are found in the directory where the webhook may not chat, and not at all where it may not write to them', async () => {
    const directory = setUp({ people: [{ ID: '5', NAME: 'Ann', LAST_NAME: 'Clark', ACTIVE: true }] }, ['im'])
    expect(await directory.find('ann', { lineCode: CODE })).toMatchObject({ data: [{ title: 'Ann Clark' }] })
    expect(directory.ran).toEqual(['user.search'])
    expect(await setUp({}, ['imopenlines']).find('ann', { lineCode: CODE })).toMatchObject({
      error: { code: 'bitrix24.insufficientScope', params: { scope: 'imopenlines' } },
    })
  })
})
