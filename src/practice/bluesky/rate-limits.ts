// Fixed-window rate limits and the headers that tell of them, as the reference PDS sends them (`packages/pds/src/rate-limits.ts`).
import type { Clock } from '../types'
import { XrpcError } from './xrpc-error'

interface RateLimit {
  readonly points: number
  readonly windowMs: number
}

/** All calls to a PDS, proxied ones included, per IP (https://docs.bsky.app/docs/advanced-guides/rate-limits). */
export const GLOBAL_LIMIT: RateLimit = { points: 3000, windowMs: 5 * 60_000 }
/** createSession, per identifier and IP (`createSession.ts`). */
const LOGIN_LIMITS: readonly RateLimit[] = [
  { points: 30, windowMs: 5 * 60_000 },
  { points: 300, windowMs: 24 * 3_600_000 },
]

interface Level {
  readonly limit: RateLimit
  readonly remaining: number
  readonly resetAt: number
  readonly exceeded: boolean
}

export interface RateLimiter {
  /** Takes one point of `key`. */
  take(key: string): Level
  clear(): void
}

/** @returns a limiter with all points left. */
export function createRateLimiter(limit: RateLimit, clock: Clock): RateLimiter {
  const windows = new Map<string, { used: number; resetAt: number }>()
  return {
    take(key) {
      const now = clock()
      const known = windows.get(key)
      const window = known && known.resetAt > now ? known : { used: 0, resetAt: now + limit.windowMs }
      window.used += 1
      windows.set(key, window)
      const remaining = Math.max(0, limit.points - window.used)
      return { limit, remaining, resetAt: window.resetAt, exceeded: window.used > limit.points }
    },
    clear: () => windows.clear(),
  }
}

/** `RateLimit-*` headers of a level: the reset in epoch seconds, the policy as points;w=seconds. */
export function limitHeaders(level: Level): Record<string, string> {
  return {
    'ratelimit-limit': String(level.limit.points),
    'ratelimit-remaining': String(level.remaining),
    'ratelimit-reset': String(Math.floor(level.resetAt / 1000)),
    'ratelimit-policy': `${level.limit.points};w=${level.limit.windowMs / 1000}`,
  }
}

/** The tightest of several levels. */
function tightest(first: Level, ...others: readonly Level[]): Level {
  return others.reduce((least, level) => {
    const worse = level.exceeded !== least.exceeded ? level.exceeded : level.remaining < least.remaining
    return worse ? level : least
  }, first)
}

/** The 429 of an exceeded level, with `Retry-After` in seconds. */
export function rateLimitError(level: Level, now: number): XrpcError {
  return new XrpcError(429, 'RateLimitExceeded', {
    message: 'Rate Limit Exceeded',
    headers: { ...limitHeaders(level), 'retry-after': String(Math.max(1, Math.ceil((level.resetAt - now) / 1000))) },
  })
}

export interface LoginLimiter {
  /** Counts a login attempt. @returns the headers of its answer. @throws XrpcError 429. */
  take(identifier: string, ip: string): Readonly<Record<string, string>>
  clear(): void
}

/** The limits of createSession, counted per identifier and IP. */
export function createLoginLimiter(clock: Clock): LoginLimiter {
  const limiters = LOGIN_LIMITS.map((limit) => createRateLimiter(limit, clock))
  return {
    take(identifier, ip) {
      const [first, ...others] = limiters.map((limiter) => limiter.take(`${identifier} ${ip}`))
      if (!first) return {}
      const level = tightest(first, ...others)
      if (level.exceeded) throw rateLimitError(level, clock())
      return limitHeaders(level)
    },
    clear: () => limiters.forEach((limiter) => limiter.clear()),
  }
}
