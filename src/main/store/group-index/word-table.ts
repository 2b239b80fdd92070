// Every different word once, side by side in one array of codes, and found again by a hash: no string is kept for any.
import { numbers16, numbers32 } from './growing'

export interface WordTable {
  /** The number of the word `text[from, to)`, a new one for a new word: numbers run from 0 without gaps. */
  intern(text: string, from: number, to: number): number
  size(): number
  /** All words, each followed by a line feed. Read anew after `intern`. */
  codes(): Uint16Array
  /** Where a word begins; for `size()`, where the next one will. A word ends one before the next begins. */
  start(word: number): number
}

const SEPARATOR = 10
const EMPTY = 0

// FNV-1a over UTF-16 codes (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv).
const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

function hashOf(codeAt: (at: number) => number, from: number, to: number): number {
  let hash = FNV_OFFSET
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ codeAt(at), FNV_PRIME)
  return hash ^ (hash >>> 15)
}

export function createWordTable(): WordTable {
  const codes = numbers16(1 << 16)
  const starts = numbers32(1 << 12)
  // Open addressing: word number plus one, or 0.
  let table = new Uint32Array(1 << 13)
  let count = 0
  const start = (word: number): number => starts.data[word] ?? 0

  const is = (word: number, text: string, from: number): boolean => {
    const end = start(word + 1) - 1
    for (let at = start(word), place = from; at < end; at += 1, place += 1) {
      if (codes.data[at] !== text.charCodeAt(place)) return false
    }
    return true
  }
  const widen = (): void => {
    table = new Uint32Array(table.length * 2)
    for (let word = 0; word < count; word += 1) {
      let at = hashOf((place) => codes.data[place] ?? 0, start(word), start(word + 1) - 1) & (table.length - 1)
      while (table[at] !== EMPTY) at = (at + 1) & (table.length - 1)
      table[at] = word + 1
    }
  }
  const append = (text: string, from: number, to: number): void => {
    const begin = start(count)
    const end = begin + to - from
    codes.reserve(end + 1)
    starts.reserve(count + 2)
    for (let at = from; at < to; at += 1) codes.data[begin + at - from] = text.charCodeAt(at)
    codes.data[end] = SEPARATOR
    starts.data[count + 1] = end + 1
    count += 1
  }
  return {
    intern(text, from, to) {
      let at = hashOf((place) => text.charCodeAt(place), from, to) & (table.length - 1)
      for (let held = table[at] ?? EMPTY; held !== EMPTY; held = table[at] ?? EMPTY) {
        const word = held - 1
        if (start(word + 1) - 1 - start(word) === to - from && is(word, text, from)) return word
        at = (at + 1) & (table.length - 1)
      }
      append(text, from, to)
      table[at] = count
      if (count * 2 > table.length) widen()
      return count - 1
    },
    size: () => count,
    codes: () => codes.data,
    start,
  }
}
