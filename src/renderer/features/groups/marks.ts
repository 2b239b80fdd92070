// What is marked in a group's texts: pieces to draw, and the place in a long text where the match stands.
import { pieces } from '../../lib/pieces'
import type { Piece } from '../../lib/pieces'
import type { Group } from './held-pages'

type Mark = NonNullable<Group['marks']>[number]
export type MarkedField = Mark['field']

/** Characters told before the match, and altogether. */
const BEFORE = 24
const LENGTH = 160

const marksIn = (group: Group, field: MarkedField): readonly Mark[] =>
  group.marks?.filter((mark) => mark.field === field) ?? []

/** The name with its matches marked. */
export const namePieces = (group: Group): Piece[] => pieces(group.name, marksIn(group, 'name'))

const ELSEWHERE = ['keywords', 'topic', 'ownerName', 'description'] as const
export interface Snippet {
  readonly field: (typeof ELSEWHERE)[number]
  readonly pieces: readonly Piece[]
}

/** Where the match stands when it is not in the name: that field's text around its first mark. */
export function snippet(group: Group): Snippet | undefined {
  if (!group.marks?.length || marksIn(group, 'name').length > 0) return undefined
  for (const field of ELSEWHERE) {
    const marks = marksIn(group, field)
    const text = group[field]
    if (marks.length > 0 && text) return { field, pieces: around(text, marks) }
  }
  return undefined
}

function around(text: string, marks: readonly Mark[]): Piece[] {
  const first = Math.min(...marks.map(({ start }) => start))
  const space = first > BEFORE ? text.indexOf(' ', first - BEFORE) : -1
  const start = first <= BEFORE ? 0 : space >= 0 && space < first ? space + 1 : first - BEFORE
  // Never the second half of a pair of units.
  const from = /^[\uDC00-\uDFFF]/.test(text.slice(start, start + 1)) ? start + 1 : start
  const shown = text.slice(from, from + LENGTH).replaceAll(/\s/g, ' ')
  const moved = marks.map((mark) => ({ start: mark.start - from, end: mark.end - from }))
  const cut = pieces(
    shown,
    moved.filter(({ end }) => end > 0),
  )
  return from > 0 ? [{ text: '…', hit: false }, ...cut] : cut
}
