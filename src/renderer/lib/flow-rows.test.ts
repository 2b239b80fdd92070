// Catches: a row missing at the fold, rows that all exist at once, a list that ends before its last row.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offsetsOf, rowAt, spanOf } from './flow-rows'

describe('rows of different heights', () => {
  it('exist wherever they are in sight, and not everywhere', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(
        heights,
        fc.integer({ min: 0, max: 60_000 }),
        fc.integer({ min: 1, max: 1000 }),
        (all, at, height) => {
          const offsets = offsetsOf(all)
          const top = Math.min(at, Math.max(0, (offsets.at(-1) ?? 0) - height))
          const { from, to } = spanOf(offsets, top, height)
          all.forEach((row, index) => {
            const start = offsets[index] ?? 0
            const inSight = start < top + height && start + row > top
            if (inSight && (index < from || index >= to)) throw new Error(`row ${index} is missing`)
            const far = start + row < top - 1001 || start > top + height + 1001
            if (far && index >= from && index < to) throw new Error(`row ${index} exists for nothing`)
          })
        },
      ),
    )
  })

  it('are found by the place they cover, also beyond the ends', () => {
    const offsets = offsetsOf([10, 20, 30])
    expect([-5, 0, 9, 10, 29, 30, 59, 60, 500].map((place) => rowAt(offsets, place))).toEqual([
      0, 0, 0, 1, 1, 2, 2, 2, 2,
    ])
  })

  it('are none in an empty list', () => {
    expect(spanOf(offsetsOf([]), 0, 500)).toEqual({ from: 0, to: 0 })
  })
})
