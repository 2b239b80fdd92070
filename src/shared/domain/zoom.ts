// The sizes the windows can be shown at, and the way from one to the next. Pure.

/** Steps as browsers have them; 1 is 100 %. */
export const ZOOM_STEPS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const

export type ZoomWay = 'in' | 'out' | 'reset'

/**
 * The size after one step; at the end of the steps it stays.
 * @param zoom any size, also one between two steps
 */
export function zoomed(zoom: number, way: ZoomWay): number {
  switch (way) {
    case 'reset':
      return 1
    case 'in':
      return ZOOM_STEPS.find((step) => step > zoom) ?? Math.max(zoom, ZOOM_STEPS.at(-1) ?? zoom)
    case 'out':
      return ZOOM_STEPS.findLast((step) => step < zoom) ?? Math.min(zoom, ZOOM_STEPS[0])
  }
}

export interface KeyPress {
  readonly control: boolean
  readonly meta: boolean
  readonly alt: boolean
  readonly key: string
  /** The key's place on the keyboard, e.g. `NumpadAdd`. */
  readonly code: string
}

const WAYS: Readonly<Record<string, ZoomWay>> = { '=': 'in', '+': 'in', '-': 'out', _: 'out', '0': 'reset' }
/** By their places: in a layout of another script, or where digits want Shift, the keys are called otherwise. */
const WAYS_BY_CODE: Readonly<Record<string, ZoomWay>> = {
  Equal: 'in',
  NumpadAdd: 'in',
  Minus: 'out',
  NumpadSubtract: 'out',
  Digit0: 'reset',
  Numpad0: 'reset',
}

/**
 * What a key press asks for: Ctrl, or on macOS Command, with `+` or `=`, `-`, or `0`.
 * @param mac whether this is macOS
 */
export function zoomWayOf({ control, meta, alt, key, code }: KeyPress, mac: boolean): ZoomWay | undefined {
  const held = mac ? meta && !control : control && !meta
  return held && !alt ? (WAYS[key] ?? WAYS_BY_CODE[code]) : undefined
}
