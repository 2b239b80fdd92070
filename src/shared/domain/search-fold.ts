// Where each folded letter stands in the text as it is shown: what was found in folded text can be marked in the original.
import { foldForSearch, foldLetters, foldsInPlace } from './search-text'

/** A folded text with the place of each of its UTF-16 units in the original: `[starts[i], ends[i])`. */
export interface Folded {
  readonly text: string
  /** Absent where folding changed no place: unit `i` stands at `i`. */
  readonly places?: { readonly starts: readonly number[]; readonly ends: readonly number[] }
}

/** What folds as one piece: white space, a run of Hangul, or a sign with the marks over it. */
const PIECES =
  /\s+|[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]\p{M}*(?:[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]\p{M}*)*|\P{M}?\p{M}+|[^]/gu

/**
 * Folds a text as `foldForSearch` does, and says where each unit comes from.
 * @returns `undefined` where a place cannot be told, in scripts that fold across the pieces looked at here.
 */
export function foldWithPlaces(text: string): Folded | undefined {
  const folded = foldForSearch(text)
  if (foldsInPlace(text)) return { text: folded }
  const starts: number[] = []
  const ends: number[] = []
  let built = ''
  for (const match of text.matchAll(PIECES)) {
    const [start, end] = [match.index, match.index + match[0].length]
    for (const unit of foldLetters(match[0]).split('')) {
      const blank = /\s/.test(unit)
      if (blank && (built === '' || built.endsWith(' '))) continue
      built += blank ? ' ' : unit
      starts.push(start)
      ends.push(end)
    }
  }
  if (built.trimEnd() !== folded) return undefined
  return { text: folded, places: { starts: starts.slice(0, folded.length), ends: ends.slice(0, folded.length) } }
}
