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

/** Ten one-minute buckets per key (`webhook:method`). */
export function createOperatingTimes(clock: Clock): OperatingTimes {
  let limit = DEFAULT_LIMIT
  const spent = new Map<string, { minute: number; seconds: number }[]>()

  function current(key: string): { minute: number; seconds: number }[] {
    const oldest = Math.floor((clock() - WINDOW_MS) / BUCKET_MS)
    const kept = (spent.get(key) ?? []).filter((entry) => entry.minute > oldest)
    spent.set(key, kept)
    return kept
  }

  const sum = (entries: readonly { seconds: number }[]): number =>
    entries.reduce((total, entry) => total + entry.seconds, 0)

  return {
    allows: (key) => sum(current(key)) < limit,
    spend(key, seconds) {
      const entries = current(key)
      const minute = Math.floor(clock() / BUCKET_MS)
      const last = entries.at(-1)
      if (last?.minute === minute) last.seconds += seconds
      else entries.push({ minute, seconds })
      const first = entries[0]?.minute ?? minute
      return { operating: sum(entries), resetAt: Math.floor(((first + 1) * BUCKET_MS + WINDOW_MS) / 1000) }
    },
    setLimit: (seconds) => {
      limit = seconds
    },
    clear: () => spent.clear(),
  }
}
