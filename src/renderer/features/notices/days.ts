// News by the day it came.
import type { Notice } from './store'

export interface Day {
  /** Begins the day: any time of it names it. */
  readonly at: string
  readonly items: readonly Notice[]
}

/** Days in the order of the list, on the reader's clock. */
export function byDay(items: readonly Notice[]): readonly Day[] {
  const days: { at: string; day: string; items: Notice[] }[] = []
  for (const notice of items) {
    const day = new Date(notice.at).toDateString()
    const last = days.at(-1)
    if (last?.day === day) last.items.push(notice)
    else days.push({ at: notice.at, day, items: [notice] })
  }
  return days
}
