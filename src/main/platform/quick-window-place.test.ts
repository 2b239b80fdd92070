// Catches: a window off the screen, one that jumps while it grows, one larger than the screen.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Rect } from '../../shared/domain/window-bounds'
import { placeQuick } from './quick-window-place'

const FULL_HD: Rect = { x: 0, y: 0, width: 1920, height: 1040 }
const LEFT_OF_IT: Rect = { x: -1280, y: 200, width: 1280, height: 800 }

const screens = fc.record({
  x: fc.integer({ min: -8000, max: 8000 }),
  y: fc.integer({ min: -8000, max: 8000 }),
  width: fc.integer({ min: 200, max: 8000 }),
  height: fc.integer({ min: 150, max: 5000 }),
})
const content = fc.record({
  form: fc.constantFrom('card' as const, 'notice' as const),
  height: fc.integer({ min: 1, max: 10_000 }),
  zoom: fc.double({ min: 0.5, max: 3, noNaN: true }),
})

describe('the place of the quick-send window', () => {
  it('is whole on its screen, whatever the screen and the content (peers 21)', () => {
    fc.assert(
      fc.property(content, screens, (shown, area) => {
        const { x, y, width, height: tall } = placeQuick(shown, area)
        expect(Number.isInteger(x) && Number.isInteger(y)).toBe(true)
        expect(width).toBeGreaterThan(0)
        expect(tall).toBeGreaterThan(0)
        expect(x).toBeGreaterThanOrEqual(area.x)
        expect(y).toBeGreaterThanOrEqual(area.y)
        expect(x + width).toBeLessThanOrEqual(area.x + area.width)
        expect(y + tall).toBeLessThanOrEqual(area.y + area.height)
      }),
    )
  })

  it('stands still at its top and its sides while the card grows', () => {
    const small = placeQuick({ form: 'card', height: 200, zoom: 1 }, LEFT_OF_IT)
    const large = placeQuick({ form: 'card', height: 500, zoom: 1 }, LEFT_OF_IT)
    expect({ ...large, height: small.height }).toEqual(small)
    expect(large.height).toBe(500)
  })

  it('puts the card in the middle and the notice into the corner at the end', () => {
    const card = placeQuick({ form: 'card', height: 300, zoom: 1 }, FULL_HD)
    expect(card.x + card.width / 2).toBe(FULL_HD.width / 2)
    const notice = placeQuick({ form: 'notice', height: 80, zoom: 1 }, FULL_HD)
    expect([notice.x + notice.width, notice.y + notice.height]).toEqual([1904, 1024])
  })

  it('lets content beyond the largest height scroll', () => {
    expect(placeQuick({ form: 'card', height: 3000, zoom: 1 }, FULL_HD).height).toBe(640)
    expect(placeQuick({ form: 'card', height: 1, zoom: 1 }, FULL_HD).height).toBe(120)
  })

  it('grows with the size everything is shown at, as far as the screen goes', () => {
    const card = (zoom: number) => placeQuick({ form: 'card', height: 300, zoom }, FULL_HD)
    expect([card(1.5).width, card(1.5).height]).toEqual([960, 450])
    expect(placeQuick({ form: 'notice', height: 80, zoom: 2 }, FULL_HD)).toMatchObject({ width: 760, height: 160 })
    expect(placeQuick({ form: 'card', height: 600, zoom: 3 }, LEFT_OF_IT)).toMatchObject({ width: 1248, height: 768 })
  })
})
