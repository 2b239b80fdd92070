// Catches: blank rows at the edge that is scrolled to, rows beyond the last one, a row missing at the fold.
import { describe, expect, it } from 'vitest'
import { AHEAD, inSight, kept } from './virtual-rows'

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
    const ahead = AHEAD.most
    expect(kept(seen, { direction: 1, ahead }, LIST.count).to - seen.to).toBeGreaterThan(fast)
    expect(seen.from - kept(seen, { direction: -1, ahead }, LIST.count).from).toBeGreaterThan(fast)
    expect(kept({ from: 0, to: 9 }, { direction: -1, ahead }, 10)).toEqual({ from: 0, to: 9 })
  })

  it('are enough for the first frames of such a scroll, before there are more', () => {
    const frame = 6000 / 60 / LIST.row
    expect(AHEAD.atRest).toBeGreaterThan(2 * frame)
    expect(AHEAD.more).toBeGreaterThan(frame)
  })
})
