// The emoji there are, with their names in both languages. Bundled; read when first asked for; nothing is fetched or kept.

export interface Emoji {
  readonly emoji: string
  /** In the language asked for. */
  readonly name: string
  readonly group: number
  /** What it is called in either language, in small letters. */
  readonly names: readonly string[]
  /** Names and words of both languages, in small letters. */
  readonly words: readonly string[]
}

/** As the data numbers its groups, without the parts emoji are made of. */
export const EMOJI_GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const
/** What the fonts of the supported systems can draw. */
const NEWEST = 15
/** The sign for "as a picture" after what is one anyway. */
const NEEDLESS = /(\p{Emoji_Presentation})\ufe0f/gu

interface EmojiEntry {
  readonly emoji: string
  readonly annotation: string
  readonly group?: number
  readonly order: number
  readonly version: number
  readonly tags?: readonly string[]
  readonly shortcodes?: readonly string[]
}

const small = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')
const wordsOf = ({ annotation, tags = [], shortcodes = [] }: EmojiEntry): string[] =>
  [...annotation.split(/[\s:,]+/), ...tags.flatMap((tag) => tag.split(' ')), ...shortcodes].map(small)

/** Joins the two lists by emoji. */
export function joinEmoji(named: readonly EmojiEntry[], other: readonly EmojiEntry[]): Emoji[] {
  const others = new Map(other.map((entry) => [entry.emoji, entry]))
  return named
    .filter(({ group, version }) => EMOJI_GROUPS.some((known) => known === group) && version <= NEWEST)
    .sort((a, b) => a.order - b.order)
    .map((entry) => {
      const second = others.get(entry.emoji)
      return {
        emoji: entry.emoji.replaceAll(NEEDLESS, '$1'),
        name: entry.annotation,
        group: entry.group ?? 0,
        names: [entry.annotation, second?.annotation ?? ''].map(small),
        words: [...wordsOf(entry), ...(second ? wordsOf(second) : [])],
      }
    })
}

/** All emoji in their usual order, named in a language. */
export async function loadEmoji(language: 'en' | 'ru'): Promise<readonly Emoji[]> {
  const [en, ru] = await Promise.all([
    import('emoji-picker-element-data/en/emojibase/data.json'),
    import('emoji-picker-element-data/ru/emojibase/data.json'),
  ])
  const lists: Record<'en' | 'ru', readonly EmojiEntry[]> = { en: en.default, ru: ru.default }
  return joinEmoji(lists[language], lists[language === 'en' ? 'ru' : 'en'])
}

/** Those all of whose typed words begin a name or a word of either language; what is called so comes first. */
export function searchEmoji(all: readonly Emoji[], typed: string): readonly Emoji[] {
  const parts = small(typed).split(/\s+/).filter(Boolean)
  if (parts.length === 0) return all
  const hits = all.filter(({ words, emoji }) =>
    parts.every((part) => emoji === part || words.some((word) => word.startsWith(part))),
  )
  const called = parts.join(' ')
  const rank = ({ names, words }: Emoji): number => {
    if (names.includes(called)) return 0
    return names.some((name) => name.startsWith(called)) ? 1 : words.includes(called) ? 2 : 3
  }
  return [...hits].sort((a, b) => rank(a) - rank(b))
}
