// Where a search text occurs in a name, as pieces to draw; never as markup.

export interface Piece {
  readonly text: string
  readonly hit: boolean
}

/** Cuts `text` at every occurrence of a word of `query`, ignoring case. The pieces joined are the text again. */
export function markMatches(text: string, query: string): Piece[] {
  const words = query.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [{ text, hit: false }]
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pieces = text.split(new RegExp(`(${escaped.join('|')})`, 'giu'))
  return pieces.map((piece, index) => ({ text: piece, hit: index % 2 === 1 })).filter((piece) => piece.text !== '')
}
