import fc from 'fast-check'
import { expect, test } from 'vitest'
import { marksIn, type Sought } from './search-marks'
import { foldForSearch } from './search-text'

const anywhere = (...texts: readonly string[]): Sought[] => texts.map((text) => ({ text, atStart: false }))
const marked = (text: string, sought: readonly Sought[]): string[] =>
  marksIn(text, sought).map(({ start, end }) => text.slice(start, end))

test('what was sought is marked as it stands in the text: case, accents, ё, long signs', () => {
  expect(marked('Ёлки и ёлочки', anywhere('ел'))).toEqual(['Ёл', 'ёл'])
  expect(marked('Cafe\u0301 Crème', anywhere('cafe', 'eme'))).toEqual(['Cafe\u0301', 'ème'])
  expect(marked('😀 Отдел №7', anywhere('отдел', 'no7'))).toEqual(['Отдел', '№7'])
  expect(marked('oﬃce', anywhere('ff'))).toEqual(['ﬃ'])
  expect(marked('a\u00a0\u00a0b', anywhere('b'))).toEqual(['b'])
})

test('where one word begins in another, or they touch, there is one mark', () => {
  expect(marked('проектный отдел', anywhere('проект', 'ектный'))).toEqual(['проектный'])
  expect(marked('abcd', anywhere('ab', 'cd'))).toEqual(['abcd'])
})

test('a form that was found at the beginning of words is marked only there', () => {
  expect(marked('план: эксплан, план-факт', [{ text: 'план', atStart: true }])).toEqual(['план', 'план'])
})

test('nothing sought, nothing there: no mark; very many: some', () => {
  expect(marksIn('text', [])).toEqual([])
  expect(marksIn('', anywhere('a'))).toEqual([])
  expect(marksIn('a b '.repeat(5000), anywhere('a'))).toHaveLength(32)
})

test('marks never cut a letter, and each one folds to something that was sought', () => {
  const unit = fc.constantFrom(
    'е',
    'ё',
    'е\u0308',
    'É',
    'e\u0301',
    'ﬁ',
    '😀',
    '…',
    ' ',
    'б',
    'й',
    'и\u0306',
    'f',
    'i',
    '.',
  )
  fc.assert(
    fc.property(fc.string({ unit }), fc.string({ unit, minLength: 1, maxLength: 3 }), (text, piece) => {
      const word = foldForSearch(piece).replaceAll(' ', '')
      if (word === '') return
      const marks = marksIn(text, anywhere(word))
      expect(marks.length > 0).toBe(foldForSearch(text).includes(word))
      let last = -1
      for (const { start, end } of marks) {
        expect(start).toBeGreaterThan(last)
        expect(foldForSearch(text.slice(start, end))).toContain(word)
        expect(text.slice(0, start)).not.toMatch(/[\ud800-\udbff]$/)
        last = end
      }
    }),
    { numRuns: 1000 },
  )
})
