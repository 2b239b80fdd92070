// Where runs of letters begin in the words: `«берег»-клуб` is one word and two runs. Only added to.
import type { IsLetter } from '../../../shared/domain/search-typo'
import { numbers32 } from './growing'
import type { WordTable } from './word-table'

export interface WordRuns {
  /** Notes the runs of a word that is new in the table. */
  note(word: number): void
  /** Every run with its word, in order. */
  each(visit: (from: number, word: number) => void): void
}

export function createWordRuns(table: WordTable, isLetter: IsLetter): WordRuns {
  const [beginnings, owners] = [numbers32(), numbers32()]
  let count = 0
  return {
    note(word) {
      const codes = table.codes()
      const end = table.start(word + 1) - 1
      let before = false
      for (let at = table.start(word); at < end; at += 1) {
        const letter = isLetter(codes[at] ?? 0)
        if (letter && !before) {
          for (const list of [beginnings, owners]) list.reserve(count + 1)
          beginnings.data[count] = at
          owners.data[count] = word
          count += 1
        }
        before = letter
      }
    },
    each(visit) {
      for (let at = 0; at < count; at += 1) visit(beginnings.data[at] ?? 0, owners.data[at] ?? 0)
    },
  }
}
