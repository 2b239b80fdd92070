// How long one waits after wrong passphrases. Pure: a value in, a value out; time is passed in.
import type { Clock } from '../networks/ports'

export interface BackOff {
  readonly failures: number
  /** Clock reading of the last failure. */
  readonly at: number
}

export const NO_FAILURES: BackOff = { failures: 0, at: 0 }
const FREE_TRIES = 3
const LONGEST_MS = 300_000

/** One more failure, now. */
export function failed(before: BackOff, clock: Clock): BackOff {
  return { failures: before.failures + 1, at: clock() }
}

/** Milliseconds until another try: 0 for the first two failures, then 1 s doubling up to five minutes. */
export function waitMs(backOff: BackOff, clock: Clock): number {
  if (backOff.failures < FREE_TRIES) return 0
  const delay = Math.min(1000 * 2 ** (backOff.failures - FREE_TRIES), LONGEST_MS)
  // A clock set back must not lock anyone out for longer than the delay itself.
  return Math.min(Math.max(0, backOff.at + delay - clock()), delay)
}
