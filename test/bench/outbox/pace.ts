// Time that runs faster for all who take part: their clocks and their waits, and the portal's. Limits and back-offs of
// minutes are then kept as they are, and a bench ends.
import { setTimeout as wait } from 'node:timers/promises'
import type { Time } from '../support/our-client'

/** A second outside is so many inside. */
export const PACE = 40

/** What time it is at the portal, told to whoever is to share it. */
export interface Moment {
  /** Milliseconds since the epoch, outside and inside, of one moment. */
  readonly outside: number
  readonly inside: number
}

/** A clock that shows what the portal's shows, and waits that end by it. */
export function fastTime({ outside, inside }: Moment): Time {
  return {
    clock: () => inside + (Date.now() - outside) * PACE,
    timers: { sleep: (ms, signal) => wait(ms / PACE, undefined, signal ? { signal } : {}) },
  }
}
