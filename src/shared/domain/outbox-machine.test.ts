import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  MAX_UNKNOWN_ATTEMPTS,
  OUTBOX_ARROWS,
  canOutboxMove,
  planOutbox,
  retryDelayMs,
  settleUnknown,
  type Schedulable,
} from './outbox-machine'
import { OUTBOX_STATES } from './states'

const NOW = 1_000_000
const item = (id: string, fields: Partial<Schedulable> = {}): Schedulable => ({
  id,
  accountId: 'a',
  targetKey: 't',
  state: 'queued',
  ...fields,
})

describe('states', () => {
  test('what was sent or cancelled never moves again, and only held and queued can be cancelled by the user', () => {
    expect(OUTBOX_ARROWS.sent).toEqual([])
    expect(OUTBOX_ARROWS.cancelled).toEqual([])
    expect(OUTBOX_STATES.filter((from) => canOutboxMove(from, 'cancelled'))).toEqual([
      'held',
      'queued',
      'needsDecision',
    ])
    expect(OUTBOX_STATES.filter((from) => canOutboxMove(from, 'sending'))).toEqual(['queued'])
  })
})

describe('delays', () => {
  test('waits grow, stay bounded, and honour what the service asked for', () => {
    const delays = [1, 2, 3, 4, 5, 30, 1000].map((attempts) => retryDelayMs(attempts))
    expect(delays).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 300_000, 300_000])
    expect(retryDelayMs(1, 600_000)).toBe(600_000)
  })
})

describe('a lost answer', () => {
  const network = { kind: 'network', lineCode: 'x', userId: '1' } as const
  const dialog = { kind: 'dialog', dialogId: 'chat1' } as const

  test('a network message is never repeated by itself, whatever the service claims', () => {
    expect(settleUnknown(network, { found: 'no', resendSafe: true }, 1)).toBe('ask')
    expect(settleUnknown(network, { found: 'cannotKnow', resendSafe: false }, 1)).toBe('ask')
    expect(settleUnknown(network, { found: 'yes', resendSafe: false }, 1)).toBe('sent')
  })

  test('a safe repeat is bounded, an unsafe one is left to the user', () => {
    expect(settleUnknown(dialog, { found: 'no', resendSafe: true }, MAX_UNKNOWN_ATTEMPTS - 1)).toBe('resend')
    expect(settleUnknown(dialog, { found: 'no', resendSafe: true }, MAX_UNKNOWN_ATTEMPTS)).toBe('ask')
    expect(settleUnknown(dialog, { found: 'no', resendSafe: false }, 1)).toBe('ask')
  })
})

describe('the plan', () => {
  test('the order of a target is kept: what stands behind a waiting item waits with it', () => {
    const items = [item('1', { nextAttemptAt: NOW + 500 }), item('2'), item('3', { targetKey: 'other' })]
    expect(planOutbox(items, NOW, 3)).toEqual({ release: [], send: ['3'], wakeAt: NOW + 500 })
    expect(planOutbox([item('1', { state: 'sending' }), item('2')], NOW, 3).send).toEqual([])
    expect(planOutbox([item('1', { state: 'held', heldUntil: NOW + 9 }), item('2')], NOW, 3)).toEqual({
      release: [],
      send: [],
      wakeAt: NOW + 9,
    })
  })

  test('a message scheduled for later holds up nobody', () => {
    const items = [item('1', { notBefore: NOW + 60_000 }), item('2')]
    expect(planOutbox(items, NOW, 3)).toEqual({ release: [], send: ['2'], wakeAt: NOW + 60_000 })
  })

  test('a held item is released at its time, also when it is scheduled for later', () => {
    const items = [item('1', { state: 'held', heldUntil: NOW, notBefore: NOW + 10 })]
    expect(planOutbox(items, NOW, 3)).toEqual({ release: ['1'], send: [], wakeAt: NOW + 10 })
  })

  const schedulable = fc.record({
    accountId: fc.constantFrom('a', 'b'),
    targetKey: fc.constantFrom('t', 'u', 'v', 'w'),
    state: fc.constantFrom('held' as const, 'queued' as const, 'sending' as const),
    heldUntil: fc.option(fc.integer({ min: NOW - 5, max: NOW + 5 }), { nil: undefined }),
    notBefore: fc.option(fc.integer({ min: NOW - 5, max: NOW + 5 }), { nil: undefined }),
    nextAttemptAt: fc.option(fc.integer({ min: NOW - 5, max: NOW + 5 }), { nil: undefined }),
  })
  const journal = fc
    .array(schedulable, { maxLength: 15 })
    .map((rows) => rows.map((row, index): Schedulable => ({ ...row, id: String(index) })))

  test('never two at once to one target, never past an account’s bound, never before its time', () => {
    fc.assert(
      fc.property(journal, fc.integer({ min: 1, max: 3 }), (items, max) => {
        const plan = planOutbox(items, NOW, max)
        const going = items.filter(({ id, state }) => state === 'sending' || plan.send.includes(id))
        const started = items.filter(({ id }) => plan.send.includes(id))
        for (const one of started) {
          const rivals = going.filter((other) => other.accountId === one.accountId && other.targetKey === one.targetKey)
          expect(rivals).toHaveLength(1)
          expect(going.filter((other) => other.accountId === one.accountId).length).toBeLessThanOrEqual(
            Math.max(max, items.filter((row) => row.state === 'sending' && row.accountId === one.accountId).length),
          )
          expect(one.notBefore ?? 0).toBeLessThanOrEqual(NOW)
          expect(one.nextAttemptAt ?? 0).toBeLessThanOrEqual(NOW)
          expect(one.state === 'held' ? (one.heldUntil ?? 0) : 0).toBeLessThanOrEqual(NOW)
        }
      }),
    )
  })

  test('nothing is forgotten: with nothing under way, something is started, or a time to wake is known', () => {
    fc.assert(
      fc.property(journal, (items) => {
        const idle = items.filter(({ state }) => state !== 'sending')
        const plan = planOutbox(idle, NOW, 3)
        expect(plan.send.length > 0 || plan.wakeAt !== undefined).toBe(idle.length > 0)
        expect(plan.wakeAt ?? NOW + 1).toBeGreaterThan(NOW)
      }),
    )
  })
})
