import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Place } from '../../shared/contract/links'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { OpenlinesPort, PortDialog } from '../networks/ports'
import { createFakeAccounts, type FakeAccounts } from '../testing/fake-accounts'
import { accountId, accountRecord } from '../testing/records'
import { recordEvents, recordLog, type Recorded } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { createOpenlines, type OpenlinesCapability } from './openlines'

const a = accountId('a')
const b = accountId('b')
const dialog = (chatId: string, fields: Partial<PortDialog> = {}): PortDialog => ({
  chatId,
  status: 'waiting',
  title: `Customer ${chatId}`,
  unread: 1,
  ...fields,
})

function createFakePort() {
  const asked: string[] = []
  const fake = {
    asked,
    lists: 0,
    list: ok([dialog('1')]) as Result<PortDialog[]>,
    joined: ok({ effect: 'joined', dialog: dialog('7', { status: 'mine', unread: 0 }) }) as Awaited<
      ReturnType<OpenlinesPort['join']>
    >,
  }
  const port: OpenlinesPort = {
    list: () => {
      fake.lists += 1
      return Promise.resolve(fake.list)
    },
    get: (chatId) => Promise.resolve(ok(dialog(chatId))),
    history: (chatId) => Promise.resolve(ok({ chatId, canJoin: true, messages: [] })),
    join: (chatId) => {
      asked.push(chatId)
      return Promise.resolve(fake.joined)
    },
    act: (chatId, action, to) => {
      asked.push([chatId, action, to].join(' '))
      return Promise.resolve(ok({ effect: 'done' as const, dialog: dialog(chatId, { status: 'answered' }) }))
    },
  }
  return Object.assign(fake, { port })
}

let temp: TempStore
let events: Recorded
let time: VirtualTime
let accounts: FakeAccounts
let opened: Place[]
let openlines: OpenlinesCapability
let here: ReturnType<typeof createFakePort>
let there: ReturnType<typeof createFakePort>

beforeEach(() => {
  temp = openTempStore()
  events = recordEvents()
  time = createVirtualTime()
  opened = []
  here = createFakePort()
  there = createFakePort()
  accounts = createFakeAccounts(temp.store, [
    { record: accountRecord('a', { host: 'north.example' }), ports: { openlines: here.port } },
    { record: accountRecord('b'), ports: { openlines: there.port } },
    { record: accountRecord('c', { ports: ['groups'] }), ports: {} },
  ])
  const { clock, timers } = time
  openlines = createOpenlines({
    store: temp.store,
    accounts,
    emit: events.emit,
    clock,
    timers,
    log: recordLog(),
    tell: () => undefined,
    opened: (place) => void opened.push(place),
    text: (key, params = {}) => [key, ...Object.values(params)].join(' '),
  })
})

afterEach(() => {
  openlines.stop()
  temp.dispose()
})

async function list(input: Parameters<OpenlinesCapability['handlers']['openlines.list']>[0] = {}) {
  const answer = await openlines.handlers['openlines.list'](input)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data
}

const join = (chatId: string) => openlines.handlers['openlines.join']({ accountId: a, chatId })

