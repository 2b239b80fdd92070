// Which rows of a long list exist: those in sight and some more where the scrolling goes. All rows are equally high.
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'

/** Rows kept beyond the edge that is left behind. */
const BEHIND = 4
/**
 * Rows kept beyond the edge that is scrolled to: few at rest, for each is made again for every key that is typed into the
 * search; while it is scrolled so many `times` the rows that went by since the last frame, so that a frame that comes late
 * still finds its rows; with each frame only some `more`, since many at once would cost a frame.
 */
export const AHEAD = { atRest: 4, more: 3, most: 36, times: 6 } as const
/** More rows at once are a jump, not a way: nobody knows where it goes on. */
const JUMP = 40
/** No scrolling for so long: the list has come to rest. */
const REST_MS = 120

export interface VirtualRow {
  readonly index: number
  /** The same for rows that take each other's place: the element is used again. */
  readonly slot: number
}

export interface Range {
  readonly from: number
  /** The last one, included; below `from` where there is none. */
  readonly to: number
}

export interface Window {
  /** How far it is scrolled, its height, and the height of a row: pixels. */
  readonly top: number
  readonly height: number
  readonly row: number
  readonly count: number
}

/** Rows in sight, at least partly. */
export function inSight({ top, height, row, count }: Window): Range {
  const from = Math.max(0, Math.min(Math.floor(top / row), count - 1))
  return { from, to: Math.min(count - 1, Math.ceil((top + height) / row) - 1) }
}

export interface Travel {
  /** 1 is down. */
  readonly direction: 1 | -1
  /** Rows kept in that direction. */
  readonly ahead: number
}

/** The travel after some more rows went by, up (below 0) or down. */
export function travelled({ direction, ahead }: Travel, moved: number): Travel {
  if (moved === 0) return { direction, ahead }
  const wanted = Math.abs(moved) > JUMP ? AHEAD.atRest : AHEAD.atRest + Math.ceil(Math.abs(moved) * AHEAD.times)
  return { direction: moved > 0 ? 1 : -1, ahead: Math.max(ahead, Math.min(AHEAD.most, wanted, ahead + AHEAD.more)) }
}

/** Rows that exist: the ones in sight, more of them in the direction of travel. */
export function kept({ from, to }: Range, { direction, ahead }: Travel, count: number): Range {
  const [above, below] = direction === 1 ? [BEHIND, ahead] : [ahead, BEHIND]
  return { from: Math.max(0, from - above), to: Math.min(count - 1, to + below) }
}

/** The rows of a range; those that are new take the elements of those that left. */
export function placed(before: readonly VirtualRow[], { from, to }: Range): VirtualRow[] {
  const known = new Map(before.map((row) => [row.index, row]))
  const free = before.filter(({ index }) => index < from || index > to).map(({ slot }) => slot)
  let next = Math.max(-1, ...before.map(({ slot }) => slot)) + 1
  const rows: VirtualRow[] = []
  for (let index = from; index <= to; index += 1) {
    rows.push(known.get(index) ?? { index, slot: free.pop() ?? next++ })
  }
  return rows
}

interface VirtualOptions {
  readonly scroller: Readonly<Ref<HTMLElement | null>>
  readonly count: () => number
  readonly row: number
}

export interface VirtualRows {
  readonly rows: Readonly<ShallowRef<readonly VirtualRow[]>>
  readonly sight: Readonly<ShallowRef<Range>>
  /** Not being scrolled just now. */
  readonly still: Readonly<ShallowRef<boolean>>
  /** Scrolls just so far that the row is whole in sight. */
  reveal(index: number): void
  /** Reads size and position anew: after the list was taken out of the page and put back. */
  measure(): void
}

/** Follows the scroller while the scope lives. */
export function useVirtualRows({ scroller, count, row }: VirtualOptions): VirtualRows {
  const rows = shallowRef<readonly VirtualRow[]>([])
  const sight = shallowRef<Range>({ from: 0, to: -1 })
  let lastTop = 0
  let travel: Travel = { direction: 1, ahead: AHEAD.atRest }

  function measure(): void {
    const element = scroller.value
    if (!element) return
    const { scrollTop: top, clientHeight: height } = element
    travel = travelled(travel, (top - lastTop) / row)
    lastTop = top
    const seen = inSight({ top, height, row, count: count() })
    if (seen.from !== sight.value.from || seen.to !== sight.value.to) sight.value = seen
    const first = rows.value[0]
    const last = rows.value.at(-1)
    // What is seen first is painted first; the rows beyond it come with the next frame.
    if (!first && seen.to >= 0) requestAnimationFrame(measure)
    const next = first ? kept(seen, travel, count()) : seen
    if (next.from === first?.index && next.to === last?.index) return
    rows.value = placed(rows.value, next)
  }
  function rest(): void {
    travel = { ...travel, ahead: AHEAD.atRest }
    measure()
  }
  const still = useScrolling({ scroller, measure, rest })
  watch(count, measure, { flush: 'post' })

  function reveal(index: number): void {
    const element = scroller.value
    if (!element) return
    const top = index * row
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + row > element.scrollTop + element.clientHeight) element.scrollTop = top + row - element.clientHeight
    measure()
  }
  return { rows, sight, still, reveal, measure }
}

interface ScrollingOptions extends Pick<VirtualOptions, 'scroller'> {
  /** The scroller appeared, was scrolled or changed its size. */
  readonly measure: () => void
  readonly rest: () => void
}

/** Answers whether the scroller is at rest. */
function useScrolling({ scroller, measure, rest }: ScrollingOptions): Readonly<ShallowRef<boolean>> {
  const still = shallowRef(true)
  let resting: ReturnType<typeof setTimeout> | undefined
  const sizes = new ResizeObserver(measure)
  function scrolled(): void {
    still.value = false
    clearTimeout(resting)
    resting = setTimeout(() => {
      still.value = true
      rest()
    }, REST_MS)
    measure()
  }
  watch(
    scroller,
    (element, before) => {
      if (before) {
        before.removeEventListener('scroll', scrolled)
        sizes.unobserve(before)
      }
      if (!element) return
      element.addEventListener('scroll', scrolled, { passive: true })
      sizes.observe(element)
      measure()
    },
    { flush: 'post', immediate: true },
  )
  onScopeDispose(() => {
    sizes.disconnect()
    clearTimeout(resting)
  })
  return still
}
