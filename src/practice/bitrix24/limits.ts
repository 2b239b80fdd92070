// The two limits of the cloud: a leaky bucket of requests per portal, and working time per method and webhook.
// https://apidocs.bitrix24.com/limits.html
import type { Clock } from '../types'

export interface BucketRule {
  readonly enabled: boolean
  readonly burst: number
  readonly perSecond: number
}

export const CLOUD_BUCKET: BucketRule = { enabled: true, burst: 50, perSecond: 2 }

export interface Bucket {
  /** Counts one HTTP request. @returns false when the bucket is full. */
  take(): boolean
  setRule(rule: BucketRule): void
  rule(): BucketRule
  /** Requests in the bucket now. */
  level(): number
  empty(): void
}

export function createBucket(clock: Clock): Bucket {
  let rule = CLOUD_BUCKET
  let filled = 0
  let at = clock()

  function level(): number {
    const now = clock()
    filled = Math.max(0, filled - ((now - at) / 1000) * rule.perSecond)
    at = now
    return filled
  }

  return {
    take() {
      if (!rule.enabled) return true
      if (level() + 1 > rule.burst) return false
      filled += 1
      return true
    },
    setRule: (next) => {
      rule = next
      filled = 0
    },
    rule: () => rule,
    level,
    empty: () => {
      filled = 0
    },
  }
}

export interface OperatingReport {
  /** Seconds of work within the window. */
  readonly operating: number
  /** Unix seconds when the oldest minute drops out. */
  readonly resetAt: number
}

export interface OperatingTimes {
  /** Whether the method may be called now; the call that crosses the limit still completes. */
  allows(key: string): boolean
  /** Books a finished call. */
  spend(key: string, seconds: number): OperatingReport
  setLimit(seconds: number): void
  clear(): void
}

const BUCKET_MS = 60_000
const WINDOW_MS = 10 * BUCKET_MS
/** The documentation's example; servers' own default is 420 s (undocumented). */
const DEFAULT_LIMIT = 480

interface Minute {
  /** When its first call ran. */
  readonly from: number
  seconds: number
}

/** Minutes of work per key (`webhook:method`); each drops out ten minutes after its first call. */
export function createOperatingTimes(clock: Clock): OperatingTimes {
  let limit = DEFAULT_LIMIT
  const spent = new Map<string, Minute[]>()

  function current(key: string): Minute[] {
    const kept = (spent.get(key) ?? []).filter((minute) => clock() < minute.from + WINDOW_MS)
    spent.set(key, kept)
    return kept
  }

  const sum = (minutes: readonly Minute[]): number => minutes.reduce((total, minute) => total + minute.seconds, 0)

  return {
    allows: (key) => sum(current(key)) < limit,
    spend(key, seconds) {
      const minutes = current(key)
      const now = Math.floor(clock() / 1000) * 1000
      const last = minutes.at(-1)
      if (last !== undefined && now < last.from + BUCKET_MS) last.seconds += seconds
      else minutes.push({ from: now, seconds })
      return { operating: sum(minutes), resetAt: ((minutes[0]?.from ?? now) + WINDOW_MS) / 1000 }
    },
    setLimit: (seconds) => {
      limit = seconds
    },
    clear: () => {
      spent.clear()
      limit = DEFAULT_LIMIT
    },
  }
}
