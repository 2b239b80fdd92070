// For how long the tray's menu can have nothing told. Pure; days are those of the user's clock.
import { pauseUntil } from '../../../shared/domain/quiet-hours'

export const PAUSES = ['halfHour', 'hour', 'tomorrow', 'always'] as const
export type Pause = (typeof PAUSES)[number]

/** When it ends: ISO 8601, or `always` until the user says otherwise. */
export const pausedTill = (pause: Pause, now: Date): string =>
  pause === 'always' ? pause : pauseUntil(pause, now.getTime())

/** A pause as it counts now: one whose time has come is none. */
export const pauseNow = (until: string, now: Date): string =>
  until === 'no' || until === 'always' || Date.parse(until) > now.getTime() ? until : 'no'
