// Where what is sought stands in a message: the pieces to mark, from a place that is in sight. Pure.
import { marksIn } from '../../../shared/domain/search-marks'
import { searchWords } from '../../../shared/domain/search-text'
import { pieces } from '../../lib/pieces'
import type { Piece } from '../../lib/pieces'

/** Characters that fit before a match that is to be in sight, and those told before it where they do not. */
const IN_SIGHT = 120
const BEFORE = 24

/** A text with every word that is sought marked; one whose first match stands far behind begins shortly before it. */
export function foundIn(text: string, sought: string, whole = false): Piece[] {
  const words = searchWords(sought).map((word) => ({ text: word, atStart: false }))
  const marks = marksIn(text, words)
  const first = marks[0]?.start ?? 0
  if (whole || first <= IN_SIGHT) return pieces(text, marks)
  const space = text.lastIndexOf(' ', first - BEFORE)
  const from = space > 0 ? space + 1 : first
  const moved = marks.map(({ start, end }) => ({ start: start - from, end: end - from }))
  return [{ text: '…', hit: false }, ...pieces(text.slice(from), moved)]
}
