// When nothing is told: a pause the user asked for, and quiet hours every week. In the time zone of the machine, over its
// changes to and from summer time. Pure.
import type { Settings } from '../contract/settings'
import { msOf } from './time'

export type QuietHours = Settings['quietHours']

/** Why nothing is told, and until when in milliseconds; `undefined` where that has no end of its own. */
export interface Silence {
  readonly why: 'paused' | 'quietHours'
  readonly until: number | undefined
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Far enough that quiet hours which join up from day to day are seen to have no end. */
const DAYS_AHEAD = 8

/** The silence at `now` (milliseconds); of a pause and quiet hours the one that ends last. */
export function silenceAt(settings: Pick<Settings, 'pausedUntil' | 'quietHours'>, now: number): Silence | undefined {
  const paused = pauseAt(settings.pausedUntil, now)
  const quiet = quietAt(settings.quietHours, now)
  if (paused === undefined || quiet === undefined) return paused ?? quiet
  return (quiet.until ?? Infinity) > (paused.until ?? Infinity) ? quiet : paused
}

/** When the silence next begins, ends or changes its cause, in milliseconds; `undefined` for never. */
export function nextChange(settings: Pick<Settings, 'pausedUntil' | 'quietHours'>, now: number): number | undefined {
  const ends = [pauseAt(settings.pausedUntil, now)?.until, nextQuietChange(settings.quietHours, now)]
  const times = ends.filter((time) => time !== undefined)
  return times.length === 0 ? undefined : Math.min(...times)
}

/** So long from now, or the next day's morning (08:00), as settings keep it. */
export function pauseUntil(choice: 'halfHour' | 'hour' | 'tomorrow', now: number): string {
  if (choice !== 'tomorrow') return new Date(now + PAUSE_MS[choice]).toISOString()
  const at = new Date(now)
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1, MORNING).toISOString()
}

const PAUSE_MS = { halfHour: 30 * 60_000, hour: 60 * 60_000 } as const
const MORNING = 8

function pauseAt(pausedUntil: Settings['pausedUntil'], now: number): Silence | undefined {
  if (pausedUntil === 'no') return undefined
  if (pausedUntil === 'always') return { why: 'paused', until: undefined }
  const until = msOf(pausedUntil)
  return until !== undefined && until > now ? { why: 'paused', until } : undefined
}

function quietAt(quiet: QuietHours, now: number): Silence | undefined {
  const span = spans(quiet, now).find(({ from, to }) => from <= now && now < to)
  return span && { why: 'quietHours', until: endless(quiet) ? undefined : span.to }
}

function nextQuietChange(quiet: QuietHours, now: number): number | undefined {
  if (endless(quiet)) return undefined
  return spans(quiet, now)
    .flatMap(({ from, to }) => [from, to])
    .find((time) => time > now)
}

/** All day, every day. */
function endless({ on, from, to, days }: QuietHours): boolean {
  return on && from === to && new Set(days).size === 7
}

/** The quiet spans around `now` in order, those that touch joined. */
function spans({ on, from, to, days }: QuietHours, now: number): readonly Span[] {
  if (!on) return []
  const today = new Date(now)
  const each = Array.from({ length: DAYS_AHEAD + 3 }, (_, index) => {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + index - 2)
    if (!days.includes(day.getDay())) return []
    // A span that a change of the clock leaves nothing of is none.
    const span = { from: at(day, from, 0), to: at(day, to, from < to ? 0 : 1) }
    return span.from < span.to ? [span] : []
  }).flat()
  return joined(each)
}

function joined(each: readonly Span[]): readonly Span[] {
  const all: Span[] = []
  for (const span of each.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && span.from <= last.to) {
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    } else all.push(span)
  }
  return all
}

/** That time of day, so many days after `day`; one that summer time leaves out is as much later. */
function at(day: Date, timeOfDay: string, daysLater: number): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater, hours, minutes).getTime()
}
