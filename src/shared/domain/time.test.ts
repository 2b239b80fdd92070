import { expect, test } from 'vitest'
import { isoAt, msOf } from './time'

test('a time survives the way out and back, and an unreadable one is no time (NaN would make a timer fire at once)', () => {
  expect(isoAt(0)).toBe('1970-01-01T00:00:00.000Z')
  expect(msOf(isoAt(1_700_000_000_123))).toBe(1_700_000_000_123)
  expect(msOf('soon')).toBeUndefined()
  expect(msOf(undefined)).toBeUndefined()
})
