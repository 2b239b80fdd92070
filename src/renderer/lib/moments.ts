// Times to choose for later, in the zone the computer stands in. Pure; the zone is the runtime's own.

export interface LocalTime {
  /** `2026-11-24` and `15:20`, as date and time fields have them. */
  readonly date: string
  readonly time: string
}

export type ReadMoment =
  | { readonly kind: 'none' }
  /** `shifted`: clocks jump over what was typed; this is the time they then show. */
  | { readonly kind: 'at'; readonly at: number; readonly shifted: boolean }

const two = (value: number): string => String(value).padStart(2, '0')

/** A time as the fields show it. */
export function toLocal(at: number): LocalTime {
  const date = new Date(at)
  return {
    date: `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: `${two(date.getHours())}:${two(date.getMinutes())}`,
  }
}

/**
 * What is meant by the two fields. Where clocks are put back and a time comes twice, the first one is meant.
 * @returns `none` where a field is empty or no date
 */
export function fromLocal({ date, time }: LocalTime): ReadMoment {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? []
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(time) ?? []
  if (year === undefined || hour === undefined) return { kind: 'none' }
  const at = new Date(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)).getTime()
  const back = toLocal(at)
  if (back.date !== date && back.date.slice(0, 7) !== date.slice(0, 7)) return { kind: 'none' }
  return { kind: 'at', at, shifted: back.time !== time }
}

export const PRESETS = ['inAnHour', 'thisEvening', 'tomorrow', 'monday'] as const

export interface Preset {
  readonly id: (typeof PRESETS)[number]
  readonly at: number
}

const MINUTE = 60_000
const EVENING = 18
const MORNING = 9
const MONDAY = 1
/** An evening that begins in less is no time to wait for. */
const SOON = 30 * MINUTE

/** Times people mean by "later", each at least half an hour away and no two the same. */
export function presetsAt(now: number): readonly Preset[] {
  const today = new Date(now)
  const dayAt = (days: number, hour: number): number =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, hour).getTime()
  const toMonday = (MONDAY - today.getDay() + 7) % 7 || 7
  const evening = dayAt(0, EVENING)
  return [
    { id: 'inAnHour', at: Math.ceil((now + 60 * MINUTE) / MINUTE) * MINUTE },
    ...(evening - now >= SOON ? [{ id: 'thisEvening' as const, at: evening }] : []),
    { id: 'tomorrow', at: dayAt(1, MORNING) },
    ...(toMonday > 1 ? [{ id: 'monday' as const, at: dayAt(toMonday, MORNING) }] : []),
  ]
}

/** The zone a time is told in, as people write it: `GMT+1`, `CET`. */
export function zoneName(at: number, language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: 'short' }).formatToParts(new Date(at))
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}
