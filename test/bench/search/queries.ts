// Searches as people type them, each with the group it is after. What a search means is known from how it was made; no
// search engine has a say in it.
import { pick, pickIndex } from '../../../src/practice/random'
import type { Random } from '../../../src/practice/types'
import type { Group } from '../../../src/shared/contract/groups'

export const KINDS = [
  'prefix',
  'inner part',
  'ё or е',
  'layout ru',
  'layout en',
  'typo ru',
  'typo en',
  'two words',
  'owner',
  'keyword',
] as const
export type QueryKind = (typeof KINDS)[number]

export interface LabelledQuery {
  readonly kind: QueryKind
  readonly text: string
  /** Place in the corpus of the group that is sought. */
  readonly expected: number
}

const EACH = 30
/** A search that means more groups than this could not put each of them among the first fifty. */
const MOST_MEANT = 40
const TRIES = 4000

const fold = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')
const joined = (group: Group): string =>
  fold([group.name, group.description, group.keywords, group.ownerName, group.topic].join('\n'))
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []
const isRussian = (word: string): boolean => /[а-яё]/i.test(word)

/** What is meant by each word of a search, and what is typed for it. */
interface Intent {
  readonly meant: readonly string[]
  readonly typed: readonly string[]
}

const same = (...words: readonly string[]): Intent => ({ meant: words, typed: words })

const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю'

/** The same keys with the other layout on. */
function keys(word: string, from: string, to: string): string {
  return [...word.toLowerCase()].map((letter) => to[from.indexOf(letter)] ?? letter).join('')
}

function mistake(random: Random, word: string): string {
  const at = pickIndex(random, word.length)
  const alphabet = isRussian(word) ? 'абвгдежзиклмнопрстуфхцчшыя' : 'abcdefghijklmnoprstuvwxyz'
  const letter = alphabet[pickIndex(random, alphabet.length)] ?? ''
  const [head, tail] = [word.slice(0, at), word.slice(at)]
  switch (pickIndex(random, 4)) {
    case 0:
      return head + letter + tail.slice(1)
    case 1:
      return head + tail.slice(1)
    case 2:
      return head + letter + tail
    default:
      return head + (tail[1] ?? '') + (tail[0] ?? '') + tail.slice(2)
  }
}

/** The rarest-looking word of the name: the longest. */
const longest = (words: readonly string[]): string => words.toSorted((a, b) => b.length - a.length)[0] ?? ''

type Maker = (random: Random, group: Group) => Intent | undefined

const typo =
  (russian: boolean): Maker =>
  (random, group) => {
    const word = fold(longest(wordsOf(group.name)))
    if (word.length < 6 || isRussian(word) !== russian) return undefined
    const typed = mistake(random, word)
    return typed === word ? undefined : { meant: [word], typed: [typed] }
  }

const layout =
  (russian: boolean): Maker =>
  (_random, group) => {
    const word = longest(wordsOf(group.name)).toLowerCase()
    if (word.length < 4 || isRussian(word) !== russian) return undefined
    const typed = russian ? keys(word, CYRILLIC, LATIN) : keys(word, LATIN, CYRILLIC)
    return { meant: [fold(word)], typed: [typed] }
  }

const MAKERS: { readonly [K in QueryKind]: Maker } = {
  prefix: (random, group) => {
    const word = longest(wordsOf(group.name))
    return word.length < 7 ? undefined : same(word.slice(0, 5 + pickIndex(random, word.length - 5)).toLowerCase())
  },
  'inner part': (random, group) => {
    const word = longest(wordsOf(group.name)).toLowerCase()
    if (word.length < 9) return undefined
    const from = 1 + pickIndex(random, word.length - 6)
    return same(word.slice(from, from + 5))
  },
  'ё or е': (random, group) => {
    const words = wordsOf(`${group.name} ${group.ownerName ?? ''}`).filter(
      (word) => /[ёе]/i.test(word) && word.length > 3,
    )
    if (words.length === 0 || !words.some((word) => /ё/i.test(word))) return undefined
    const word = pick(random, words).toLowerCase()
    return { meant: [fold(word)], typed: [word.includes('ё') ? fold(word) : word.replace('е', 'ё')] }
  },
  'layout ru': layout(true),
  'layout en': layout(false),
  'typo ru': typo(true),
  'typo en': typo(false),
  'two words': (_random, group) => {
    const [first = '', ...rest] = wordsOf(group.name).filter((word) => word.length > 3)
    const last = rest.at(-1)
    return last === undefined ? undefined : same(last.slice(0, 5).toLowerCase(), first.slice(0, 6).toLowerCase())
  },
  owner: (_random, group) => {
    const [first = '', surname = ''] = (group.ownerName ?? '').split(' ')
    return surname.length < 5 ? undefined : same(surname.slice(0, 6).toLowerCase(), first.slice(0, 4).toLowerCase())
  },
  keyword: (_random, group) => {
    const [subject, company] = (group.keywords ?? '').split(', ')
    return subject === undefined || company === undefined ? undefined : same(company, subject.slice(0, 5))
  },
}

/** More words of the same group, typed as they are, for a search that would mean too many. */
const furtherWords = (group: Group): string[] => [
  ...wordsOf(group.name).filter((word) => /^\d+$/.test(word) || word.length > 4),
  ...wordsOf(group.ownerName ?? '').slice(1),
]

function narrowed(intent: Intent, group: Group, count: (words: readonly string[]) => number): Intent | undefined {
  let { meant, typed } = intent
  const further = furtherWords(group).map((word) => word.toLowerCase())
  while (count(meant.map(fold)) > MOST_MEANT) {
    const word = further.find((each) => !meant.some((known) => fold(each).includes(known)))
    if (word === undefined) return undefined
    further.splice(further.indexOf(word), 1)
    meant = [...meant, fold(word)]
    typed = [...typed, word]
  }
  return { meant, typed }
}

/** @returns thirty searches of each kind. */
export function makeQueries(random: Random, groups: readonly Group[]): LabelledQuery[] {
  const texts = groups.map(joined)
  const count = (words: readonly string[]): number =>
    texts.reduce((total, text) => total + Number(words.every((word) => text.includes(word))), 0)
  return KINDS.flatMap((kind) => {
    const made: LabelledQuery[] = []
    for (let tries = 0; made.length < EACH && tries < TRIES; tries += 1) {
      const expected = pickIndex(random, groups.length)
      const group = groups[expected]
      const intent = group && MAKERS[kind](random, group)
      const narrow = group && intent && narrowed(intent, group, count)
      if (narrow !== undefined) made.push({ kind, text: narrow.typed.join(' '), expected })
    }
    if (made.length < EACH) throw new Error(`only ${made.length} searches could be made of the kind "${kind}"`)
    return made
  })
}
