import fc from 'fast-check'
import { expect, test } from 'vitest'
import { otherLayout } from './search-layout'
import { foldForSearch } from './search-text'

test.each([
  ['ghjtrn', 'проект'],
  ['цуи', 'web'],
  ['gjlhzlxbrb', 'подрядчики'],
  ['[jkjl', 'холод'],
  ['cj,hfybt', 'собрание'],
  [';bpym', 'жизнь'],
  ["'rcgjhn", 'экспорт'],
  ['.hbcns', 'юристы'],
  ['gjl]tpl', 'подъезд'],
  ['`krf', 'ёлка'],
  ['ыфдуы2024', 'sales2024'],
  ['зкщоусе', 'project'],
])('%s was meant as %s', (typed, meant) => {
  expect(otherLayout(typed)).toBe(meant)
})

test('a word of both alphabets, and one without keys that differ, has no other reading', () => {
  expect(otherLayout('webотдел')).toBeUndefined()
  expect(otherLayout('2024')).toBeUndefined()
  expect(otherLayout('100%')).toBeUndefined()
})

test('typing any Russian word with the other layout and reading it back gives the word', () => {
  const word = fc.string({ unit: fc.constantFrom(...'абвгдежзийклмнопрстуфхцчшщъыьэюя'.split('')), minLength: 1 })
  fc.assert(
    fc.property(word, (russian) => {
      const typed = otherLayout(russian) ?? ''
      // Words of nothing but signs (`,` for `б`) are read as Russian too.
      expect(foldForSearch(otherLayout(typed) ?? '')).toBe(russian)
    }),
  )
})
