import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STALE_AFTER_MS, asksFrom, planOutbox, type Limits, type Schedulable } from './outbox-plan'

const NOW = 100_000_000
const LIMITS: Limits = { maxPerAccount: 3, probeAt: new Map() }
const item = (id: string, fields: Partial<Schedulable> = {}): Schedulable => ({
  id,
  accountId: 'a',
  targetKey: 't',
  state: 'queued',
  createdAt: NOW,
  updatedAt: NOW,
  stale: false,
  ...fields,
})

describe('the plan', () => {
  test('the order of a target is kept: what stands behind a waiting item waits with it', () => {
    const items = [item('1', { nextAttemptAt: NOW + 500 }), item('2'), item('3', { targetKey: 'other' })]
    expect(planOutbox(items, NOW, LIMITS)).toEqual({ release: [], stale: [], send: ['3'], wakeAt: NOW + 500 })
    expect(planOutbox([item('1', { state: 'sending' }), item('2')], NOW, LIMITS).send).toEqual([])
    expect(planOutbox([item('1', { state: 'held', heldUntil: NOW + 9 }), item('2')], NOW, LIMITS)).toEqual({
      release: [],
      stale: [],
      send: [],
      wakeAt: NOW + 9,
    })
  })

  test('a message scheduled for later holds up nobody', () => {
    const items = [item('1', { notBefore: NOW + 60_000 }), item('2')]
    expect(planOutbox(items, NOW, LIMITS)).toEqual({ release: [], stale: [], send: ['2'], wakeAt: NOW + 60_000 })
  })

  test('a held item is released at its time, also when it is scheduled for later', () => {
    const items = [item('1', { state: 'held', heldUntil: NOW, notBefore: NOW + 10 })]
    expect(planOutbox(items, NOW, LIMITS)).toEqual({ release: ['1'], stale: [], send: [], wakeAt: NOW + 10 })
  })

  test('a clock that was set back does not hold a message for hours', () => {
    const hour = 60 * 60_000
    const item1 = item('1', { state: 'held', createdAt: NOW + hour - 5_000, heldUntil: NOW + hour })
    expect(planOutbox([item1], NOW, LIMITS)).toMatchObject({ release: ['1'], send: ['1'] })
    const again = item('1', { updatedAt: NOW + hour, nextAttemptAt: NOW + hour + 2_000 })
    expect(planOutbox([again], NOW, LIMITS).send).toEqual(['1'])
    const longest = item('1', { state: 'held', heldUntil: NOW + 30_000 })
    expect(planOutbox([longest], NOW, LIMITS)).toMatchObject({ release: [], send: [], wakeAt: NOW + 30_000 })
  })

  const near = (spread: number) => fc.option(fc.integer({ min: NOW - spread, max: NOW + spread }), { nil: undefined })
  const schedulable = fc.record({
    accountId: fc.constantFrom('a', 'b'),
    targetKey: fc.constantFrom('t', 'u', 'v', 'w'),
    state: fc.constantFrom('held' as const, 'queued' as const, 'sending' as const),
    createdAt: fc.constantFrom(NOW, NOW - STALE_AFTER_MS - 1, NOW - STALE_AFTER_MS, NOW - 5 * STALE_AFTER_MS),
    heldUntil: near(5),
    notBefore: near(5),
    nextAttemptAt: near(5),
    updatedAt: fc.constant(NOW),
    confirmedAt: fc.option(fc.constantFrom(NOW, NOW - STALE_AFTER_MS - 1), { nil: undefined }),
    stale: fc.boolean(),
  })
  const journal = fc
    .array(schedulable, { maxLength: 15 })
    .map((rows) => rows.map((row, index): Schedulable => ({ ...row, id: String(index) })))
  const doubt = fc
    .dictionary(fc.constantFrom('a', 'b'), fc.integer({ min: NOW - 5, max: NOW + 5 }))
    .map((accounts) => new Map(Object.entries(accounts)))
  const asks = (one: Schedulable): boolean =>
    one.state !== 'sending' && (one.notBefore ?? 0) <= NOW && (one.stale || asksFrom(one) <= NOW)

  test('never two at once to one target, never past an account’s bound, never before its time', () => {
    fc.assert(
      fc.property(journal, doubt, fc.integer({ min: 1, max: 3 }), (items, probeAt, max) => {
        const plan = planOutbox(items, NOW, { maxPerAccount: max, probeAt })
        const going = items.filter(({ id, state }) => state === 'sending' || plan.send.includes(id))
        for (const one of items.filter(({ id }) => plan.send.includes(id))) {
          const rivals = going.filter((other) => other.accountId === one.accountId && other.targetKey === one.targetKey)
          expect(rivals).toHaveLength(1)
          const bound = probeAt.has(one.accountId) ? 1 : max
          expect(going.filter((other) => other.accountId === one.accountId).length).toBeLessThanOrEqual(bound)
          expect(probeAt.get(one.accountId) ?? 0).toBeLessThanOrEqual(NOW)
          expect(one.notBefore ?? 0).toBeLessThanOrEqual(NOW)
          expect(one.nextAttemptAt ?? 0).toBeLessThanOrEqual(NOW)
          expect(one.state === 'held' ? (one.heldUntil ?? 0) : 0).toBeLessThanOrEqual(NOW)
        }
      }),
    )
  })

  test('nothing too old leaves, nothing overtakes it on its target, and each such item is told once', () => {
    fc.assert(
      fc.property(journal, doubt, (items, probeAt) => {
        const plan = planOutbox(items, NOW, { ...LIMITS, probeAt })
        expect(plan.stale).toEqual(items.filter((one) => asks(one) && !one.stale).map(({ id }) => id))
        for (const [index, one] of items.entries()) {
          if (!plan.send.includes(one.id)) continue
          const before = items.slice(0, index).filter(({ accountId, targetKey }) => {
            return accountId === one.accountId && targetKey === one.targetKey
          })
          expect(before.filter((other) => (other.notBefore ?? 0) <= NOW)).toEqual([])
          expect(asks(one)).toBe(false)
        }
      }),
    )
  })

  test('nothing is forgotten: with nothing under way, something starts, a time is known, or the user is asked', () => {
    fc.assert(
      fc.property(journal, doubt, (items, probeAt) => {
        const idle = items.filter(({ state }) => state !== 'sending')
        const plan = planOutbox(idle, NOW, { ...LIMITS, probeAt })
        for (const one of idle) {
          const first = idle.find((other) => {
            return (
              other.accountId === one.accountId && other.targetKey === one.targetKey && (other.notBefore ?? 0) <= NOW
            )
          })
          const goesOn = plan.send.length > 0 || plan.wakeAt !== undefined
          expect(goesOn || (first !== undefined && asks(first))).toBe(true)
        }
        expect(plan.wakeAt ?? NOW + 1).toBeGreaterThan(NOW)
      }),
    )
  })
})

