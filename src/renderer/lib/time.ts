// Times for people, by Intl. Knows no feature.

/** Day before month and 24 hours in both languages. */
const LOCALES: Readonly<Record<string, string>> = { en: 'en-GB', ru: 'ru-RU' }
const localeOf = (language: string): string => LOCALES[language] ?? language

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** Made once for each language: making one costs more than a row of a list. */
const relative = new Map<string, Intl.RelativeTimeFormat>()
function relativeFormat(language: string): Intl.RelativeTimeFormat {
  const format = relative.get(language) ?? new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' })
  relative.set(language, format)
  return format
}

/** `5 minutes ago`, `in 2 days`, `now` for less than a minute. */
export function relativeTime(iso: string, now: number, language: string): string {
  const difference = Date.parse(iso) - now
  const format = relativeFormat(language)
  for (const [unit, size] of STEPS) {
    if (Math.abs(difference) >= size) return format.format(Math.trunc(difference / size), unit)
  }
  return format.format(0, 'second')
}

/** `Tue 24 Nov, 15:20`; with the year when it is not this one. */
export function dateTime(iso: string, now: number, language: string): string {
  const date = new Date(iso)
  const sameYear = date.getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date)
}

/** `10:41`. */
export function clockTime(iso: string, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { hour: '2-digit', minute: '2-digit' }).format(new Date(iso))
}

/** `24 November 2026`. */
export function fullDate(iso: string, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(iso),
  )
}

/** `Today`, `Yesterday`, or the day's date. */
export function dayName(iso: string, now: number, language: string): string {
  const day = (time: number): number => new Date(new Date(time).toDateString()).getTime()
  const days = Math.round((day(Date.parse(iso)) - day(now)) / 86_400_000)
  if (days < -1 || days > 1) return fullDate(iso, language)
  const name = relativeFormat(language).format(days, 'day')
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

/** A span as `now`, `4 min`, `3 h`, `2 d` in the language's own short words; `zero` is said below a minute. */
export function shortSpan(milliseconds: number, language: string, zero: string): string {
  for (const [unit, size] of STEPS) {
    if (milliseconds >= size) {
      return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(
        Math.floor(milliseconds / size),
      )
    }
  }
  return zero
}

export interface Weekday {
  /** 0 for Sunday to 6. */
  readonly number: number
  readonly short: string
  readonly long: string
}

/** The days of a week in the order people of the language have them. */
export function weekdays(language: string): readonly Weekday[] {
  const locale = new Intl.Locale(localeOf(language)) as Intl.Locale & {
    getWeekInfo?: () => { readonly firstDay: number }
  }
  // 1 for Monday to 7 for Sunday.
  const first = locale.getWeekInfo?.().firstDay ?? 1
  return Array.from({ length: 7 }, (_, index) => {
    const number = (first + index) % 7
    // 4 January 1970 was a Sunday.
    const date = new Date(1970, 0, 4 + number)
    const named = (weekday: 'short' | 'long'): string =>
      new Intl.DateTimeFormat(localeOf(language), { weekday }).format(date)
    return { number, short: named('short'), long: named('long') }
  })
}
