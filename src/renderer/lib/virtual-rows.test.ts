// Catches: blank rows at the edge that is scrolled to, rows beyond the last one, a row missing at the fold.
import { describe, expect, it } from 'vitest'
import { inSight, kept } from './virtual-rows'

const LIST = { height: 580, row: 58, count: 100_000 }

describe('virtual rows', () => {
  it.each([
    [0, { from: 0, to: 9 }],
    [1, { from: 0, to: 10 }],
    [58, { from: 1, to: 10 }],
    [5_799_420, { from: 99_990, to: 99_999 }],
  ])('are in sight at %d px', (top, range) => {
    expect(inSight({ ...LIST, top })).toEqual(range)
  })

  it('are none where nothing was found, and stay within a list that became shorter', () => {
    expect(inSight({ ...LIST, count: 0, top: 0 }).to).toBe(-1)
    expect(inSight({ ...LIST, count: 5, top: 5000 })).toEqual({ from: 4, to: 4 })
  })

  it('exist before they are scrolled to, at 6,000 px a second for more than a tenth of a second', () => {
    const seen = { from: 500, to: 510 }
    const fast = (6000 * 0.1) / LIST.row
    expect(kept(seen, 1, LIST.count).to - seen.to).toBeGreaterThan(fast)
    expect(seen.from - kept(seen, -1, LIST.count).from).toBeGreaterThan(fast)
    expect(kept({ from: 0, to: 9 }, -1, 10)).toEqual({ from: 0, to: 9 })
  })
})
