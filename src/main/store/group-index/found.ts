// Puts the words of a query together: every one of them must occur, as typed or, where that finds nothing, as meant.
import { both, countBits, meet, type Bits } from './bits'
import type { Reading, WordMatches } from './word-matches'

/** What was found, by how well. Every set but `all` leaves out what no word may be found in. */
export interface Found {
  readonly all: Bits
  /** Every word is in the name; and: every word begins a word of the name. */
  readonly inName: Bits
  readonly startsName: Bits
  readonly readings: readonly Reading[]
}

/** More words than this are taken as typed: trying what each may have meant would take too long. */
const MOST_CORRECTED = 6

/**
 * Finds what holds every word and passes the filter.
 *
 * Words as typed win: only where they find nothing together, words are read otherwise, as few of them as will do. Words
 * that are found are settled first, the most frequent first; if the others then have no reading that fits, the rarest first.
 */
export function findAll(words: readonly string[], matches: WordMatches, passing: Bits): Found {
  const typed = words.map((word) => firstOf(matches.readings(word)))
  const asTyped = together(typed, passing)
  if (words.length === 0 || words.length > MOST_CORRECTED || asTyped.all.some((part) => part !== 0)) return asTyped
  const counts = typed.map(({ any }) => countBits(both(passing, any)))
  const frequentFirst = words.map((_, at) => at).toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
  const readings =
    settle({ words, order: frequentFirst }, matches, passing) ??
    settle({ words, order: frequentFirst.toReversed() }, matches, passing)
  return readings === undefined ? asTyped : together(readings, passing)
}

/** One word after the other takes its likeliest reading that still leaves something. */
function settle(
  { words, order }: { readonly words: readonly string[]; readonly order: readonly number[] },
  matches: WordMatches,
  passing: Bits,
): readonly Reading[] | undefined {
  const chosen: Reading[] = []
  let left = passing
  for (const at of order) {
    const reading = firstThat(matches.readings(words[at] ?? ''), ({ any }) => meet(left, any))
    if (reading === undefined) return undefined
    chosen[at] = reading
    left = both(left, reading.any)
  }
  return chosen
}

function together(readings: readonly Reading[], passing: Bits): Found {
  let [all, inName, startsName] = [passing, passing, passing]
  for (const reading of readings) {
    all = both(all, reading.any)
    inName = both(inName, reading.inName)
    startsName = both(startsName, reading.startsName)
  }
  return { all, inName, startsName, readings }
}

function firstThat<T>(items: Iterable<T>, fits: (item: T) => boolean): T | undefined {
  for (const item of items) if (fits(item)) return item
  return undefined
}

function firstOf(readings: Iterable<Reading>): Reading {
  const first = firstThat(readings, () => true)
  if (first === undefined) throw new Error('a word has no reading, not even as it was typed')
  return first
}
