import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Composed, MessageCheck } from '../../shared/contract/messages'
import { fail, ok } from '../../shared/contract/result'
import type { MessagesPort } from '../networks/ports'
import { openMessagesBench } from '../testing/messages-bench'
import { messageTargetKey } from '../../shared/domain/target-key'
import { LINE_CODE, accountId, outboxItem } from '../testing/records'
import { createMessageCheck } from './check'
import { createMessages } from './messages'

const open = (port?: Partial<MessagesPort>) => openMessagesBench({ createMessageCheck, createMessages }, port)

let bench: ReturnType<typeof open>
const a = accountId('a')
const DAY = 24 * 60 * 60_000
const slotKey = { host: 'portal.example', lineCode: LINE_CODE, userId: '5' }
const toFive = { kind: 'network' as const, lineCode: LINE_CODE, userId: '5' }

beforeEach(() => {
  bench = open()
})

afterEach(() => {
  bench.temp.dispose()
})

const composed = (fields: Partial<Composed> = {}): Composed => ({
  accountId: a,
  target: toFive,
  text: 'hello',
  ...fields,
})

function checked(fields: Partial<Composed> = {}, at?: number): MessageCheck {
  const result = bench.check(composed(fields), at)
  if (!result.ok) throw new Error(result.error.code)
  return result.data
}

const iso = (ms: number): string => new Date(ms).toISOString()
const used = (unlimited = false, key = slotKey): void => {
  bench.temp.store.lines.recordSlot(key, { lastSentAt: iso(bench.time.clock() - DAY), confirmed: true, unlimited })
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

  test.each(['chat40', 'sg3', '5'])('lets a message to %s pass, without a slot', (dialogId) => {
    expect(checked({ target: { kind: 'dialog', dialogId } })).toMatchObject({
      canSend: true,
      slot: { state: 'notApplicable' },
    })
  })

  test('a dialog that cannot be one is said before it is sent', () => {
    expect(checked({ target: { kind: 'dialog', dialogId: 'Bob' } }).problems).toEqual(['messages.noRecipient'])
  })

  test('a target the account cannot send to is its first problem', () => {
    expect(checked({ accountId: accountId('s') }).problems).toEqual(['accounts.noPort'])
    expect(checked({ accountId: accountId('n') }).problems).toEqual(['accounts.noPort'])
    expect(bench.check(composed({ accountId: accountId('z') }))).toEqual(fail('accounts.notFound'))
  })

  test('a used weekly slot stops a message now, not one for when it is free again', () => {
    used()
    const { time } = bench
    const now = checked()
    expect(now.problems).toEqual(['messages.weeklyLimit'])
    expect(now.slot).toMatchObject({ state: 'used', nextPossibleAt: iso(time.clock() + 6 * DAY) })
    expect(checked({}, time.clock() + 6 * DAY).problems).toEqual([])
    expect(checked({ target: { ...toFive, userId: '6' } }).slot.state).toBe('free')
  })

  test('a second message to somebody while the first has not left is told of, and not stopped', () => {
    const waiting = { accountId: accountId('b'), target: toFive, targetKey: messageTargetKey(toFive) }
    bench.temp.store.outbox.insert(outboxItem('1', { ...waiting, state: 'queued' }))
    expect(checked()).toMatchObject({ canSend: true, warnings: ['slotWaitedFor'] })
    expect(checked({ target: { ...toFive, userId: '6' } }).warnings).toEqual([])
    used(true, { ...slotKey, userId: '7' })
    expect(checked().warnings).toEqual([])
  })

  test('every account of the portal shares its slots', () => {
    used()
    expect(checked({ accountId: accountId('b') }).problems).toEqual(['messages.weeklyLimit'])
  })

  test('a portal that showed it has no limit is held to none, for anybody, until it refuses one', () => {
    used(true)
    used(false, { ...slotKey, userId: '6' })
    expect(checked({ target: { ...toFive, userId: '6' } })).toMatchObject({
      canSend: true,
      slot: { state: 'unlimited' },
    })
    bench.temp.store.lines.setLimited('portal.example')
    expect(checked().problems).toEqual(['messages.weeklyLimit'])
  })

  test('a person who knows that the portal has no limit is believed, until the portal refuses one', async () => {
    used()
    const say = (id: string) => bench.handlers['messages.noWeeklyLimit']({ accountId: accountId(id) })
    expect([await say('s'), checked().canSend]).toEqual([ok({}), false])
    expect(await say('b')).toEqual(ok({}))
    expect(checked()).toMatchObject({ canSend: true, slot: { state: 'unlimited' } })
    bench.temp.store.lines.setLimited('portal.example')
    expect(checked().canSend).toBe(false)
    expect(await say('z')).toEqual(fail('accounts.notFound'))
  })

  test('a chat message has its own limits, and no slot', () => {
    const target = { kind: 'convo' as const, convoId: 'c' }
    const long = checked({ accountId: accountId('s'), target, text: 'x'.repeat(1_001) })
    expect(long).toMatchObject({ problems: ['messages.tooLong'], sizes: { textLimit: 1_000 } })
    expect(long.slot).toEqual({ state: 'notApplicable' })
  })

  test('of many targets is one check each, in their order', () => {
    used()
    const targets = [toFive, { kind: 'dialog' as const, dialogId: 'chat1' }, { kind: 'convo' as const, convoId: 'c' }]
    const { target: _one, ...content } = composed()
    const many = bench.handlers['messages.checkMany']({ ...content, targets })
    expect(many).toMatchObject({
      ok: true,
      data: [
        { problems: ['messages.weeklyLimit'], slot: { state: 'used' } },
        { problems: [], canSend: true },
        { problems: ['accounts.noPort'] },
      ],
    })
    expect(bench.handlers['messages.checkMany']({ ...content, accountId: accountId('z'), targets })).toEqual(
      fail('accounts.notFound'),
    )
    expect(bench.handlers['messages.checkMany']({ ...content, targets: [] })).toEqual(ok([]))
  })
})

