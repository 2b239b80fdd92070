// Would catch: guessing at full speed, or a lock-out that never ends.
import { expect, test } from 'vitest'
import { NO_FAILURES, failed, waitMs } from './back-off'

test('two mistakes are free, then the wait doubles up to five minutes', () => {
  const at = (time: number) => () => time
  let state = NO_FAILURES
  const waits: number[] = []
  for (let tries = 0; tries < 14; tries += 1) {
    state = failed(state, at(5000))
    waits.push(waitMs(state, at(5000)))
  }
  expect(waits.slice(0, 6)).toEqual([0, 0, 1000, 2000, 4000, 8000])
  expect(waits.at(-1)).toBe(300_000)
  expect(waitMs(state, at(5000 + 299_000))).toBe(1000)
  expect(waitMs(state, at(5000 + 300_000))).toBe(0)
})

test('a clock set back by a year does not lock the user out for a year', () => {
  let state = NO_FAILURES
  for (let tries = 0; tries < 4; tries += 1) state = failed(state, () => 1e12)
  expect(waitMs(state, () => 1e12 - 3e10)).toBe(2000)
})
