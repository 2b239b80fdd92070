import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayBeMistyped, mistypedAt } from './search-typo'

const isLetter = (code: number): boolean => /[\p{L}\p{N}]/u.test(String.fromCharCode(code))

/** The beginning of `text` that is meant by `typed`, or ''. */
function meant(typed: string, text: string): string {
  const codes = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
  return text.slice(0, mistypedAt(typed, isLetter)(codes, 0, codes.length))
}

/** Optimal string alignment, the textbook way: insertions, deletions, substitutions, neighbours swapped. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1)
      const row = rows[i]
      if (row !== undefined) row[j] = best
    }
  }
  return at(a.length, b.length)
}

test.each([
  ['проукт', 'проект', 'проект'],
  ['прект', 'проект', 'проект'],
  ['проеект', 'проект', 'проект'],
  ['прокет', 'проект', 'проект'],
  ['броект', 'проект', 'проект'],
  ['рпоект', 'проект', 'проект'],
  ['проетк', 'проект', 'проект'],
  ['проекты', 'проект', 'проект'],
  ['маркетнг', 'маркетинговый', 'маркетинг'],
  ['sales', 'salse-team', 'salse'],
  ['проектт', 'проект,', 'проект'],
])('%s finds %s: one mistake, also where more of the word is still to be typed', (typed, text, found) => {
  expect(meant(typed, text)).toBe(found)
})

test('a wrong last letter is forgiven only where the word ends there (else "проз" would find every "про…")', () => {
  expect(meant('проз', 'проектор')).toBe('')
  expect(meant('пром', 'проект')).toBe('')
  expect(meant('отчем', 'отчет')).toBe('отчет')
})

test('two mistakes are too many', () => {
  expect(meant('прокте', 'проект')).toBe('')
  expect(meant('абвгд', 'проект')).toBe('')
})

test('looked for in words of four letters and more without digits', () => {
  expect(['отде', 'мой-план', 'о́тдел'].map(mayBeMistyped)).toEqual([true, true, true])
  expect(['веб', '2024', 'iso9001', '%%%%%'].map(mayBeMistyped)).toEqual([false, false, false, false])
})

const few = fc.string({ unit: fc.constantFrom('а', 'б', 'в'), minLength: 4, maxLength: 7 })

test('against a whole word it answers as the textbook distance does', () => {
  let [near, far] = [0, 0]
  fc.assert(
    fc.property(few, few, (typed, word) => {
      const close = distance(typed, word) <= 1
      if (close) near += 1
      else far += 1
      const found = meant(typed, word)
      // What begins with the typed word, or with a confirmed mistake in it, is found as well: more is still to be typed.
      if (close) expect(found).not.toBe('')
      if (found !== '') expect(distance(typed, found)).toBeLessThanOrEqual(1)
      if (found.length === word.length) expect(close).toBe(true)
    }),
    { numRuns: 5000 },
  )
  expect(near).toBeGreaterThan(20)
  expect(far).toBeGreaterThan(20)
})

test('every word with one mistake made in it is found again', () => {
  const letter = fc.constantFrom('а', 'б', 'в', 'г')
  const kind = fc.constantFrom('wrong', 'missing', 'extra', 'swapped')
  fc.assert(
    fc.property(few, letter, kind, fc.nat(), (word, other, mistake, place) => {
      const at = place % word.length
      const [head, tail] = [word.slice(0, at), word.slice(at)]
      const typed = {
        wrong: head + other + tail.slice(1),
        missing: head + tail.slice(1),
        extra: head + other + tail,
        swapped: head + (tail[1] ?? '') + (tail[0] ?? '') + tail.slice(2),
      }[mistake]
      expect(meant(typed, word)).not.toBe('')
    }),
    { numRuns: 2000 },
  )
})
