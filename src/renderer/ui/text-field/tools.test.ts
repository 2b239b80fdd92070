// Catches: buttons that hang out of a narrow toolbar, and tools lost between bar and menu.
import { describe, expect, it } from 'vitest'
import { fitTools, toolOfKey, TOOLS } from './tools'

describe('a toolbar', () => {
  it.each([
    [Infinity, { tools: 7, choices: true, mentions: true }],
    [460, { tools: 7, choices: true, mentions: true }],
    [300, { tools: 2, choices: true, mentions: true }],
    [260, { tools: 3, choices: false, mentions: true }],
    [160, { tools: 2, choices: false, mentions: false }],
    [60, { tools: 0, choices: false, mentions: false }],
  ])('of %d pixels holds %j', (width, fit) => {
    expect(fitTools({ width, mentions: 2 })).toEqual(fit)
  })

  it('never holds more than fits', () => {
    for (let width = 100; width < 600; width += 1) {
      const { tools, choices, mentions } = fitTools({ width, mentions: 2 })
      expect((3 + tools + (choices ? 2 : 0) + (mentions ? 2 : 0)) * 30 + 8).toBeLessThanOrEqual(Math.max(width, 98))
    }
  })

  it('has no two tools on one key', () => {
    const keys = TOOLS.flatMap(({ keys: own }) => own ?? [])
    expect(new Set(keys).size).toBe(keys.length)
    expect(toolOfKey(new KeyboardEvent('keydown', { code: 'KeyK', ctrlKey: true }))?.id).toBe('link')
  })
})