test('a message to fifty targets is looked through once: nobody waits after each letter', async () => {
  let looks = 0
  const reads = async (count: number): Promise<number> => {
    const attach = {
      get BLOCKS() {
        looks += 1
        return [{ MESSAGE: 'x' }]
      },
    }
    looks = 0
    const targets = Array.from({ length: count }, (_, at) => ({ kind: 'dialog' as const, dialogId: `chat${at + 1}` }))
    await bench.handlers['messages.checkMany']({ accountId: a, text: 'x', attach, targets })
    return looks
  }
  const one = await reads(1)
  expect(one).toBeGreaterThan(0)
  expect(await reads(50)).toBe(one)
})

test('what is checked is what was given, however often something like it was checked before', () => {
  const attach = [{ MESSAGE: 'x' }]
  expect(checked({ attach }).problems).toEqual([])
  expect(checked({ attach: [{ NONSENSE: 1 }] }).problems).toEqual(['messages.attachError'])
  expect(checked({ attach, text: '' }).problems).not.toContain('messages.attachError')
  expect(checked({ target: { kind: 'dialog', dialogId: '5' }, text: 'x'.repeat(9) }).sizes.textChars).toBe(9)
})

describe('what was said', () => {
  test('is asked of the account’s network, for targets it has', async () => {
    const asked: unknown[] = []
    bench.temp.dispose()
    bench = open({
      history: (target, before) => {
        asked.push([target, before])
        return Promise.resolve(ok({ messages: [], older: '7' }))
      },
    })
    const history = bench.handlers['messages.history']
    const target = { kind: 'dialog' as const, dialogId: 'chat1' }
    expect(await history({ accountId: a, target, before: '9' })).toEqual(ok({ messages: [], older: '7' }))
    expect(asked).toEqual([[target, '9']])
    const convo = { kind: 'convo' as const, convoId: 'c' }
    expect(await history({ accountId: a, target: convo })).toEqual(fail('accounts.noPort'))
    expect(await history({ accountId: accountId('b'), target })).toEqual(fail('accounts.noPort'))
    expect(await history({ accountId: accountId('z'), target })).toEqual(fail('accounts.notFound'))
    expect(asked).toHaveLength(1)
  })

  test('fails with a code the window knows, even where a port has a bug', async () => {
    bench.temp.dispose()
    bench = open({ history: () => Promise.resolve(fail('groups.notFound')) })
    const target = { kind: 'dialog' as const, dialogId: 'chat1' }
    expect(await bench.handlers['messages.history']({ accountId: a, target })).toMatchObject({
      error: { code: 'internal' },
    })
  })
})
