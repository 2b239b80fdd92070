// How far a list was scrolled, kept with the state of its view: put back when another account is looked at, when the view
// comes back on the screen, and once there are rows enough to scroll that far.
import { onActivated, onScopeDispose, watch } from 'vue'
import type { Ref } from 'vue'

interface KeptScroll {
  readonly scroller: Readonly<Ref<HTMLElement | null>>
  /** Pixels, as they are kept; another one where something else is looked at. */
  readonly top: () => number
  readonly keep: (top: number) => void
  /** Tells which list it is, and changes when its rows do. */
  readonly of: () => unknown
  readonly rows: () => unknown
}

/** The person scrolls: what was wanted before is wanted no more. */
const OWN = ['wheel', 'pointerdown', 'keydown', 'touchstart'] as const

/** Follows the scroller while the scope lives. */
export function useKeptScroll({ scroller, top, keep, of, rows }: KeptScroll): void {
  /** Still to be reached: as long as it is, the way there is not kept. */
  let wanted: number | undefined

  function reach(): void {
    const element = scroller.value
    if (wanted === undefined || !element?.isConnected) return
    element.scrollTop = wanted
    if (Math.abs(element.scrollTop - wanted) <= 1) wanted = undefined
  }
  function restore(): void {
    wanted = top()
    reach()
  }
  const scrolled = (): void => {
    const element = scroller.value
    if (wanted === undefined && element?.isConnected) keep(element.scrollTop)
  }
  const leave = (): void => void (wanted = undefined)

  function listen(element: HTMLElement | null, how: 'addEventListener' | 'removeEventListener'): void {
    element?.[how]('scroll', scrolled, { passive: true })
    for (const each of OWN) element?.[how](each, leave, { passive: true })
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
  watch(of, restore, { flush: 'post' })
  watch(rows, reach, { flush: 'post' })
  onActivated(restore)
  onScopeDispose(() => listen(scroller.value, 'removeEventListener'))
}
