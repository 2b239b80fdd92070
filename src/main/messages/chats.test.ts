// New messages in conversations. Catches: old messages told at the start, a message told twice, one's own told back, news
// that stays after it was read elsewhere, news of an account that is gone.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Place } from '../../shared/contract/links'
import type { News } from '../../shared/contract/notices'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { UnreadChat, UnreadChats } from '../networks/ports'
import { createFakeAccounts, type FakeAccounts } from '../testing/fake-accounts'
import { createFakeMessages } from '../testing/fake-messages'
import { accountId, accountRecord } from '../testing/records'
import { recordLog } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { createChats, type Chats } from './chats'

const a = accountId('a')
const MINUTE = 60_000
const chat = (convoId: string, lastId: string, fields: Partial<UnreadChat> = {}): UnreadChat => ({
  target: { kind: 'convo', convoId },
  title: 'Team',
  lastId,
  text: 'Hello',
  authorName: 'Anna',
  ...fields,
})

let temp: TempStore
let time: VirtualTime
let accounts: FakeAccounts
let chats: Chats
let told: News[]
let settled: Place[]
let unread: () => Promise<Result<UnreadChats>>

beforeEach(() => {
  temp = openTempStore()
  time = createVirtualTime()
  told = []
  settled = []
  unread = () => Promise.resolve(ok({ chats: [chat('1', 'old')], full: false }))
  const port = { ...createFakeMessages().port, unread: () => unread() }
  accounts = createFakeAccounts(temp.store, [
    { record: accountRecord('a'), ports: { messages: port } },
    { record: accountRecord('b'), ports: { messages: createFakeMessages().port } },
  ])
  chats = createChats({
    accounts,
    timers: time.timers,
    log: recordLog(),
    tell: (news) => void told.push(...news),
    settle: (places) => void settled.push(...places),
    text: (key, params = {}) => [key, ...Object.values(params)].join(' '),
  })
  chats.start()
})

afterEach(() => {
  chats.stop()
  temp.dispose()
})

async function sees(...found: UnreadChat[]): Promise<string[]> {
  return looks({ chats: found, full: false })
}
async function looks(found: UnreadChats): Promise<string[]> {
  unread = () => Promise.resolve(ok(found))
  const before = told.length
  await time.advance(MINUTE)
  return told.slice(before).map(({ body }) => body)
}
const placeOf = (convoId: string): Place => ({
  kind: 'compose',
  accountId: a,
  target: { kind: 'convo', convoId },
  title: 'Team',
})

test('what was unread before is no news; what comes is told once, with the way to exactly that conversation', async () => {
  await time.settle()
  expect(await sees(chat('1', 'old'))).toEqual([])
  expect(await sees(chat('1', 'new'), chat('2', 'x'))).toEqual([
    'notices.chats.said Anna, Team Hello',
    'notices.chats.said Anna, Team Hello',
  ])
  expect(told.map(({ place }) => place)).toEqual([placeOf('1'), placeOf('2')])
  expect(told[0]?.listPlace).toEqual({ kind: 'view', view: 'messages', accountId: a })
  expect(await sees(chat('1', 'new'), chat('2', 'x'))).toEqual([])
})

test('what has been read elsewhere is settled, and told again when somebody writes anew', async () => {
  await time.settle()
  await sees()
  expect(settled).toEqual([placeOf('1')])
  expect(await sees(chat('1', 'later'))).toHaveLength(1)
})

test('what others pushed out of a full list is not taken for read, nor told again when it is back', async () => {
  await time.settle()
  expect(await looks({ chats: [chat('2', 'x')], full: true })).toHaveLength(1)
  expect(settled).toEqual([])
  expect(await looks({ chats: [chat('1', 'old')], full: true })).toEqual([])
  expect(await sees(chat('1', 'old'))).toEqual([])
  expect(settled).toEqual([placeOf('2')])
})

test('a look that failed, or threw, loses nothing and ends nothing', async () => {
  await time.settle()
  unread = () => Promise.resolve(fail('net.offline', 'later'))
  await time.advance(MINUTE)
  unread = () => Promise.reject(new Error('a bug'))
  await time.advance(MINUTE)
  expect([told, settled]).toEqual([[], []])
  expect(await sees(chat('1', 'new'))).toHaveLength(1)
})

test('an account that is removed while it is looked at is not told of; one that comes back begins anew', async () => {
  await time.settle()
  const answer = Promise.withResolvers<Result<UnreadChats>>()
  unread = () => answer.promise
  await time.advance(MINUTE)
  accounts.remove(a)
  chats.accountRemoved(a)
  answer.resolve(ok({ chats: [chat('1', 'new')], full: false }))
  await time.advance(MINUTE)
  expect([told, settled]).toEqual([[], []])
})

test('looks when it is woken, once however often, and tells nothing twice', async () => {
  await time.settle()
  let asked = 0
  unread = () => {
    asked += 1
    return Promise.resolve(ok({ chats: [chat('1', 'new')], full: false }))
  }
  chats.wake()
  chats.wake(a)
  await time.settle()
  expect([asked, told.length]).toEqual([1, 1])
  chats.wake(a)
  await time.settle()
  expect([asked, told.length]).toEqual([2, 1])
})

test('hostile names and texts stay one short line', async () => {
  await time.settle()
  const [body = ''] = await sees(chat('9', 'x', { title: 'T\n'.repeat(500), text: `\u202e${'x'.repeat(10_000)}` }))
  expect(body).not.toMatch(/[\n\u202e]/)
  expect(body.length).toBeLessThan(400)
})
