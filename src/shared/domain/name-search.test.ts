import { expect, test } from 'vitest'
import { nameSearch } from './name-search'

test.each([
  ['Семён Ковалёв', 'семен ковалев'],
  ['Семён Ковалёв', 'КОВАЛЁВ сем'],
  ['Проект «Север»', 'ghjtrn'],
  ['Support', 'ыгззщке'],
  ['José Núñez', 'jose nunez'],
  ['Anna', ''],
  ['Anna', '   '],
])('%s is found by "%s"', (name, query) => {
  expect(nameSearch(query)([name])).toBe(true)
})

test.each([
  ['Anna Clark', 'anna ford'],
  ['Anna', 'annab'],
])('%s is not found by "%s": every word has to be there', (name, query) => {
  expect(nameSearch(query)([name])).toBe(false)
})

test('words may stand in several names, and a name that is missing finds nothing', () => {
  const found = nameSearch('anna support')
  expect(found(['Anna Clark', 'Support'])).toBe(true)
  expect(found(['Anna Clark', undefined])).toBe(false)
})
