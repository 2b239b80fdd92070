// Where a word of a query occurs: as it was typed, and, where that finds nothing, as it may have been meant.
import { otherLayout } from '../../../shared/domain/search-layout'
import type { Sought } from '../../../shared/domain/search-marks'
import { foldForSearch } from '../../../shared/domain/search-text'
import { mayBeMistyped } from '../../../shared/domain/search-typo'
import type { IndexParts } from './apply-rows'
import { bitsFor } from './bits'
import { createKept } from './kept'
import type { Occurrences } from './postings'

/** One reading of a typed word. */
export interface Reading extends Occurrences {
  /** What was sought instead of what was typed. */
  readonly instead?: string
  /** What to mark. */
  readonly sought: readonly Sought[]
}

export interface WordMatches {
  /**
   * The readings of a word from the likeliest on: as typed, other layout, without the signs around it, one mistake, other
   * layout and one mistake. Each is made when asked for.
   */
  readings(word: string): Iterable<Reading>
  /** Texts have changed: nothing that was found before holds any more. */
  forget(): void
}

/** Words whose readings are kept: as one types, all words but the last stay the same. */
const KEPT = 16
/** Commas, quotes and the like around a word. */
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu
/** Of all that a mistyped word may have been, so many are marked where they stand. */
const MOST_MARKED = 64

export function createWordMatches({ vocabulary, postings, slots }: IndexParts): WordMatches {
  const kept = createKept<Reading[]>(KEPT)
  const occurrences = (): Occurrences => ({
    any: bitsFor(slots.size()),
    inName: bitsFor(slots.size()),
    startsName: bitsFor(slots.size()),
  })

  const exact = (word: string): Reading => {
    const found = occurrences()
    vocabulary.holding(word, (held, starts) => {
      postings.collect(held, found, starts)
    })
    return { ...found, sought: [{ text: word, atStart: false }] }
  }
  const mistyped = (word: string): Reading => {
    const found = occurrences()
    const forms = new Map<string, number>()
    vocabulary.mistyped(word, (held, form) => {
      postings.collect(held, found, true)
      forms.set(form, (forms.get(form) ?? 0) + postings.count(held))
    })
    const likeliest = [...forms].toSorted((a, b) => b[1] - a[1])
    const sought = likeliest.slice(0, MOST_MARKED).map(([text]) => ({ text, atStart: true }))
    return { ...found, instead: likeliest[0]?.[0] ?? word, sought }
  }
  const makers = (word: string): (() => Reading)[] => {
    const other = otherLayout(word)
    const meant = other === undefined ? '' : foldForSearch(other).replaceAll(' ', '')
    const bare = word.replace(EDGES, '')
    const list = [() => exact(word)]
    if (meant !== '') list.push(() => ({ ...exact(meant), instead: meant }))
    if (bare !== '' && bare !== word) list.push(() => ({ ...exact(bare), instead: bare }))
    if (mayBeMistyped(word)) list.push(() => mistyped(word))
    if (meant !== '' && mayBeMistyped(meant)) list.push(() => mistyped(meant))
    return list
  }
  return {
    *readings(word) {
      const made = kept.get(word, () => [])
      for (const [at, make] of makers(word).entries()) {
        const reading = made[at] ?? make()
        made[at] = reading
        yield reading
      }
    },
    forget() {
      kept.clear()
    },
  }
}
