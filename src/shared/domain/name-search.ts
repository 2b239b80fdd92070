// Whether a typed text finds a name: every word of it, in any order, as the groups' search folds them, or as the word
// was meant when it was typed with the other keyboard layout. Pure.
import { otherLayout } from './search-layout'
import { foldForSearch, searchWords } from './search-text'

/**
 * A test for names. What one word finds may stand in another name than what the next one finds (a person and a line).
 * @param query as typed; without a word in it everything is found
 */
export function nameSearch(query: string): (names: readonly (string | undefined)[]) => boolean {
  const words = searchWords(query).map((word) => [word, otherLayout(word)])
  return (names) => {
    const folded = names.map((name) => (name === undefined ? '' : foldForSearch(name)))
    return words.every((spellings) =>
      spellings.some((word) => word !== undefined && folded.some((name) => name.includes(word))),
    )
  }
}
