// For how long the tray's menu can have nothing told. Pure; days are those of the user's clock.

export const PAUSES = ['halfHour', 'hour', 'tomorrow', 'always'] as const
export type Pause = (typeof PAUSES)[number]

const MINUTE = 60_000
const MORNING = 8

/** When it ends: ISO 8601, or `always` until the user says otherwise. Tomorrow means eight in the morning. */
export function pausedTill(pause: Pause, now: Date): string {
  switch (pause) {
    case 'halfHour':
      return new Date(now.getTime() + 30 * MINUTE).toISOString()
    case 'hour':
      return new Date(now.getTime() + 60 * MINUTE).toISOString()
    case 'tomorrow':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING).toISOString()
    case 'always':
      return 'always'
  }
}

/** A pause as it counts now: one whose time has come is none. */
export const pauseNow = (until: string, now: Date): string =>
  until === 'no' || until === 'always' || Date.parse(until) > now.getTime() ? until : 'no'
