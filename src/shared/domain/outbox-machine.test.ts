import { describe, expect, test } from 'vitest'
import {
  MAX_UNKNOWN_ATTEMPTS,
  OUTBOX_ARROWS,
  canOutboxMove,
  isOutOfReach,
  retryDelayMs,
  settleUnknown,
} from './outbox-machine'
import { OUTBOX_STATES } from './states'

describe('states', () => {
  test('what was sent or cancelled never moves again, and nothing on the wire can be cancelled', () => {
    expect(OUTBOX_ARROWS.sent).toEqual([])
    expect(OUTBOX_ARROWS.cancelled).toEqual([])
    expect(OUTBOX_STATES.filter((from) => canOutboxMove(from, 'cancelled'))).toEqual([
      'held',
      'queued',
      'failed',
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

test.each([
  ['net.offline', true],
  ['net.refused', true],
  ['net.timeout', true],
  ['net.reset', true],
  ['vault.locked', true],
  ['net.rateLimited', false],
  ['net.tls', false],
  ['bitrix24.queryLimit', false],
  ['messages.accessError', false],
] as const)(
  '%s: whether nobody was reached is %s, so that only that is waited out for as long as it takes',
  (code, is) => {
    expect(isOutOfReach(code)).toBe(is)
  },
)

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
