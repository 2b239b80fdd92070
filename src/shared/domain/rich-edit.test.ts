// Catches: a form edit that loses, moves or renames anything beside the field it is about, an attachment or keyboard that
// a form cannot show without changing it, a list left empty.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../contract/common'
import { itemsOf, NEW_KINDS, newBlock, readBlocks, summaryOf } from './attach-blocks'
import { moveAt } from './json-edit'
import { isObject, keyOf, valueAt } from './json-shape'
import type { JsonPath } from './json-shape'
import { reviewAttach } from './message-attach'
import { addEntry, addItem, jsonOf, removeEntry, setField, setWhole } from './rich-edit'

const NAMES = ['LINK', 'NAME', 'DESC', 'VALUE', 'DISPLAY', 'WIDTH', 'COLOR', 'X_UNKNOWN']
const cased = (name: string) => fc.constantFrom(name, name.toLowerCase(), name[0] + name.slice(1).toLowerCase())
const key = fc.constantFrom(...NAMES).chain(cased)
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
const object = fc.dictionary(key, scalar, { minKeys: 1, maxKeys: 5 })
const content = fc.oneof(object, fc.array(object, { minLength: 1, maxLength: 3 }), fc.string())
const kind = fc.constantFrom('MESSAGE', 'LINK', 'USER', 'GRID', 'IMAGE', 'FILE', 'DELIMITER', 'VIDEO').chain(cased)
const block = fc.dictionary(kind, content, { minKeys: 1, maxKeys: 2 })
const blocks = fc.array(block, { minLength: 1, maxLength: 4 })
const attach = fc.oneof(
  blocks,
  fc.record(
    { id: fc.nat(), BLOCKS: blocks, COLOR: fc.constant('#123'), EXTRA: fc.jsonValue() },
    { requiredKeys: ['BLOCKS'] },
  ),
) as fc.Arbitrary<JsonValue>
const anything = fc.jsonValue() as fc.Arbitrary<JsonValue>
const text = fc
  .tuple(attach, fc.constantFrom(undefined, 2, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space))

/** Every place that is neither at nor under `path`, with its value, in order. */
function others(value: JsonValue, path: JsonPath, here: JsonPath = []): string[] {
  const at = JSON.stringify(here)
  if (at === JSON.stringify(path)) return []
  if (typeof value !== 'object' || value === null) return [`${at} ${JSON.stringify(value)}`]
  const children: [string | number, JsonValue][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [
    `${at} ${Array.isArray(value) ? 'list' : 'object'}`,
    ...children.flatMap(([k, v]) => others(v, path, [...here, k])),
  ]
}
const parse = (json: string): JsonValue => JSON.parse(json) as JsonValue

describe('a field', () => {
  it('is the only thing that changes', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.constantFrom(...NAMES), scalar, (json, pick, name, value) => {
        const items = (readBlocks(parse(json)) ?? []).flatMap(({ parts }) => parts.flatMap(itemsOf))
        const item = items[pick % Math.max(1, items.length)]
        fc.pre(item !== undefined)
        const object_ = valueAt(parse(json), item.path) as JsonObject
        const after = setField(json, item.path, { name, value })
        const written = keyOf(valueAt(parse(after), item.path) as JsonObject, name) ?? ''
        const path = [...item.path, written]
        expect(valueAt(parse(after), path)).toEqual(value)
        expect(others(parse(after), path)).toEqual(others(parse(json), path))
        if (keyOf(object_, name) !== undefined) expect(written).toBe(keyOf(object_, name))
      }),
    )
  })

  it('taken out is gone in every case it was written in, and nothing else is', () => {
    const before = '{"name":1,"LINK":2,"Name":3}'
    expect(setField(before, [], { name: 'NAME', value: undefined })).toBe('{"LINK":2}')
    expect(setField(before, [], { name: 'DESC', value: undefined })).toBe(before)
  })

  it('gets a name in the case of its neighbours', () => {
    const json = '[{"link":{"link":"/a"}}]'
    expect(setField(json, [0, 'link'], { name: 'NAME', value: 'x' })).toBe('[{"link":{"link":"/a", "name": "x"}}]')
  })

  it('of a delimiter written as an empty list makes it an object', () => {
    expect(setField('[{"DELIMITER":[]}]', [0, 'DELIMITER'], { name: 'SIZE', value: 100 })).toBe(
      '[{"DELIMITER":{"SIZE":100}}]',
    )
  })
})

