// How much is shown within a while: past that, everything further is one notification that counts.

const MOST = 3
const WITHIN_MS = 10_000

export interface Rate {
  /** Whether one more may be shown at `now` (milliseconds). */
  admit(now: number): boolean
}

export function createRate(): Rate {
  let shown: readonly number[] = []
  return {
    admit(now) {
      // What lies ahead is from before the clock was set back.
      shown = shown.filter((at) => at <= now && now - at < WITHIN_MS)
      if (shown.length >= MOST) return false
      shown = [...shown, now]
      return true
    },
  }
}
