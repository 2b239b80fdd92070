// Catches: emoji not found in one of the two languages, ones no font can draw, and parts of emoji offered as emoji.
import { describe, expect, it } from 'vitest'
import { EMOJI_GROUPS, loadEmoji, searchEmoji } from './emoji'

describe('emoji', () => {
  it.each([
    ['en', 'thumbs up', '👍'],
    ['en', 'огонь', '🔥'],
    ['ru', 'огонь', '🔥'],
    ['ru', 'thumbs', '👍'],
    ['ru', 'ёлка', '🎄'],
    ['ru', 'елка', '🎄'],
    ['en', '🔥', '🔥'],
  ] as const)('in %s, %j finds %s', async (language, typed, emoji) => {
    expect(
      searchEmoji(await loadEmoji(language), typed)
        .slice(0, 12)
        .map((each) => each.emoji),
    ).toContain(emoji)
  })

  it('are named in the language of the page, in their usual order', async () => {
    const [en, ru] = [await loadEmoji('en'), await loadEmoji('ru')]
    expect([en[0]?.emoji, en[0]?.name, ru[0]?.name]).toEqual(['😀', 'grinning face', 'широко улыбается'])
    expect(new Set(ru.map(({ group }) => group))).toEqual(new Set(EMOJI_GROUPS))
    expect(en.length).toBeGreaterThan(1500)
    expect(en.map(({ emoji }) => emoji)).not.toContain('🏻')
  })

  it.each([
    ['en', 'fire', '🔥'],
    ['ru', 'огонь', '🔥'],
    ['en', 'огонь', '🔥'],
    ['ru', 'fire', '🔥'],
  ] as const)('in %s, %j finds %s first', async (language, typed, emoji) => {
    expect(searchEmoji(await loadEmoji(language), typed)[0]?.emoji).toBe(emoji)
  })

  it('that nobody called so are not found', async () => {
    expect(searchEmoji(await loadEmoji('en'), 'qqqq')).toEqual([])
  })
})
