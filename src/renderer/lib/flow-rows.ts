// Which rows of a long list exist where rows differ in height: those in sight and some beyond. They stand in the flow of
// the page between two empty boxes, so that the browser keeps what is read in its place while heights become known.
import { computed, nextTick, onScopeDispose, shallowRef, triggerRef, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'

/** Pixels beyond either edge in which rows exist. */
const BEYOND = 600
/** Taken for the height of a scroller that has none yet: before the first layout, and while it is out of the page. */
const UNKNOWN_HEIGHT = 900

export interface Span {
  readonly from: number
  /** One past the last. */
  readonly to: number
}

/** Where each row begins, and as the last number where the list ends: pixels. */
export function offsetsOf(heights: readonly number[]): Float64Array {
  const offsets = new Float64Array(heights.length + 1)
  for (let index = 0; index < heights.length; index += 1) {
    offsets[index + 1] = (offsets[index] ?? 0) + (heights[index] ?? 0)
  }
  return offsets
}

/** Index of the row that covers a place; the nearest one for a place outside. */
export function rowAt(offsets: Float64Array, place: number): number {
  let low = 0
  let high = offsets.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((offsets[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

/** The rows that exist while `[top, top + height)` is in sight. */
export function spanOf(offsets: Float64Array, top: number, height: number): Span {
  if (offsets.length < 2) return { from: 0, to: 0 }
  return { from: rowAt(offsets, top - BEYOND), to: rowAt(offsets, top + height + BEYOND) + 1 }
}

interface FlowOptions {
  readonly scroller: Readonly<Ref<HTMLElement | null>>
  /** The empty box above the rows: they begin where it begins, below whatever else is scrolled with them. */
  readonly start: Readonly<Ref<HTMLElement | null>>
  /** What is in the list, top to bottom; each row's element carries its key as `data-flow`. */
  readonly keys: () => readonly string[]
  /** The likely height of a row that was never seen. */
  readonly estimate: (key: string) => number
}

export interface FlowRows {
  readonly span: ComputedRef<Span>
  /** Heights of the two empty boxes. */
  readonly before: ComputedRef<number>
  readonly after: ComputedRef<number>
  /** Whether the list is scrolled so far that its end comes into sight. */
  readonly nearEnd: ComputedRef<boolean>
  /** Makes a row exist, in sight; answers its element. */
  reveal(key: string): Promise<HTMLElement | undefined>
}

/** Follows the scroller while the scope lives. */
export function useFlowRows({ scroller, start, keys, estimate }: FlowOptions): FlowRows {
  const view = shallowRef({ top: 0, height: UNKNOWN_HEIGHT })
  const { heights, observe } = useHeights(scroller)
  const offsets = computed(() => {
    const known = heights.value
    return offsetsOf(keys().map((key) => known.get(key) ?? estimate(key)))
  })
  const span = computed(() => spanOf(offsets.value, view.value.top, view.value.height))
  const end = computed(() => offsets.value.at(-1) ?? 0)

  function measure(): void {
    const element = scroller.value
    // Out of the page it has neither height nor place: what was seen last stays.
    if (!element?.isConnected) return
    const height = element.clientHeight || UNKNOWN_HEIGHT
    const top = element.getBoundingClientRect().top - (start.value?.getBoundingClientRect().top ?? 0)
    if (top !== view.value.top || height !== view.value.height) view.value = { top, height }
  }
  useScroller(scroller, measure)
  // The list may have become shorter than it was scrolled.
  watch(
    [span, keys],
    () => {
      observe()
      measure()
    },
    { flush: 'post', immediate: true },
  )

  const find = (key: string): HTMLElement | undefined =>
    scroller.value?.querySelector<HTMLElement>(`[data-flow="${CSS.escape(key)}"]`) ?? undefined

  async function reveal(key: string): Promise<HTMLElement | undefined> {
    const index = keys().indexOf(key)
    const element = scroller.value
    if (index < 0 || !element) return undefined
    if (!find(key)) {
      element.scrollTop += (offsets.value[index] ?? 0) - view.value.top - view.value.height / 3
      measure()
      await nextTick()
    }
    const row = find(key)
    row?.scrollIntoView({ block: 'nearest' })
    return row
  }
  return {
    span,
    before: computed(() => offsets.value[span.value.from] ?? 0),
    after: computed(() => end.value - (offsets.value[span.value.to] ?? 0)),
    nearEnd: computed(() => view.value.top + view.value.height + BEYOND >= end.value),
    reveal,
  }
}

/** Calls `measure` whenever the scroller appears, is scrolled or changes its size. */
function useScroller(scroller: FlowOptions['scroller'], measure: () => void): void {
  const sizes = new ResizeObserver(measure)
  watch(
    scroller,
    (element, before) => {
      before?.removeEventListener('scroll', measure)
      sizes.disconnect()
      if (!element) return
      element.addEventListener('scroll', measure, { passive: true })
      sizes.observe(element)
      measure()
    },
    { flush: 'post', immediate: true },
  )
  onScopeDispose(() => sizes.disconnect())
}

/** The heights of rows that have been seen, by key. */
function useHeights(scroller: FlowOptions['scroller']) {
  const heights = shallowRef(new Map<string, number>())
  const seen = new Set<Element>()
  const sizes = new ResizeObserver((entries) => {
    let changed = false
    for (const { target, borderBoxSize } of entries) {
      const key = target instanceof HTMLElement ? target.dataset['flow'] : undefined
      const height = borderBoxSize[0]?.blockSize ?? 0
      // Out of the page it has no height: what was known stays.
      if (key === undefined || height === 0 || heights.value.get(key) === height) continue
      heights.value.set(key, height)
      changed = true
    }
    if (changed) triggerRef(heights)
  })
  onScopeDispose(() => sizes.disconnect())

  function observe(): void {
    const now = new Set<Element>(scroller.value?.querySelectorAll('[data-flow]'))
    for (const row of seen) {
      if (now.has(row)) continue
      sizes.unobserve(row)
      seen.delete(row)
    }
    for (const row of now) {
      if (seen.has(row)) continue
      sizes.observe(row)
      seen.add(row)
    }
  }
  return { heights, observe }
}
