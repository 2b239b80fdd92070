import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SIZE, restoreBounds, type Rect } from './window-bounds'

const screen: Rect = { x: 0, y: 0, width: 1920, height: 1080 }
const rect = fc.record({
  x: fc.integer({ min: -10000, max: 10000 }),
  y: fc.integer({ min: -10000, max: 10000 }),
  width: fc.integer({ min: 1, max: 6000 }),
  height: fc.integer({ min: 1, max: 6000 }),
})
const screens = fc.array(
  fc.record({
    x: fc.integer({ min: -4000, max: 4000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
    width: fc.integer({ min: 800, max: 4000 }),
    height: fc.integer({ min: 600, max: 3000 }),
  }),
  { minLength: 1, maxLength: 4 },
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

  it('survives a spoilt preference', () => {
    expect(restoreBounds({ x: Number.NaN, y: 0, width: 0, height: -1 }, [screen])).toMatchObject(DEFAULT_SIZE)
  })

  it('always leaves a title bar that can be grabbed on some screen', () => {
    fc.assert(
      fc.property(fc.option(rect, { nil: undefined }), screens, (saved, all) => {
        const bounds = restoreBounds(saved, all)
        const grabbable = all.some(
          (s) =>
            Math.min(bounds.x + bounds.width, s.x + s.width) - Math.max(bounds.x, s.x) >= 200 &&
            Math.min(bounds.y + 60, s.y + s.height) - Math.max(bounds.y, s.y) >= 60,
        )
        expect(grabbable).toBe(true)
      }),
    )
  })
})
