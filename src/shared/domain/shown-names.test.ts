import { expect, test } from 'vitest'
import { oneLine, shownNames } from './shown-names'

test.each([
  ['  Sales\r\n team ', 'Sales team'],
  ['a\u202eb\u2066c', 'a b c'],
  ['\u0000x\u0007', 'x'],
  ['👨‍👩‍👧 family', '👨‍👩‍👧 family'],
])('%j cannot break the line or turn the text around', (name, shown) => {
  expect(oneLine(name)).toBe(shown)
})

test('a long name is cut between signs, not within one', () => {
  expect(oneLine('😀'.repeat(81))).toBe(`${'😀'.repeat(80)}…`)
  expect(oneLine('a'.repeat(80))).toBe('a'.repeat(80))
})

test('of many names the first three are said, each once', () => {
  expect(shownNames(['A', 'B', 'A ', 'C'])).toBe('A, B, C')
  expect(shownNames(['A', 'B', 'C', 'D'])).toBe('A, B, C…')
})
