// How long to stay away after "too many requests". The chat service's own Retry-After is dropped on the way, and the
// RateLimit headers that arrive are the login server's, mostly unused: so the waits are ours, doubling, with jitter.
import type { Clock } from '../ports'

const FIRST_MS = 30_000
const LONGEST_MS = 15 * 60_000

export interface Cooldown {
  /** Milliseconds left to wait; 0 when calls may go out. */
  left(): number
  /** Notes a refusal and answers the time (ms since the epoch) until which to wait. */
  refused(): number
  /** A call went through: the next refusal starts from the beginning. */
  passed(): void
}

export function createCooldown(clock: Clock, random: () => number): Cooldown {
  let level = 0
  let until = 0
  return {
    left: () => Math.max(0, until - clock()),
    refused: () => {
      // Parallel calls refused together count once.
      if (until <= clock()) {
        const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** level)
        until = clock() + Math.round(base * (1 + random() * 0.2))
        level += 1
      }
      return until
    },
    passed: () => {
      level = 0
    },
  }
}
