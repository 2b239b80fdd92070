// A leaky bucket as data: every request fills it by one, time empties it. Pure.

export interface Bucket {
  readonly level: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface BucketRule {
  /** What fits in: requests that may leave at once. */
  readonly burst: number
  readonly perSecond: number
}

/**
 * The portal allows 50 at once and 2 per second, for all programs behind one address together; we take 20 of the 50.
 * @see https://apidocs.bitrix24.com/limits.html
 */
export const PORTAL_RULE: BucketRule = { burst: 20, perSecond: 2 }

/** The bucket as it stands at `now`. A clock that was set back empties nothing. */
export function leaked(bucket: Bucket, now: number, rule: BucketRule): Bucket {
  const seconds = Math.max(0, now - bucket.at) / 1000
  return { level: Math.min(rule.burst, Math.max(0, bucket.level - seconds * rule.perSecond)), at: now }
}

/** Milliseconds until one more request fits. */
export function waitMs(bucket: Bucket, now: number, rule: BucketRule): number {
  const over = leaked(bucket, now, rule).level + 1 - rule.burst
  return over <= 1e-9 ? 0 : Math.ceil((over / rule.perSecond) * 1000)
}

/** The bucket after one more request. */
export function filled(bucket: Bucket, now: number, rule: BucketRule): Bucket {
  return { level: leaked(bucket, now, rule).level + 1, at: now }
}
