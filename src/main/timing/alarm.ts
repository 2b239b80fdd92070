// One alarm clock: set again it forgets the time before.
import type { Clock, Timers } from '../networks/ports'

export interface Alarm {
  /** Rings once at `at` (milliseconds), or not at all. */
  set(at: number | undefined): void
  stop(): void
}

/** Longer sleeps are cut, so that a clock that was set holds nothing back for long. */
const LONGEST_SLEEP_MS = 10 * 60_000

export function createAlarm(deps: { readonly clock: Clock; readonly timers: Timers }, ring: () => void): Alarm {
  let sleep = new AbortController()
  return {
    set(at) {
      sleep.abort()
      if (at === undefined) return
      sleep = new AbortController()
      const ms = Math.min(Math.max(at - deps.clock(), 0), LONGEST_SLEEP_MS)
      deps.timers.sleep(ms, sleep.signal).then(ring, () => undefined)
    },
    stop() {
      sleep.abort()
    },
  }
}
