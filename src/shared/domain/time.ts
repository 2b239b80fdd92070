// Times cross every border as ISO 8601 in UTC; inside, they are milliseconds since the epoch.

export function isoAt(ms: number): string {
  return new Date(ms).toISOString()
}

/** Milliseconds of an ISO time that may be absent; `undefined` also for one that cannot be read. */
export function msOf(iso: string | undefined): number | undefined {
  if (iso === undefined) return undefined
  const ms = Date.parse(iso)
  return Number.isFinite(ms) ? ms : undefined
}
