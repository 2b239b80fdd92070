// A text cut at the places that are to be marked in it.

export interface Piece {
  readonly text: string
  readonly hit: boolean
}

/** Cuts a text at its marks `[start, end)`. The pieces joined are the text again; marks that overlap or lie outside do no harm. */
export function pieces(text: string, marks: readonly { readonly start: number; readonly end: number }[]): Piece[] {
  const cut: Piece[] = []
  let at = 0
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    const from = Math.max(at, Math.min(start, text.length))
    const to = Math.min(end, text.length)
    if (to <= from) continue
    if (from > at) cut.push({ text: text.slice(at, from), hit: false })
    cut.push({ text: text.slice(from, to), hit: true })
    at = to
  }
  if (at < text.length || cut.length === 0) cut.push({ text: text.slice(at), hit: false })
  return cut
}
