import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldWithPlaces } from './search-fold'
import { foldForSearch, foldsInPlace } from './search-text'

const TRICKY = [
  'ё',
  'Ё',
  'е\u0308',
  'й',
  'и\u0306',
  'É',
  'e\u0301',
  'ß',
  'İ',
  'ﬃ',
  '…',
  '№',
  '½',
  '𝐁',
  '😀',
  '👨‍👩‍👧',
  '\ud800',
  '\udc00',
  ' ',
  '\t',
  '\u00a0',
  '\n',
  '\u00b4',
  '\u0301',
  '한',
  '\u1112\u1161\u11ab',
  'ｶﾞ',
  'Σ',
  'ς',
  'か\u3099',
  'Ａ',
  'ǆ',
  'ΐ',
  'a',
  'Ж',
]
const mixed = fc
  .array(fc.oneof(fc.constantFrom(...TRICKY), fc.string({ unit: 'binary', maxLength: 2 })))
  .map((parts) => parts.join(''))

/** What stands at folded place `at`, in the original. */
function original(text: string, at: number): string {
  const folded = foldWithPlaces(text)
  return text.slice(folded?.places?.starts[at] ?? at, folded?.places?.ends[at] ?? at + 1)
}

test('places name what a person sees: whole accented letters, ligatures and emoji, never half of one', () => {
  const text = 'Cafe\u0301 ﬃ 😀 й И\u0306 ё №7'
  const folded = foldWithPlaces(text)
  expect(folded?.text).toBe('cafe ffi 😀 й й е no7')
  expect(original(text, 3)).toBe('e\u0301')
  expect(original(text, 5)).toBe('ﬃ')
  expect(original(text, 7)).toBe('ﬃ')
  expect(original(text, 9)).toBe('😀')
  expect(original(text, 14)).toBe('И\u0306')
  expect(original(text, 18)).toBe('№')
  expect(original(text, 20)).toBe('7')
})

test('white space that is left out moves what comes after it', () => {
  expect(foldWithPlaces('  a \t b ')).toEqual({ text: 'a b', places: { starts: [2, 3, 6], ends: [3, 6, 7] } })
})

test('the folded text is the one that is searched, or there are no places at all', () => {
  fc.assert(
    fc.property(mixed, (text) => {
      const folded = foldWithPlaces(text)
      if (folded === undefined) return
      expect(folded.text).toBe(foldForSearch(text))
      const places = folded.places
      expect(places?.starts ?? text).toHaveLength(folded.text.length)
      if (places === undefined) return
      for (let at = 0; at < folded.text.length; at += 1) {
        const [start, end] = [places.starts[at] ?? -1, places.ends[at] ?? -1]
        expect(start).toBeGreaterThanOrEqual(places.starts[at - 1] ?? 0)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
      }
    }),
    { numRuns: 500 },
  )
})

test('what is said to fold in place does so, exactly as the long way would', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'AzЖёЁйЙ «»—!~9'.split('')) })
  let inPlace = 0
  fc.assert(
    fc.property(plain, (text) => {
      if (!foldsInPlace(text)) return
      inPlace += 1
      // A letter that never folds in place sends the same text the long way.
      expect(foldForSearch(`${text}№`)).toBe(`${foldForSearch(text)}no`)
      expect(foldForSearch(text)).toHaveLength(text.length)
    }),
  )
  expect(inPlace).toBeGreaterThan(20)
})

test('a text in European or Russian letters always has places (a mark would be missing for no reason)', () => {
  const european = fc.string({ unit: fc.constantFrom(...'aéÜßñçőŁşΩЁйїґ№…½ﬁ \t😀'.split('')) })
  fc.assert(fc.property(european, (text) => foldWithPlaces(text) !== undefined))
})
