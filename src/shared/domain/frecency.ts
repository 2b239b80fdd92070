// In which order places one wrote to are offered: recent and frequent first. Pure.

const DAY_MS = 24 * 60 * 60 * 1000
/** After this time an earlier use counts half. */
export const HALF_LIFE_MS = 14 * DAY_MS

export interface Usage {
  readonly uses: number
  /** ISO. */
  readonly lastUsedAt: string
}

/**
 * How much a place is in use: its uses, halved for every fortnight since the last one. Ten messages a month ago weigh as
 * much as two or three today. A time in the future (a clock that was wrong) counts as now, one that cannot be read as never.
 * @param now milliseconds since the epoch
 * @returns 0 or more; comparable with others of the same `now` only
 */
export function frecency({ uses, lastUsedAt }: Usage, now: number): number {
  const age = Math.max(0, now - Date.parse(lastUsedAt))
  return Number.isFinite(age) ? uses * 2 ** (-age / HALF_LIFE_MS) : 0
}

/** The order itself: what is most in use first, what was used last among equals. Sort with it; equals keep their order. */
export function byFrecency(now: number): (a: Usage, b: Usage) => number {
  return (a, b) => frecency(b, now) - frecency(a, now) || b.lastUsedAt.localeCompare(a.lastUsedAt)
}