describe('the work list', () => {
  test('spans the accounts that have open channels, or those asked for', async () => {
    expect((await list()).items.map(({ accountId: id, chatId }) => `${id} ${chatId}`)).toEqual(['a 1', 'b 1'])
    expect((await list({ accountIds: [b], refresh: true })).items.map(({ accountId: id }) => id)).toEqual(['b'])
  })

  test('shows the last reading of a portal that cannot be asked, and says so; the others are fresh', async () => {
    await list()
    here.list = fail('net.timeout', 'later')
    there.list = ok([dialog('2')])
    const { items, stale } = await list({ refresh: true })
    expect(items.map(({ accountId: id, chatId }) => `${id} ${chatId}`)).toEqual(['a 1', 'b 2'])
    expect(stale).toEqual([{ accountId: a, reason: 'net.timeout' }])
  })

  test('one portal whose port throws does not take the others down', async () => {
    Object.assign(here.port, { list: () => Promise.reject(new Error('a bug')) })
    const { items, stale } = await list({ refresh: true })
    expect(items.map(({ accountId: id }) => id)).toEqual(['b'])
    expect(stale).toEqual([{ accountId: a, reason: 'internal' }])
  })

  test('is not read twice by views that open one after the other, but is when asked to', async () => {
    await list()
    await list()
    expect(here.lists).toBe(1)
    await Promise.all([list({ refresh: true }), list({ refresh: true })])
    expect(here.lists).toBe(2)
    await time.advance(11_000)
    await list()
    expect(here.lists).toBe(3)
  })

  test('tells the windows what changed and what went, and nothing when nothing did', async () => {
    await list()
    here.list = ok([dialog('1', { unread: 5 }), dialog('2')])
    await list({ refresh: true })
    here.list = ok([dialog('2')])
    await list({ refresh: true })
    await list({ refresh: true })
    const told = events.of('openlines.changed').filter(({ accountId: id }) => id === a)
    expect(told.map(({ upsert, remove }) => [upsert.map(({ chatId }) => chatId), remove])).toEqual([
      [['1'], []],
      [['1', '2'], []],
      [[], ['1']],
    ])
    expect(accounts.touchedIds.filter((id) => id === a)).toHaveLength(3)
  })
})

describe('stepping in', () => {
  test.each(['123', 'chat123', 'imol|123', ' [CHAT=123]x[/CHAT]', 'https://north.example/online/?IM_DIALOG=chat123'])(
    'understands %s',
    async (typed) => {
      expect(await join(typed)).toMatchObject({ ok: true, data: { effect: 'joined' } })
      expect(here.asked).toEqual(['123'])
    },
  )

  test.each(['', 'sg5', 'hello', 'https://other.example/online/?IM_DIALOG=chat123'])(
    'asks nothing for "%s": no chat, or one of another portal',
    async (typed) => {
      expect(await join(typed)).toMatchObject({ ok: false, error: { code: 'openlines.badChatId' } })
      expect(here.asked).toEqual([])
    },
  )

  test('keeps and tells the dialog as it is now', async () => {
    await join('7')
    expect(temp.store.dialogs.list(a)).toMatchObject([{ chatId: '7', status: 'mine' }])
    expect(events.of('openlines.changed').at(-1)?.upsert).toMatchObject([{ accountId: a, chatId: '7' }])
  })

  test('an effect that did not happen is not said to have', async () => {
    here.joined = ok({ effect: 'none', dialog: dialog('7') })
    expect(await join('7')).toMatchObject({ ok: true, data: { effect: 'none', dialog: { status: 'waiting' } } })
    here.joined = fail('openlines.accessDenied', 'user')
    expect(await join('7')).toEqual(fail('openlines.accessDenied', 'user'))
  })

  test('a code no route declares does not reach the renderer', async () => {
    here.joined = fail('settings.invalid')
    expect(await join('7')).toMatchObject({ ok: false, error: { code: 'internal' } })
  })
})

test('acting passes the action and whom to, and the transcript carries its account', async () => {
  const { handlers } = openlines
  await handlers['openlines.act']({ accountId: a, chatId: '7', action: 'transfer', to: 'queue5' })
  expect(here.asked).toEqual(['7 transfer queue5'])
  expect(await handlers['openlines.history']({ accountId: a, chatId: '7' })).toMatchObject({ data: { accountId: a } })
  expect(opened).toEqual([{ kind: 'dialog', accountId: a, chatId: '7' }])
  expect(await handlers['openlines.get']({ accountId: a, chatId: '9' })).toMatchObject({ data: { chatId: '9' } })
  expect(await handlers['openlines.get']({ accountId: accountId('c'), chatId: '9' })).toEqual(fail('accounts.noPort'))
})
