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
