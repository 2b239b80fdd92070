// How far a list was scrolled, kept with the state of its view: put back when another account is looked at, when the view
// comes back on the screen, and once there are rows enough to scroll that far.
import { onActivated, onScopeDispose, watch } from 'vue'
import type { Ref } from 'vue'

export interface ScrollPlace {
  /** Pixels, as they are kept. */
  readonly top: () => number
  readonly keep: (top: number) => void
  /** Tells whose place it is: another one where another account is looked at. */
  readonly of: () => unknown
}

/** The place that is kept under a name in the state of a view. Nothing that is drawn depends on it. */
export function scrollPlace<N extends string, S extends Record<N, number>>(
  state: Readonly<Ref<S>>,
  name: N,
): ScrollPlace {
  return {
    top: () => state.value[name],
    keep: (top) => ((state.value as Record<N, number>)[name] = top),
    of: () => state.value,
  }
}

/** The person scrolls: what was wanted before is wanted no more. */
const OWN = ['wheel', 'pointerdown', 'keydown', 'touchstart'] as const

/**
 * Follows the scroller while the scope lives.
 * @param rows changes when there are other rows
 */
export function useKeptScroll(
  scroller: Readonly<Ref<HTMLElement | null>>,
  place: ScrollPlace,
  rows: () => unknown,
): void {
  /** Still to be reached: as long as it is, the way there is not kept. */
  let wanted: number | undefined

  function reach(): void {
    const element = scroller.value
    if (wanted === undefined || !element?.isConnected) return
    element.scrollTop = wanted
    if (Math.abs(element.scrollTop - wanted) <= 1) wanted = undefined
  }
  function restore(): void {
    wanted = place.top()
    reach()
  }
  const scrolled = (): void => {
    const element = scroller.value
    if (wanted === undefined && element?.isConnected) place.keep(element.scrollTop)
  }
  const leave = (): void => void (wanted = undefined)

  function listen(element: HTMLElement | null, how: 'addEventListener' | 'removeEventListener'): void {
    element?.[how]('scroll', scrolled)
    for (const each of OWN) element?.[how](each, leave)
  }
  watch(
    scroller,
    (element, before) => {
      listen(before ?? null, 'removeEventListener')
      listen(element, 'addEventListener')
      restore()
    },
    { flush: 'post', immediate: true },
  )
  watch(place.of, restore, { flush: 'post' })
  watch(rows, reach, { flush: 'post' })
  onActivated(restore)
  onScopeDispose(() => listen(scroller.value, 'removeEventListener'))
}
