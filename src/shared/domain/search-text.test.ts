import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldForSearch, searchWords } from './search-text'

test('case and ё/е do not matter in Russian, case and accents not in Latin', () => {
  expect(foldForSearch('ЁЛКА и Ель')).toBe('елка и ель')
  expect(foldForSearch('Café  ÜBER')).toBe('cafe uber')
  expect(foldForSearch('Straße'.toUpperCase())).toBe('strasse')
})

test('й is a letter of its own (dropping its breve would make "майка" match "маика")', () => {
  expect(foldForSearch('ЙОД, Майкоп')).toBe('йод, майкоп')
  expect(foldForSearch('и\u0306')).toBe('й')
})

test('folding what is folded changes nothing, so stored and typed text meet', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => foldForSearch(foldForSearch(text)) === foldForSearch(text)),
  )
})

test('a query of blanks has no words and filters nothing', () => {
  expect(searchWords(' \t\n ')).toEqual([])
  expect(searchWords(' Отдел  Продаж ')).toEqual(['отдел', 'продаж'])
})
