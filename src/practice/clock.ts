// Practice time: a real clock that tests can move forward. Owns the offset and nothing else.
import type { Clock } from './types'

export interface PracticeClock {
  readonly now: Clock
  /** Moves practice time forward; never back. */
  advance(ms: number): void
}

/** @param clock what time it is outside. */
export function createPracticeClock(clock: Clock): PracticeClock {
  let offset = 0
  return {
    now: () => clock() + offset,
    advance: (ms) => {
      offset += Math.max(0, ms)
    },
  }
}
