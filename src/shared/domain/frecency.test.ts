import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HALF_LIFE_MS, byFrecency, frecency } from './frecency'

const NOW = Date.parse('2026-11-20T12:00:00.000Z')
const ago = (ms: number): string => new Date(NOW - ms).toISOString()

test('a fortnight halves it, so that what was left behind gives way to what is in use', () => {
  expect(frecency({ uses: 8, lastUsedAt: ago(0) }, NOW)).toBe(8)
  expect(frecency({ uses: 8, lastUsedAt: ago(HALF_LIFE_MS) }, NOW)).toBe(4)
  expect(frecency({ uses: 10, lastUsedAt: ago(2 * HALF_LIFE_MS) }, NOW)).toBeLessThan(3)
})

test('a clock that was wrong puts nothing at the head for ever', () => {
  const future = { uses: 1, lastUsedAt: ago(-400 * HALF_LIFE_MS) }
  expect(frecency(future, NOW)).toBe(1)
  expect(frecency({ uses: 9, lastUsedAt: 'no time' }, NOW)).toBe(0)
})

test('among equals the latest use is first', () => {
  const used = (uses: number, ms: number) => ({ uses, lastUsedAt: ago(ms) })
  const [often, once, old] = [used(20, 1_000), used(1, 0), used(20, 20 * HALF_LIFE_MS)]
  expect([old, once, often].sort(byFrecency(NOW))).toEqual([often, once, old])
  const never = [used(0, 5), used(0, 1)]
  expect(never.sort(byFrecency(NOW)).map(({ lastUsedAt }) => lastUsedAt)).toEqual([ago(1), ago(5)])
})

test('using a place again never lowers it', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(1_000), (uses, days) => {
      const before = frecency({ uses, lastUsedAt: ago(days * 86_400_000) }, NOW)
      expect(frecency({ uses: uses + 1, lastUsedAt: ago(0) }, NOW)).toBeGreaterThan(before)
    }),
  )
})
