// Would catch: a route's answer or an event that could carry a secret to a window.
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { Secret } from '../domain/secret'
import { Json } from './common'
import { events, routes } from './index'
import { secretFields } from './secret-fields'

test.each(Object.entries(routes))('the answer of %s has no place for a secret', (_, { output }) => {
  expect(secretFields(output)).toEqual([])
})

test.each(Object.entries(events))('the event %s has no place for a secret', (_, { payload }) => {
  expect(secretFields(payload)).toEqual([])
})

test('the walk reaches the fields it must judge: an input that is meant to hold secrets is found out', () => {
  const paths = secretFields(routes['accounts.connectBluesky'].input).map(({ path }) => path)
  expect(paths).toContain('appPassword')
  expect(secretFields(routes['accounts.connectBitrix24'].input)).toContainEqual({ path: 'webhookUrl', why: 'name' })
})

const inside = v.object({ accessJwt: v.string() })
const name = [{ path: expect.stringMatching(/accessJwt$/) as string, why: 'name' }]

test.each<[string, v.GenericSchema]>([
  ['object', inside],
  ['strict object', v.strictObject({ a: inside })],
  ['array', v.array(inside)],
  ['optional', v.optional(inside)],
  ['exact optional', v.object({ a: v.exactOptional(inside) })],
  ['nullable', v.nullable(inside)],
  ['nullish', v.nullish(inside)],
  ['union', v.union([v.string(), inside])],
  ['variant', v.variant('kind', [v.object({ kind: v.literal('a'), accessJwt: v.string() })])],
  ['intersection', v.intersect([v.object({ a: v.string() }), inside])],
  ['record', v.record(v.string(), inside)],
  ['record of named keys', v.record(v.picklist(['id', 'accessJwt']), v.string())],
  ['map', v.map(v.string(), inside)],
  ['set', v.set(inside)],
  ['tuple', v.tuple([v.string(), inside])],
  ['tuple with a rest', v.tupleWithRest([v.string()], inside)],
  ['object with a rest', v.objectWithRest({ a: v.string() }, inside)],
  ['lazy', v.lazy(() => inside)],
  [
    'pipe',
    v.pipe(
      v.object({ a: inside }),
      v.check(() => true),
    ),
  ],
  [
    'pipe into another schema',
    v.pipe(
      v.string(),
      v.transform(() => ({ accessJwt: '' })),
      inside,
    ),
  ],
])('fires on a secret inside %s', (_, schema) => {
  expect(secretFields(schema)).toEqual(name)
})

test('fires on a Secret brand, the Secret class, and on what nobody has described', () => {
  const fixture = v.object({
    branded: v.pipe(v.string(), v.brand('Secret')),
    wrapped: v.optional(v.instance(Secret)),
    anything: v.unknown(),
    open: v.looseObject({ a: v.string() }),
    made: v.pipe(
      v.string(),
      v.transform((text) => ({ text })),
    ),
  })
  expect(secretFields(fixture)).toEqual([
    { path: 'branded', why: 'brand' },
    { path: 'wrapped', why: 'secretClass' },
    { path: 'anything', why: 'unchecked' },
    { path: 'open', why: 'unchecked' },
    { path: 'made', why: 'unchecked' },
  ])
})

test('ends on a schema that holds itself', () => {
  expect(secretFields(Json)).toEqual([])
})
