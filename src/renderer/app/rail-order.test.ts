// Catches: an account dropped one place off, and an order told to main that is no other.
import { expect, test } from 'vitest'
import { orderAfterDrop, orderAfterStep } from './rail-order'

const IDS = ['a', 'b', 'c', 'd']

test.each([
  ['a', { id: 'c', after: false }, 'bacd'],
  ['a', { id: 'c', after: true }, 'bcad'],
  ['d', { id: 'a', after: false }, 'dabc'],
  ['d', { id: 'a', after: true }, 'adbc'],
  ['a', { id: 'd', after: true }, 'bcda'],
])('%s dropped at %j gives %s', (dragged, place, expected) => {
  expect(orderAfterDrop(IDS, dragged, place)?.join('')).toBe(expected)
})

test.each([
  ['b', { id: 'b', after: true }],
  ['b', { id: 'a', after: true }],
  ['b', { id: 'c', after: false }],
  ['b', { id: 'x', after: false }],
  ['x', { id: 'a', after: false }],
])('%s dropped at %j changes nothing', (dragged, place) => {
  expect(orderAfterDrop(IDS, dragged, place)).toBeUndefined()
})

test('a step goes one place, and not over the ends', () => {
  expect(orderAfterStep(IDS, 'b', 1)?.join('')).toBe('acbd')
  expect(orderAfterStep(IDS, 'b', -1)?.join('')).toBe('bacd')
  expect(orderAfterStep(IDS, 'a', -1)).toBeUndefined()
  expect(orderAfterStep(IDS, 'd', 1)).toBeUndefined()
})
