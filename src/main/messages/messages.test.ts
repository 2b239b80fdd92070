import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Composed, MessageCheck } from '../../shared/contract/messages'
import { fail, ok } from '../../shared/contract/result'
import { createFakeAccounts } from '../testing/fake-accounts'
import { createFakeMessages } from '../testing/fake-messages'
import { LINE_CODE, accountId, accountRecord } from '../testing/records'
import { recordLog } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { createMessageCheck, type CheckMessage } from './check'
import { createMessages, type MessagesCapability } from './messages'

let temp: TempStore
let time: VirtualTime
let check: CheckMessage
let messages: MessagesCapability
const a = accountId('a')
const DAY = 24 * 60 * 60_000
const slotKey = { host: 'portal.example', lineCode: LINE_CODE, userId: '5' }

beforeEach(() => {
  temp = openTempStore()
  time = createVirtualTime()
  const bitrix = createFakeMessages(['network', 'dialog']).port
  const found = [
    { userId: '5', name: 'Bob', active: true },
    { userId: '6', name: 'Bo', active: false },
  ]
  const accounts = createFakeAccounts(temp.store, [
    { record: accountRecord('a'), ports: { messages: { ...bitrix, people: () => Promise.resolve(ok(found)) } } },
    { record: accountRecord('s'), ports: { messages: createFakeMessages(['convo']).port } },
    { record: accountRecord('n'), ports: {} },
  ])
  check = createMessageCheck({ store: temp.store, accounts, clock: time.clock })
  messages = createMessages({ store: temp.store, accounts, check, clock: time.clock, log: recordLog() })
})

afterEach(() => {
  temp.dispose()
})

const composed = (fields: Partial<Composed> = {}): Composed => ({
  accountId: a,
  target: { kind: 'network', lineCode: LINE_CODE, userId: '5' },
  text: 'hello',
  ...fields,
})

function checked(fields: Partial<Composed> = {}, at?: number): MessageCheck {
  const result = check(composed(fields), at)
  if (!result.ok) throw new Error(result.error.code)
  return result.data
}

describe('the check before sending', () => {
  test('lets a good message pass and tells its sizes', () => {
    expect(checked()).toMatchObject({ canSend: true, problems: [], sizes: { textChars: 5 }, slot: { state: 'free' } })
  })

  test('names every problem, in the order to be solved', () => {
    const target = { kind: 'network' as const, lineCode: 'short', userId: 'bob' }
    expect(checked({ target, text: ' ' }).problems).toEqual([
      'messages.lineCode',
      'messages.noRecipient',
      'messages.empty',
    ])
  })

  test('a target the account cannot send to is its first problem', () => {
    expect(checked({ accountId: accountId('s') }).problems).toEqual(['accounts.noPort'])
    expect(checked({ accountId: accountId('n') }).problems).toEqual(['accounts.noPort'])
    expect(check(composed({ accountId: accountId('z') }))).toEqual(fail('accounts.notFound'))
  })

  test('a used weekly slot stops a message now, not one for when it is free again', () => {
    const lastSentAt = new Date(time.clock() - DAY).toISOString()
    temp.store.lines.recordSlot(slotKey, { lastSentAt, confirmed: true, unlimited: false })
    const now = checked()
    expect(now.problems).toEqual(['messages.weeklyLimit'])
    expect(now.slot).toMatchObject({ state: 'used', nextPossibleAt: new Date(time.clock() + 6 * DAY).toISOString() })
    expect(checked({}, time.clock() + 6 * DAY).problems).toEqual([])
    const other = { kind: 'network' as const, lineCode: LINE_CODE, userId: '6' }
    expect(checked({ target: other }).slot.state).toBe('free')
  })

  test('a portal that showed it has no limit is not held to one', () => {
    temp.store.lines.recordSlot(slotKey, {
      lastSentAt: new Date(time.clock()).toISOString(),
      confirmed: true,
      unlimited: true,
    })
    expect(checked()).toMatchObject({ canSend: true, slot: { state: 'unlimited' } })
  })

  test('a chat message has its own limits, and no slot', () => {
    const target = { kind: 'convo' as const, convoId: 'c' }
    const long = checked({ accountId: accountId('s'), target, text: 'x'.repeat(1_001) })
    expect(long).toMatchObject({ problems: ['messages.tooLong'], sizes: { textLimit: 1_000 } })
    expect(long.slot).toEqual({ state: 'notApplicable' })
  })
})

describe('people and lines', () => {
  test('carry the weekly slot of the line that was asked for, while it is used', async () => {
    const lastSentAt = new Date(time.clock() - DAY).toISOString()
    temp.store.lines.recordSlot(slotKey, { lastSentAt, confirmed: true, unlimited: false })
    const find = (lineCode?: string) => messages.handlers['messages.people']({ accountId: a, text: 'bo', lineCode })
    const nextPossibleAt = new Date(time.clock() + 6 * DAY).toISOString()
    expect(await find(LINE_CODE)).toMatchObject({ ok: true, data: [{ userId: '5', nextPossibleAt }, { userId: '6' }] })
    for (const line of [undefined, 'x'.repeat(32)]) {
      const found = await find(line)
      expect(found.ok && found.data.map((person) => person.nextPossibleAt)).toEqual([undefined, undefined])
    }
  })

  test('are refused where the account has none', async () => {
    const people = (id: string) => messages.handlers['messages.people']({ accountId: accountId(id), text: 'bo' })
    expect(await people('s')).toEqual(fail('accounts.noPort'))
    expect(await people('z')).toEqual(fail('accounts.notFound'))
    const lines = (id: string) => messages.handlers['messages.lines']({ accountId: accountId(id) })
    expect(await lines('s')).toEqual(fail('accounts.noPort'))
    temp.store.lines.remember(a, { lineCode: LINE_CODE, name: 'Support' })
    expect(await lines('a')).toMatchObject({ ok: true, data: [{ lineCode: LINE_CODE, name: 'Support' }] })
  })
})

describe('drafts', () => {
  const key = { accountId: a, targetKey: 'network:x:5' }

  test('are kept per account and target, through a restart, and the newest is first', async () => {
    await messages.handlers['drafts.save']({ ...key, body: { text: 'old' } })
    await time.advance(1_000)
    await messages.handlers['drafts.save']({ ...key, targetKey: 'dialog:1', body: { text: 'other' } })
    await time.advance(1_000)
    await messages.handlers['drafts.save']({ ...key, body: { text: 'new' } })
    const list = temp.reopen().drafts.list()
    expect(list.map(({ body }) => body)).toEqual([{ text: 'new' }, { text: 'other' }])
  })

  test('go when they are removed, and are not kept for an account that is gone', async () => {
    await messages.handlers['drafts.save']({ ...key, body: 'x' })
    expect(await messages.handlers['drafts.remove'](key)).toEqual(ok({}))
    expect(await messages.handlers['drafts.list']({})).toEqual(ok([]))
    const gone = { ...key, accountId: accountId('z'), body: 'x' }
    expect(await messages.handlers['drafts.save'](gone)).toEqual(fail('accounts.notFound'))
  })

  test('that the disk refuses are said not to be kept', async () => {
    temp.store.close()
    expect(await messages.handlers['drafts.save']({ ...key, body: 'x' })).toMatchObject({
      error: { code: 'store.failed' },
    })
  })
})
