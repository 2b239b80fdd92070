// What a toolbar does to a text and the selection in it. Pure: a field and its undo are somebody else's.

/** A text with what is selected in it, in UTF-16 units as text fields count; `from` equals `to` at a caret. */
export interface Edited {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** A pair of tags, as a piece of the text. */
interface Pair {
  readonly name: string
  readonly value: string
  readonly openFrom: number
  readonly openTo: number
  readonly closeFrom: number
  readonly closeTo: number
}

const TAG = /\[(\/?)([a-z]+)(?:=([^\][]*))?\]/gi
const BLANK_ENDS = /^(\s*)([\s\S]*?)(\s*)$/

/** Every pair of tags in a text, in the order in which they close; crossed ones are none, as for the parser. */
function pairsOf(text: string): readonly Pair[] {
  const open: Omit<Pair, 'closeFrom' | 'closeTo'>[] = []
  const pairs: Pair[] = []
  for (const match of text.matchAll(TAG)) {
    const name = (match[2] ?? '').toLowerCase()
    const end = match.index + match[0].length
    if (!match[1]) {
      open.push({ name, value: match[3] ?? '', openFrom: match.index, openTo: end })
      continue
    }
    const at = open.findLastIndex((each) => each.name === name)
    const start = open[at]
    if (!start) continue
    open.length = at
    pairs.push({ ...start, closeFrom: match.index, closeTo: end })
  }
  return pairs
}

const around = ({ text, from, to }: Edited): readonly Pair[] =>
  pairsOf(text).filter(({ openTo, closeFrom }) => openTo <= from && closeFrom >= to)

/** The names of the tags around the selection: which buttons look pressed. */
export const tagsAround = (edited: Edited): ReadonlySet<string> => new Set(around(edited).map(({ name }) => name))

/** The innermost pair of a name around the selection. */
export const enclosing = (edited: Edited, name: string): Pair | undefined =>
  around(edited).find((pair) => pair.name === name)

/**
 * Puts a tag around the selection, or takes it away where it already is: around it, or selected with it. With another
 * `value` the tag stays and gets that value. At a caret an empty pair is made; at the end of what a tag encloses the
 * caret steps out of it. Blanks at the ends of a selection stay outside; a selection that cuts through other tags grows
 * to hold them whole, for crossed tags mean nothing.
 */
export function toggleTag(edited: Edited, name: string, value = ''): Edited {
  const whole = selectedPair(edited, name) ?? enclosing(edited, name)
  const open = value === '' ? `[${name}]` : `[${name}=${value}]`
  if (whole && whole.value !== value) return revalue(edited, whole, open)
  if (whole) {
    const { from, to } = edited
    const stepsOut = from === to && from === whole.closeFrom && whole.openTo < whole.closeFrom
    return stepsOut ? { ...edited, from: whole.closeTo, to: whole.closeTo } : unwrap(edited, whole)
  }
  return wrap(without(wholeTags(edited), name), open, `[/${name}]`)
}

/** Grows a selection until it holds no half of a pair, and no half of a tag. */
function wholeTags(edited: Edited): Edited {
  if (edited.from === edited.to) return edited
  const pairs = pairsOf(edited.text)
  let { from, to } = edited
  const cuts = (start: number, end: number): boolean => start < to && end > from
  for (let grown = true; grown;) {
    const before = to - from
    for (const { openFrom, openTo, closeFrom, closeTo } of pairs) {
      if (cuts(openFrom, openTo) || cuts(closeFrom, closeTo)) {
        from = Math.min(from, openFrom)
        to = Math.max(to, closeTo)
      }
    }
    grown = to - from > before
  }
  return { ...edited, from, to }
}

/** The selection without the pairs of a name that lie in it. */
function without({ text, from, to }: Edited, name: string): Edited {
  const selected = text.slice(from, to)
  const inner = pairsOf(selected)
    .filter((pair) => pair.name === name)
    .flatMap(({ openFrom, openTo, closeFrom, closeTo }) => [
      { at: openFrom, length: openTo - openFrom },
      { at: closeFrom, length: closeTo - closeFrom },
    ])
    .sort((a, b) => b.at - a.at)
    .reduce((rest, { at, length }) => rest.slice(0, at) + rest.slice(at + length), selected)
  return { text: text.slice(0, from) + inner + text.slice(to), from, to: from + inner.length }
}

/** Puts something before and after the selection, which stays selected. */
function wrap({ text, from, to }: Edited, open: string, close: string): Edited {
  const [, before = '', inner = '', after = ''] = BLANK_ENDS.exec(text.slice(from, to)) ?? []
  const [start, end] = inner === '' ? [from, to] : [from + before.length, to - after.length]
  return {
    text: text.slice(0, start) + open + text.slice(start, end) + close + text.slice(end),
    from: start + open.length,
    to: end + open.length,
  }
}

/** Puts a text in place of the selection, the caret after it. */
export function insertText({ text, from, to }: Edited, piece: string): Edited {
  const caret = from + piece.length
  return { text: text.slice(0, from) + piece + text.slice(to), from: caret, to: caret }
}

function selectedPair({ text, from, to }: Edited, name: string): Pair | undefined {
  const selected = text.slice(from, to)
  const open = new RegExp(`^\\[${name}(?:=([^\\][]*))?\\]`, 'i').exec(selected)
  const close = `[/${name}]`
  if (!open || !selected.toLowerCase().endsWith(close)) return undefined
  const [openTo, closeFrom] = [from + open[0].length, to - close.length]
  // Two pairs side by side are not one.
  const inner = enclosing({ text, from: openTo, to: closeFrom }, name)
  return inner?.openFrom === from ? inner : undefined
}

function unwrap({ text, from, to }: Edited, pair: Pair): Edited {
  const inner = text.slice(pair.openTo, pair.closeFrom)
  const shift = (at: number): number =>
    Math.min(Math.max(at - (pair.openTo - pair.openFrom), pair.openFrom), pair.openFrom + inner.length)
  return { text: text.slice(0, pair.openFrom) + inner + text.slice(pair.closeTo), from: shift(from), to: shift(to) }
}

function revalue({ text, from, to }: Edited, pair: Pair, open: string): Edited {
  const by = open.length - (pair.openTo - pair.openFrom)
  const shift = (at: number): number => (at < pair.openTo ? at : at + by)
  return { text: text.slice(0, pair.openFrom) + open + text.slice(pair.openTo), from: shift(from), to: shift(to) }
}

const QUOTE = '>>'

/** Makes every line of the selection a quoted one; where all are, none. The lines stay selected. */
export function toggleQuote({ text, from, to }: Edited): Edited {
  const start = text.lastIndexOf('\n', from - 1) + 1
  // A selection that ends with a line break does not reach into the next line.
  const last = to > from && text[to - 1] === '\n' ? to - 1 : to
  const ending = text.indexOf('\n', last)
  const end = ending < 0 ? text.length : ending
  const lines = text.slice(start, end).split('\n')
  const off = lines.every((line) => line.startsWith(QUOTE))
  const changed = lines.map((line) => (off ? line.slice(QUOTE.length) : line.startsWith(QUOTE) ? line : QUOTE + line))
  const block = changed.join('\n')
  const next = text.slice(0, start) + block + text.slice(end)
  const caret = Math.max(start, from + block.length - (end - start))
  return from === to ? { text: next, from: caret, to: caret } : { text: next, from: start, to: start + block.length }
}

/** The smallest piece that differs: what a field has to replace so that its own undo knows the step. */
export function changeBetween(
  before: string,
  after: string,
): { readonly from: number; readonly to: number; readonly piece: string } {
  const least = Math.min(before.length, after.length)
  let from = 0
  while (from < least && before[from] === after[from]) from += 1
  if (splitsPair(before, from)) from -= 1
  let same = 0
  while (same < least - from && before.at(-1 - same) === after.at(-1 - same)) same += 1
  if (splitsPair(before, before.length - same)) same -= 1
  return { from, to: before.length - same, piece: after.slice(from, after.length - same) }
}

/** Whether a cut here would go through one character. */
function splitsPair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1)) && at > 0
}
