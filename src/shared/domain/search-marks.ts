// Where what was sought stands in a text: the pieces to mark, in UTF-16 units of the text as it is shown.
import { foldWithPlaces } from './search-fold'

/** A folded piece of text that is sought. `atStart`: only where a word begins with it. */
export interface Sought {
  readonly text: string
  readonly atStart: boolean
}

/** A piece of a text: `[start, end)`. */
export interface Mark {
  readonly start: number
  readonly end: number
}

/** More marks than this in one text tell nobody anything. */
const MOST = 32

/**
 * Finds everything sought in a text.
 * @returns pieces from left to right that neither touch nor overlap, at most 32; none where the text cannot be followed
 */
export function marksIn(text: string, sought: readonly Sought[]): Mark[] {
  if (text === '' || sought.length === 0) return []
  const folded = foldWithPlaces(text)
  if (folded === undefined) return []
  const found = sought.flatMap((piece) => occurrences(folded.text, piece))
  const placed = found.map(({ start, end }) => ({
    start: folded.places?.starts[start] ?? start,
    end: folded.places?.ends[end - 1] ?? end,
  }))
  return merged(placed).slice(0, MOST)
}

function occurrences(text: string, { text: piece, atStart }: Sought): Mark[] {
  const found: Mark[] = []
  for (let at = text.indexOf(piece); at !== -1 && found.length < MOST; at = text.indexOf(piece, at + piece.length)) {
    if (!atStart || at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ''))
      found.push({ start: at, end: at + piece.length })
  }
  return found
}

function merged(marks: readonly Mark[]): Mark[] {
  const result: Mark[] = []
  for (const mark of marks.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1)
    if (last !== undefined && mark.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, mark.end) }
    else result.push(mark)
  }
  return result
}
