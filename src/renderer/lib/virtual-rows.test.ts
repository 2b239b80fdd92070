// Catches: blank rows at the edge that is scrolled to, rows beyond the last one, a row missing at the fold, two
// rows in one element.
import { describe, expect, it } from 'vitest'
import { AHEAD, inSight, kept, placed, travelled } from './virtual-rows'
import type { Travel } from './virtual-rows'

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

  it('exist before they are scrolled to: at 6,000 px a second, when four frames are late', () => {
    const seen = { from: 500, to: 510 }
    const moved = (6000 / 60 / LIST.row) * 4
    for (const step of [moved / 4, -moved / 4]) {
      let travel: Travel = { direction: 1, ahead: AHEAD.atRest }
      for (let frame = 0; frame < 10; frame += 1) travel = travelled(travel, step)
      const { from, to } = kept(seen, travel, LIST.count)
      expect(step > 0 ? to - seen.to : seen.from - from).toBeGreaterThan(moved)
    }
  })

  it('become more by few at a time, and stay few after a jump', () => {
    const rest: Travel = { direction: 1, ahead: AHEAD.atRest }
    expect(travelled(rest, 30).ahead).toBe(AHEAD.atRest + AHEAD.more)
    expect(travelled(rest, 5000)).toEqual(rest)
    expect(kept({ from: 0, to: 9 }, travelled(rest, -1), 10)).toEqual({ from: 0, to: 9 })
  })

  it('take the elements of those that left, and never the one of a row that stays', () => {
    const before = placed([], { from: 0, to: 9 })
    const after = placed(before, { from: 2, to: 11 })
    expect(after.map(({ index }) => index)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(after.slice(0, 8)).toEqual(before.slice(2))
    expect(
      after
        .slice(8)
        .map(({ slot }) => slot)
        .sort(),
    ).toEqual([0, 1])
    const more = placed(after, { from: 2, to: 14 })
    expect(new Set(more.map(({ slot }) => slot)).size).toBe(13)
  })
})
