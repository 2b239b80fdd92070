// The words of all texts, and which of them hold a piece of text, or begin with a word that has a typing mistake.
// A word is what stands between white space: a piece without white space is in a text exactly where it is in a word of it.
import { mistypedAt } from '../../../shared/domain/search-typo'
import { createLetters } from './letters'
import { createWordRuns } from './word-runs'
import { createWordTable } from './word-table'
import { createWordText } from './word-text'

export interface Vocabulary {
  /** Numbers the words of a folded text, in order. `inName`: before its first line feed. */
  read(text: string, each: (word: number, inName: boolean) => void): void
  /** Every word that holds `piece`, once, in order; `starts`: a run of letters in it begins there, or it does. */
  holding(piece: string, each: (word: number, starts: boolean) => void): void
  /** Every word in which a run of letters begins with `word` but for one mistake, with what stands there. */
  mistyped(word: string, each: (word: number, form: string) => void): void
}

const SPACE = 32
const LINE_FEED = 10
const NONE = -1

export function createVocabulary(): Vocabulary {
  const table = createWordTable()
  const isLetter = createLetters()
  const runs = createWordRuns(table, isLetter)
  const words = createWordText(table)

  const number = (text: string, from: number, to: number): number => {
    const before = table.size()
    const word = table.intern(text, from, to)
    if (word === before) runs.note(word)
    return word
  }
  return {
    read(text, each) {
      let inName = true
      for (let at = 0, from = 0; at <= text.length; at += 1) {
        const code = at < text.length ? text.charCodeAt(at) : LINE_FEED
        if (code !== SPACE && code !== LINE_FEED) continue
        if (at > from) each(number(text, from, at), inName)
        from = at + 1
        if (code === LINE_FEED) inName = false
      }
    },
    holding(piece, each) {
      const codes = table.codes()
      let [found, starts] = [NONE, false]
      words.find(piece, (word, place) => {
        if (found !== word && found !== NONE) each(found, starts)
        found = word
        // Before the first code of a word stands the end of another, which is no letter.
        starts = !isLetter(codes[place - 1] ?? 0)
        return starts ? 'nextWord' : 'goOn'
      })
      if (found !== NONE) each(found, starts)
    },
    mistyped(word, each) {
      const codes = table.codes()
      const match = mistypedAt(word, isLetter)
      runs.each((from, owner) => {
        const length = match(codes, from, table.start(owner + 1) - 1)
        if (length > 0) each(owner, String.fromCharCode(...codes.subarray(from, from + length)))
      })
    },
  }
}
