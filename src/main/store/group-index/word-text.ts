// The words joined into long strings, to be looked through by the engine's own `indexOf`.
import type { WordTable } from './word-table'

interface Segment {
  readonly text: string
  /** Place of its first code in the table. */
  readonly base: number
}

export interface WordText {
  /** Calls back with the words that hold `piece`, in order, each as often as `visit` goes on within it. */
  find(piece: string, visit: (word: number, place: number) => 'goOn' | 'nextWord'): void
}

/** A string of at least this many codes is finished: words that come later begin another. */
const SEGMENT = 1 << 17

export function createWordText(table: WordTable): WordText {
  const finished: Segment[] = []
  let open: Segment = { text: '', base: 0 }

  const joined = (from: number, to: number): string => {
    const { buffer, byteOffset } = table.codes()
    return Buffer.from(buffer, byteOffset + from * 2, (to - from) * 2).toString('utf16le')
  }
  const segments = (): readonly Segment[] => {
    const end = table.start(table.size())
    if (open.base + open.text.length < end) {
      open = { text: joined(open.base, end), base: open.base }
      if (open.text.length >= SEGMENT) {
        finished.push(open)
        open = { text: '', base: end }
      }
    }
    return [...finished, open]
  }
  return {
    find(piece, visit) {
      let word = 0
      for (const { text, base } of segments()) {
        for (let at = text.indexOf(piece); at !== -1;) {
          word = wordAt(table, word, base + at)
          const next = visit(word, base + at) === 'goOn' ? at + 1 : table.start(word + 1) - base
          at = text.indexOf(piece, next)
        }
      }
    },
  }
}

/** The word that holds `place`, which is not before `word`: looked for near by at first, then in growing steps. */
function wordAt({ start, size }: WordTable, word: number, place: number): number {
  let [low, step] = [word, 1]
  while (low + step < size() && start(low + step) <= place) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, size())
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (start(middle) <= place) low = middle
    else high = middle
  }
  return low
}
