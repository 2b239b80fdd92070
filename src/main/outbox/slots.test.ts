import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFakeAccounts } from '../testing/fake-accounts'
import { LINE_CODE, accountId, accountRecord, outboxItem } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { createSlots, type Slots } from './slots'

let temp: TempStore
let time: VirtualTime
let slots: Slots
const DAY = 24 * 60 * 60_000
const a = accountId('a')
const host = 'portal.example'
const key = { host, lineCode: LINE_CODE, userId: '5' }
const item = outboxItem('1', { target: { kind: 'network', lineCode: LINE_CODE, userId: '5' } })
const toDialog = outboxItem('2')

beforeEach(() => {
  temp = openTempStore()
  time = createVirtualTime()
  const accounts = createFakeAccounts(temp.store, [
    { record: accountRecord('a'), ports: {} },
    { record: accountRecord('b'), ports: {} },
  ])
  slots = createSlots({ store: temp.store, accounts, clock: time.clock })
})

afterEach(() => {
  temp.dispose()
})

const now = (): string => new Date(time.clock()).toISOString()
const sent = (confirmed = true): void => {
  slots.sent(item, now(), { confirmed })
}
const unlimited = (): boolean => temp.store.lines.unlimited(host)

describe('that a portal has no limit', () => {
  test('is proved by two messages within a week that it confirmed, for everybody on it', async () => {
    sent()
    await time.advance(DAY)
    expect(unlimited()).toBe(false)
    sent()
    expect(unlimited()).toBe(true)
    await time.advance(30 * DAY)
    sent()
    expect(unlimited()).toBe(true)
  })

  test.each([
    ['the first only went out in the user’s opinion', false, true],
    ['the second only went out in the user’s opinion', true, false],
  ])('is not proved where %s', async (_, first, second) => {
    sent(first)
    await time.advance(DAY)
    sent(second)
    expect(unlimited()).toBe(false)
  })

  test('is not proved by a message close to the end of the week: clocks differ', async () => {
    sent()
    await time.advance(7 * DAY - 60_000)
    sent()
    expect(unlimited()).toBe(false)
  })

  test('is not proved by a message after a refusal, whose time is our reckoning', async () => {
    slots.refused(item, 'messages.weeklyLimit')
    await time.advance(3 * DAY)
    sent()
    expect(unlimited()).toBe(false)
  })

  test('is disproved by one refusal', () => {
    sent()
    sent()
    expect(unlimited()).toBe(true)
    const other = outboxItem('3', { target: { kind: 'network', lineCode: LINE_CODE, userId: '9' } })
    slots.refused(other, 'messages.weeklyLimit')
    expect(unlimited()).toBe(false)
    expect(temp.store.lines.slot(key)).toMatchObject({ lastSentAt: now(), unlimited: false })
  })
})

test('a refusal keeps the time that is known, and reckons the latest where none is', async () => {
  sent()
  const first = now()
  await time.advance(2 * DAY)
  slots.refused(item, 'messages.weeklyLimit')
  expect(temp.store.lines.slot(key)).toEqual({ lastSentAt: first, confirmed: true, unlimited: false })
  await time.advance(9 * DAY)
  slots.refused(item, 'messages.weeklyLimit')
  expect(temp.store.lines.slot(key)).toEqual({ lastSentAt: now(), confirmed: false, unlimited: false })
})

describe('whether a line is joined', () => {
  const joined = (id = a): boolean | undefined => temp.store.lines.get(id, LINE_CODE)?.joined

  test('is known from a message that went through it, and from one the portal refused for it', () => {
    for (const id of [a, accountId('b')]) temp.store.lines.remember(id, { lineCode: LINE_CODE })
    sent(false)
    expect(joined()).toBeUndefined()
    sent()
    expect([joined(), joined(accountId('b'))]).toEqual([true, true])
    slots.refused(item, 'messages.lineNotJoined')
    expect([joined(), joined(accountId('b'))]).toEqual([false, false])
  })

  test('is not told by other refusals', () => {
    temp.store.lines.remember(a, { lineCode: LINE_CODE, joined: true })
    for (const code of ['messages.empty', 'net.offline', 'messages.weeklyLimit'] as const) slots.refused(item, code)
    expect(joined()).toBe(true)
  })
})

test('messages into dialogs teach nothing about lines', () => {
  slots.sent(toDialog, now(), { confirmed: true })
  slots.refused(toDialog, 'messages.weeklyLimit')
  expect(temp.store.lines.list(a)).toEqual([])
})
