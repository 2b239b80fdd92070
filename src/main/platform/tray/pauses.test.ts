// Would catch: a tomorrow that is the day after at the turn of a month or of summer time, and a pause that never ends.
import { expect, test } from 'vitest'
import { pausedTill, pauseNow } from './pauses'

test.each([
  ['at the end of a month', new Date(2026, 0, 31, 23, 59), new Date(2026, 1, 1, 8)],
  ['at the end of a year', new Date(2026, 11, 31, 9), new Date(2027, 0, 1, 8)],
  ['before eight, still tomorrow', new Date(2026, 5, 10, 0, 5), new Date(2026, 5, 11, 8)],
  ['over a change to summer time', new Date(2026, 2, 28, 22), new Date(2026, 2, 29, 8)],
])('tomorrow %s', (_name, now, until) => {
  expect(pausedTill('tomorrow', now)).toBe(until.toISOString())
})

test('a pause whose time has come is none', () => {
  const now = new Date(2026, 5, 10, 12)
  expect(pauseNow(new Date(2026, 5, 10, 12, 0, 1).toISOString(), now)).not.toBe('no')
  expect(pauseNow(now.toISOString(), now)).toBe('no')
  expect(pauseNow('always', now)).toBe('always')
  expect(pauseNow('no', now)).toBe('no')
})
