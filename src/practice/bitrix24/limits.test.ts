import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBucket, createOperatingTimes } from './limits'

test('whatever the pauses, no more than burst + rate × time requests ever pass', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 200 }), (pauses) => {
      let now = 0
      const bucket = createBucket(() => now)
      let passed = 0
      for (const pause of pauses) {
        now += pause
        if (bucket.take()) passed += 1
        expect(passed).toBeLessThanOrEqual(50 + (now / 1000) * 2 + 1e-6)
      }
    }),
  )
})

test('a bucket that is switched off takes everything', () => {
  const bucket = createBucket(() => 0)
  bucket.setRule({ enabled: false, burst: 1, perSecond: 1 })
  expect([1, 2, 3].map(() => bucket.take())).toEqual([true, true, true])
})

test('the call that crosses the limit still completes, and the oldest minute drops out at resetAt', () => {
  let now = 30_000
  const times = createOperatingTimes(() => now)
  times.setLimit(10)
  expect(times.allows('a')).toBe(true)
  const report = times.spend('a', 12)
  expect(report.operating).toBe(12)
  expect(times.allows('a')).toBe(false)
  expect(times.allows('b')).toBe(true)
  now = report.resetAt * 1000 - 1
  expect(times.allows('a')).toBe(false)
  now += 1
  expect(times.allows('a')).toBe(true)
})
