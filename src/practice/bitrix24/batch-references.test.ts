import { expect, test } from 'vitest'
import { resolveReferences, type BatchMemory } from './batch-references'

const NONE = new Map<string, never>()
const MEMORY: BatchMemory = {
  result: new Map([
    ['u', [{ ID: 7, NAME: 'Anna' }]],
    ['0', { items: ['x'] }],
  ]),
  error: NONE,
  total: new Map([['u', 12]]),
  next: NONE,
  time: NONE,
}

test.each([
  ['$result[u][0][ID]', 7],
  ['$result[u][0]', { ID: 7, NAME: 'Anna' }],
  ['$result[0][items][0]', 'x'],
  ['$total[u]', 12],
  ['Hello $result[u][0][NAME], $total[u] more', 'Hello Anna, 12 more'],
  ['$result[nobody][ID]', null],
  ['costs $5', 'costs $5'],
  ['$result', '$result'],
  ['$result[u][constructor]', null],
])('%s', (text, expected) => {
  expect(resolveReferences(text, MEMORY)).toEqual(expected)
})

test('references are found at any depth, keys and other types stay', () => {
  expect(resolveReferences({ a: { b: ['$total[u]', 1, null, true] }, '$total[u]': 'x' }, MEMORY)).toEqual({
    a: { b: [12, 1, null, true] },
    '$total[u]': 'x',
  })
})
