import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { Account } from '../../shared/contract/accounts'
import { HEALTH_STATES } from '../../shared/domain/states'
import { accountRecord } from '../testing/records'
import { NEVER, isCompleteDue, nextLookAt } from './look-cycle'

const MINUTE = 60_000
const account = (fields: Partial<Account> = {}): Account => {
  const { identityKey: _key, settings: _settings, createdAt: _at, ...row } = accountRecord('a')
  return { ...row, ...fields }
}
const lookedAt = (jitter: number) => ({ ...NEVER, lookedAt: 0, jitter })

test('an account is looked at about once a minute while somebody watches, every three to five minutes otherwise', () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (jitter) => {
      const watched = nextLookAt(account(), lookedAt(jitter), true) ?? 0
      const unwatched = nextLookAt(account(), lookedAt(jitter), false) ?? 0
      expect(watched).toBeGreaterThanOrEqual(0.8 * MINUTE)
      expect(watched).toBeLessThanOrEqual(1.2 * MINUTE)
      expect(unwatched).toBeGreaterThanOrEqual(3 * MINUTE)
      expect(unwatched).toBeLessThanOrEqual(5 * MINUTE)
    }),
  )
})

test('one that is not well is tried seldom, and one that the user must mend not at all', () => {
  const next = HEALTH_STATES.map((health) => [health, nextLookAt(account({ health }), lookedAt(0), true)])
  expect(Object.fromEntries(next)).toEqual({
    ok: MINUTE,
    missingScope: MINUTE,
    limited: 4 * MINUTE,
    offline: 4 * MINUTE,
    signedOut: undefined,
    blocked: undefined,
  })
})

test('what is asked for goes before the cycle, but not before the account can be used', () => {
  const hurried = { ...lookedAt(0), dueAt: 5 }
  expect(nextLookAt(account(), hurried, false)).toBe(5)
  expect(nextLookAt(account({ health: 'signedOut' }), hurried, true)).toBeUndefined()
  expect(nextLookAt(account({ ports: ['messages'] }), hurried, true)).toBeUndefined()
})

test('everything is looked at anew from time to time', () => {
  expect(isCompleteDue(NEVER, 0)).toBe(true)
  expect(isCompleteDue({ ...NEVER, completeAt: 0 }, 14 * MINUTE)).toBe(false)
  expect(isCompleteDue({ ...NEVER, completeAt: 0 }, 15 * MINUTE)).toBe(true)
})