describe('the whole', () => {
  it('is wrapped for a colour only where it is a bare list', () => {
    const set = (json: string, value: JsonValue | undefined) => setWhole(json, { list: 'BLOCKS', name: 'COLOR', value })
    expect(parse(set('[{"MESSAGE":"a"}]', '#fff'))).toEqual({ BLOCKS: [{ MESSAGE: 'a' }], COLOR: '#fff' })
    expect(set('[{"MESSAGE":"a"}]', undefined)).toBe('[{"MESSAGE":"a"}]')
    expect(set('{"blocks":[1],"color":"#000"}', '#fff')).toBe('{"blocks":[1],"color":"#fff"}')
  })
})

describe('entries', () => {
  it('can be read, moved and removed whatever they are made of', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (json, one, other) => {
        const read = readBlocks(parse(json)) ?? []
        const [from, to] = [one % read.length, other % read.length]
        const list = read[0]?.path.slice(0, -1) ?? []
        const moved = readBlocks(parse(moveAt(json, list, { from, to }))) ?? []
        expect(moved.map(({ value }) => JSON.stringify(value)).toSorted()).toEqual(
          read.map(({ value }) => JSON.stringify(value)).toSorted(),
        )
        expect(moved[to]?.value).toEqual(read[from]?.value)
        const left = jsonOf(removeEntry(json, list, from))
        expect((left === undefined ? [] : (readBlocks(left) ?? [])).map(({ value }) => value)).toEqual(
          read.toSpliced(from, 1).map(({ value }) => value),
        )
      }),
    )
  })

  it('are summed up without throwing, and every key of a block is a part', () => {
    fc.assert(
      fc.property(fc.oneof(attach, anything), (value) => {
        for (const { parts, value: whole } of readBlocks(value) ?? []) {
          expect(parts.map((part) => part.key)).toEqual(isObject(whole) ? Object.keys(whole) : [])
          for (const part of parts) expect(summaryOf(part)).toEqual(expect.any(String))
        }
      }),
    )
  })

  it('are added to nothing, to a list, and to an object with or without one', () => {
    const add = (json: string, index: number) => addEntry(json, { list: 'BLOCKS', index, entry: { MESSAGE: 'n' } })
    expect(parse(add('  ', 0))).toEqual([{ MESSAGE: 'n' }])
    expect(add('[1]', 0)).toBe('[{"MESSAGE":"n"}, 1]')
    expect(add('{"blocks":[1]}', 1)).toBe('{"blocks":[1, {"MESSAGE":"n"}]}')
    expect(add('{"ID":1}', 0)).toBe('{"ID":1, "BLOCKS": [{"MESSAGE":"n"}]}')
    expect(add('{"ID":1,"BLOCKS":"?"}', 0)).toBe('{"ID":1,"BLOCKS":[{"MESSAGE":"n"}]}')
    expect(add('{broken', 0)).toBe('{broken')
    expect(add('5', 0)).toBe('5')
  })

  it('leave no empty list behind', () => {
    expect(removeEntry('[{"MESSAGE":"a"}]', [], 0)).toBe('')
    expect(removeEntry('{"ID":1,"BLOCKS":[{"MESSAGE":"a"}]}', ['BLOCKS'], 0)).toBe('')
  })

  it('take another picture into the same block, as a list from the second on', () => {
    const [one, two] = [{ LINK: '/1' }, { LINK: '/2' }]
    const json = JSON.stringify([{ IMAGE: one }])
    expect(parse(addItem(json, [0, 'IMAGE'], two))).toEqual([{ IMAGE: [one, two] }])
    expect(parse(addItem(JSON.stringify([{ IMAGE: [one] }]), [0, 'IMAGE'], two))).toEqual([{ IMAGE: [one, two] }])
  })

  it.each(NEW_KINDS)('a new %s lacks nothing but what a person has to say', (each) => {
    const codes = reviewAttach([newBlock(each)]).map(({ code }) => code)
    expect(codes.filter((code) => code !== 'missing')).toEqual([])
    expect(readBlocks([newBlock(each)])?.[0]?.parts.map((part) => part.kind)).toEqual([each])
  })
})
