import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuery } from './php-query'

test.each([
  ['a=1&b=2', { a: '1', b: '2' }],
  ['a=1&a=2', { a: '2' }],
  ['a[]=1&a[]=2', { a: ['1', '2'] }],
  ['a[x][y]=1&a[x][z]=2', { a: { x: { y: '1', z: '2' } } }],
  ['params[select][]=A&params[select][]=B&params[groupId]=5', { params: { select: ['A', 'B'], groupId: '5' } }],
  ['FILTER[%3EID]=5', { FILTER: { '>ID': '5' } }],
  ['a[0]=x&a[1]=y', { a: ['x', 'y'] }],
  ['a[1]=y', { a: { 1: 'y' } }],
  ['a=1&a[x]=2', { a: { x: '2' } }],
  ['a%5Bb%5D=%26%3D', { a: { b: '&=' } }],
  ['', {}],
  ['=1', {}],
])('%s', (query, expected) => {
  expect(parseQuery(query)).toEqual(expected)
})

test('no name reaches a prototype', () => {
  const parsed = parseQuery('__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__][polluted]=1')
  expect(parsed['a']).toBeDefined()
  expect({}).not.toHaveProperty('polluted')
})

test('any text can be parsed, and any value comes back as it was written', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseQuery(text)))
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      expect(parseQuery(`a[b]=${encodeURIComponent(value)}`)).toEqual({ a: { b: value } })
    }),
  )
})
