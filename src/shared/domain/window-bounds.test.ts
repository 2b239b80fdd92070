// Catches: a window that is restored where nobody can reach it, or that stays where its screen was.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { DEFAULT_SIZE, rescueBounds, restoreBounds, type Rect } from './window-bounds'

const screen: Rect = { x: 0, y: 0, width: 1920, height: 1080 }

/** Sizes of real panels, in their own pixels, and the scales desktops offer. */
const PANELS = [
  [1366, 768],
  [1920, 1080],
  [2560, 1440],
  [3440, 1440],
  [3840, 2160],
  [1080, 1920],
  [2880, 1800],
] as const
const SCALES = [1, 1.25, 1.5, 1.75, 2, 3]

/** One panel as a work area: scaled, anywhere around the primary one, less a bar of the desktop. */
const workArea = fc
  .record({
    panel: fc.constantFrom(...PANELS),
    scale: fc.constantFrom(...SCALES),
    x: fc.integer({ min: -8000, max: 8000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
    bar: fc.constantFrom(0, 24, 48),
    barSide: fc.constantFrom('top', 'left', 'bottom'),
  })
  .map(({ panel: [width, height], scale, x, y, bar, barSide }): Rect => {
    const [w, h] = [Math.floor(width / scale), Math.floor(height / scale)]
    if (barSide === 'left') return { x: x + bar, y, width: w - bar, height: h }
    return { x, y: barSide === 'top' ? y + bar : y, width: w, height: h - bar }
  })
const displays = fc.array(workArea, { minLength: 1, maxLength: 5 })

const anyRect = fc.record({
  x: fc.integer({ min: -10_000, max: 10_000 }),
  y: fc.integer({ min: -10_000, max: 10_000 }),
  width: fc.integer({ min: 1, max: 8000 }),
  height: fc.integer({ min: 1, max: 6000 }),
})

/** Where a person can take hold of it: 200 × 60 of its top on one screen. */
const canGrab = (bounds: Rect, screens: readonly Rect[]): boolean =>
  screens.some(
    (s) =>
      Math.min(bounds.x + bounds.width, s.x + s.width) - Math.max(bounds.x, s.x) >= 200 &&
      Math.min(bounds.y + 60, s.y + s.height) - Math.max(bounds.y, s.y) >= 60,
  )
const isWithin = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

/** A window standing wholly on one screen of a set, somewhere. */
const windowOn = (on: Rect) =>
  fc
    .record({
      width: fc.integer({ min: Math.min(760, on.width), max: on.width }),
      height: fc.integer({ min: Math.min(520, on.height), max: on.height }),
      right: fc.double({ min: 0, max: 1, noNaN: true }),
      down: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ width, height, right, down }) => ({
      x: on.x + Math.floor((on.width - width) * right),
      y: on.y + Math.floor((on.height - height) * down),
      width,
      height,
    }))
const onOneOf = displays.chain((screens) =>
  fc
    .nat(screens.length - 1)
    .chain((at) => fc.record({ screens: fc.constant(screens), at: fc.constant(at), saved: windowOn(screens[at]!) })),
)

describe('restoreBounds', () => {
  it('keeps the place on a screen that is still there', () => {
    const saved = { x: 100, y: 50, width: 1000, height: 700 }
    expect(restoreBounds(saved, [screen])).toEqual(saved)
  })

  it('comes back to the primary screen when its own is gone', () => {
    expect(restoreBounds({ x: 2500, y: 50, width: 1000, height: 700 }, [screen])).toEqual({
      x: 460,
      y: 190,
      width: 1000,
      height: 700,
    })
  })

  it('survives a spoilt preference, and a machine that tells of no screen', () => {
    expect(restoreBounds({ x: Number.NaN, y: 0, width: 0, height: -1 }, [screen])).toMatchObject(DEFAULT_SIZE)
    expect(restoreBounds({ x: 0, y: 0, width: 900, height: 700 }, [])).toMatchObject({ width: 900, height: 700 })
  })

  test('peers 21: whatever was saved and whatever screens there are, the window can be taken hold of', () => {
    fc.assert(
      fc.property(fc.option(anyRect, { nil: undefined }), displays, (saved, screens) => {
        const bounds = restoreBounds(saved, screens)
        expect(canGrab(bounds, screens)).toBe(true)
        expect(Object.values(bounds).every(Number.isInteger)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('peers 21: a window on a screen that is still there comes back exactly where it was', () => {
    fc.assert(
      fc.property(onOneOf, ({ screens, saved }) => {
        fc.pre(saved.width >= 760 && saved.height >= 520)
        expect(restoreBounds(saved, screens)).toEqual(saved)
      }),
    )
  })

  test('peers 21: a window whose screen is gone comes back to one that exists, wholly on it', () => {
    fc.assert(
      fc.property(onOneOf, ({ screens, at, saved }) => {
        const left = screens.filter((_, index) => index !== at)
        fc.pre(left.length > 0 && !canGrab(saved, left))
        const bounds = restoreBounds(saved, left)
        expect(left.some((s) => isWithin(bounds, s))).toBe(true)
      }),
    )
  })

  it('is never larger than all screens together: its edges can be reached', () => {
    const small: Rect = { x: 0, y: 0, width: 1280, height: 720 }
    expect(restoreBounds({ x: 0, y: 0, width: 3800, height: 2000 }, [small])).toEqual(small)
    const two = [small, { ...small, x: 1280 }]
    expect(restoreBounds({ x: 600, y: 10, width: 1400, height: 700 }, two)).toMatchObject({ x: 600, width: 1400 })
  })

  it('restores twice to the same place', () => {
    fc.assert(
      fc.property(anyRect, displays, (saved, screens) => {
        const once = restoreBounds(saved, screens)
        // A screen smaller than the smallest window cannot hold it whole.
        fc.pre(once.width >= 760 && once.height >= 520)
        expect(restoreBounds(once, screens)).toEqual(once)
      }),
    )
  })
})

describe('rescueBounds', () => {
  test('peers 21: an open window is moved only when its screen went, and then to where it can be reached', () => {
    fc.assert(
      fc.property(onOneOf, ({ screens, at, saved }) => {
        expect(rescueBounds(saved, screens)).toBeUndefined()
        const left = screens.filter((_, index) => index !== at)
        fc.pre(left.length > 0)
        const moved = rescueBounds(saved, left)
        expect(canGrab(moved ?? saved, left)).toBe(true)
        expect(moved === undefined).toBe(canGrab(saved, left))
      }),
    )
  })

  it('waits while no screen is told of: between two of them there is none for a moment', () => {
    expect(rescueBounds({ x: 5000, y: 0, width: 900, height: 700 }, [])).toBeUndefined()
  })
})