describe('an old queue', () => {
  const hours = (count: number): number => NOW - count * STALE_AFTER_MS

  test('asks before it leaves, and what stands behind it waits with it', () => {
    const items = [item('1', { createdAt: hours(2) }), item('2'), item('3', { targetKey: 'other' })]
    expect(planOutbox(items, NOW, LIMITS)).toMatchObject({ stale: ['1'], send: ['3'] })
    expect(planOutbox([item('1', { stale: true }), item('2')], NOW, LIMITS)).toMatchObject({ stale: [], send: [] })
  })

  test.each([
    ['its undo window ended', { heldUntil: NOW - 1 }],
    ['it was scheduled for', { notBefore: NOW - 1 }],
    ['the user said that it may leave', { confirmedAt: NOW - 1 }],
  ])('is one whose age counts from when %s', (_since, fields) => {
    expect(planOutbox([item('1', { createdAt: hours(9), ...fields })], NOW, LIMITS)).toMatchObject({
      stale: [],
      send: ['1'],
    })
  })

  test('is looked at again at the moment it becomes one', () => {
    const waiting = item('1', { createdAt: NOW - 1_000, nextAttemptAt: NOW + 2 * STALE_AFTER_MS })
    const { wakeAt } = planOutbox([waiting], NOW, LIMITS)
    expect(wakeAt).toBe(NOW - 1_000 + STALE_AFTER_MS + 1)
    expect(planOutbox([waiting], (wakeAt ?? 0) - 1, LIMITS).stale).toEqual([])
    expect(planOutbox([waiting], wakeAt ?? 0, LIMITS).stale).toEqual(['1'])
  })
})

describe('an account that could not be reached', () => {
  const doubt = (at: number): Limits => ({ ...LIMITS, probeAt: new Map([['a', at]]) })
  const others = [item('1'), item('2', { targetKey: 'u' }), item('3', { accountId: 'b' })]

  test('is tried with its first item only, at its time; other accounts go on', () => {
    expect(planOutbox(others, NOW, doubt(NOW)).send).toEqual(['1', '3'])
    expect(planOutbox(others, NOW, doubt(NOW + 7))).toMatchObject({ send: ['3'], wakeAt: NOW + 7 })
    expect(planOutbox([item('0', { state: 'sending', targetKey: 'v' }), ...others], NOW, doubt(NOW)).send).toEqual([
      '3',
    ])
  })
})
