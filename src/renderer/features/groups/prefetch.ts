// Which pages are read before they are needed, and which are let go of: it follows the rows in view.
import type { HeldPages } from './held-pages'
import { PAGE } from './query'

/** Pages read ahead in the direction of travel, pages kept around the view, and pages asked for at one time. */
const AHEAD = 3
const KEEP = 10
const AT_ONCE = 4

interface PrefetchOptions {
  readonly held: HeldPages
  readonly total: () => number
  /** Nothing may be read now: a search is under way. */
  readonly busy: () => boolean
  readonly read: (page: number) => void
}

/** The pages that hold the rows `from..to`; at least one. */
function pagesBetween(from: number, to: number): number[] {
  const first = Math.floor(from / PAGE)
  const last = Math.max(first, Math.floor(to / PAGE))
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

export function createPrefetch({ held, total, busy, read }: PrefetchOptions) {
  let view = { from: 0, to: 0, direction: 1 }

  /** Reads what is missing: first what is in view, then what comes next. */
  function fill(): void {
    if (busy()) return
    const seen = pagesBetween(view.from, view.to)
    const [first, last] = [seen[0] ?? 0, seen.at(-1) ?? 0]
    const edge = view.direction === 1 ? last : first
    const next = Array.from({ length: AHEAD }, (_, step) => edge + view.direction * (step + 1))
    const end = Math.max(0, Math.ceil(total() / PAGE) - 1)
    const missing = [...seen, ...next].filter((page) => page >= 0 && page <= end && !held.known(page))
    for (const page of missing.slice(0, Math.max(0, AT_ONCE - held.underWay()))) read(page)
    held.keep(first - KEEP, last + KEEP)
  }
  return {
    fill,
    inView: () => pagesBetween(view.from, view.to),
    need(from: number, to: number): void {
      const direction = from === view.from ? view.direction : from > view.from ? 1 : -1
      view = { from, to, direction }
      fill()
    },
    toTop: () => (view = { from: 0, to: 0, direction: 1 }),
  }
}
