// Arrow keys among the rows of a list: each row marks the control that takes the focus with `data-rove`.
import type { ObjectDirective } from 'vue'

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
}

/** Moves the focus when the key asks for it. */
function rove(event: KeyboardEvent): void {
  const step = STEPS[event.key]
  const list = event.currentTarget
  if (!step || event.ctrlKey || event.metaKey || event.altKey || !(list instanceof HTMLElement)) return
  const stops = [...list.querySelectorAll<HTMLElement>('[data-rove]')]
  const row = event.target instanceof Element ? event.target.closest('[data-row]') : undefined
  const at = stops.findIndex((stop) => row?.contains(stop))
  const next = stops[step(at, stops.length - 1)]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}

/** `v-rove` on a list: the arrows, Home and End go from row to row. */
export const vRove: ObjectDirective<HTMLElement> = {
  mounted: (list) => list.addEventListener('keydown', rove),
  unmounted: (list) => list.removeEventListener('keydown', rove),
}
