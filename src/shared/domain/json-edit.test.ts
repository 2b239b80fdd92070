// Catches: a text that our reader and JSON.parse judge differently, and an edit that changes, reorders or reformats
// anything but what it was asked to change.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../contract/common'
import { copyAt, insertAt, moveAt, removeAt, setAt, wrapAt } from './json-edit'
import type { JsonPath } from './json-shape'
import { valueAt } from './json-shape'
import { nodeAt, readJsonText } from './json-text'

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
const value = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>
const indent = fc.constantFrom(undefined, 1, 2, 4, '\t')
const written = fc.tuple(value, indent).map(([inner, space]) => JSON.stringify(inner, null, space))

/** Every path in a value. */
function pathsIn(inner: JsonValue, path: JsonPath = []): JsonPath[] {
  if (typeof inner !== 'object' || inner === null) return [path]
  const children: [string | number, JsonValue][] = Array.isArray(inner) ? [...inner.entries()] : Object.entries(inner)
  return [path, ...children.flatMap(([key, child]) => pathsIn(child, [...path, key]))]
}
const placed = fc.tuple(written, fc.nat()).map(([text, at]) => {
  const paths = pathsIn(JSON.parse(text) as JsonValue)
  return { text, path: paths[at % paths.length] ?? [] }
})
/** A text with a list in it, and two places in that list. */
const listed = fc
  .tuple(fc.array(value, { minLength: 1, maxLength: 6 }), indent, fc.nat(5), fc.nat(5), fc.boolean())
  .map(([items, space, one, other, deep]) => ({
    text: JSON.stringify(deep ? { ID: 1, BLOCKS: items, after: [] } : items, null, space),
    list: deep ? ['BLOCKS'] : [],
    items,
    from: one % items.length,
    to: other % items.length,
  }))
const itemsOf = (text: string, list: JsonPath): JsonValue[] =>
  valueAt(JSON.parse(text) as JsonValue, list) as JsonValue[]
const plain = (inner: JsonValue): JsonValue => JSON.parse(JSON.stringify(inner)) as JsonValue

describe('reading', () => {
  it('judges a text as JSON.parse does, also a damaged one', () => {
    const damaged = fc
      .tuple(written, fc.nat(), fc.constantFrom('', ',', '"', '{', ']', '\\', '\n', '\t', '\u0000', '1', '.5', 'nul'))
      .map(
        ([text, at, junk]) => text.slice(0, at % (text.length + 1)) + junk + text.slice((at % (text.length + 1)) + 1),
      )
    fc.assert(
      fc.property(fc.oneof(damaged, written, fc.string()), (text) => {
        const kind = readJsonText(text).kind
        expect(kind).toBe(/^[ \t\n\r]*$/.test(text) ? 'none' : parses(text) ? 'json' : 'broken')
      }),
      { numRuns: 1000 },
    )
  })

  it('knows where every value stands', () => {
    fc.assert(
      fc.property(placed, ({ text, path }) => {
        const read = readJsonText(text)
        const node = read.kind === 'json' ? nodeAt(read.root, path) : undefined
        const source = JSON.parse(text.slice(node?.start, node?.end)) as JsonValue
        expect(JSON.stringify(source)).toBe(JSON.stringify(valueAt(JSON.parse(text) as JsonValue, path)))
      }),
    )
  })

  it.each([
    ['{"MESSAGE":', 1, 12],
    ['[\n  { "a": 1 },\n  { b }\n]', 3, 5],
    ['[1, 2', 1, 6],
    ['["open', 1, 2],
    ['[1] x', 1, 5],
    ["[{'TEXT':1}]", 1, 3],
    ['[1,]', 1, 4],
  ])('says where %j stops being JSON', (text, line, column) => {
    expect(readJsonText(text)).toEqual({ kind: 'broken', line, column })
  })

  it('refuses brackets without end before they exhaust the stack', () => {
    expect(readJsonText('['.repeat(100_000)).kind).toBe('broken')
  })

  it('takes the last of two fields of one name, as JSON.parse does', () => {
    const text = '{"a":1,"a":2}'
    expect(setAt(text, ['a'], 3)).toBe('{"a":1,"a":3}')
    expect(removeAt(text, ['a'])).toBe('{}')
  })
})

describe('writing one value', () => {
  it('changes that value only, and not a character outside it', () => {
    fc.assert(
      fc.property(placed, value, ({ text, path }, next) => {
        const read = readJsonText(text)
        const node = read.kind === 'json' ? nodeAt(read.root, path) : undefined
        const after = setAt(text, path, next)
        expect(JSON.stringify(valueAt(JSON.parse(after) as JsonValue, path))).toBe(JSON.stringify(next))
        expect(after.startsWith(text.slice(0, node?.start))).toBe(true)
        expect(after.endsWith(text.slice(node?.end))).toBe(true)
      }),
    )
  })

  it('writing what is there already leaves the text as it was typed', () => {
    fc.assert(
      fc.property(placed, ({ text, path }) => {
        expect(setAt(text, path, valueAt(JSON.parse(text) as JsonValue, path) as JsonValue)).toBe(text)
      }),
    )
  })

  it('adds a missing field at the end, in the style of its neighbours', () => {
    expect(setAt('{ "a": 1 }', ['b'], [2])).toBe('{ "a": 1, "b": [2] }')
    expect(setAt('{\n    "a": 1\n}', ['b'], 'x')).toBe('{\n    "a": 1,\n    "b": "x"\n}')
    expect(setAt('[\n  {}\n]', [0, 'b'], { c: 1 })).toBe('[\n  {\n    "b": {\n      "c": 1\n    }\n  }\n]')
  })

  it('adding a field and taking it out again is as if nothing had been', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { minKeys: 1 }), indent, (fields, space) => {
        const text = JSON.stringify({ ...fields, here: 1 }, null, space)
        expect(removeAt(setAt(text, ['NEW'], { a: [1] }), ['NEW'])).toBe(text)
      }),
    )
  })

  it('keeps numbers no program can hold, doubled fields and the order of fields named by numbers', () => {
    const text = '{"2":1,"1":12345678901234567890,"1":1e999,"edit":0}'
    expect(setAt(text, ['edit'], 5)).toBe('{"2":1,"1":12345678901234567890,"1":1e999,"edit":5}')
  })

  it('leaves alone what it cannot find or read', () => {
    expect(setAt('{"a":', ['a'], 1)).toBe('{"a":')
    expect(setAt('[1]', [4], 1)).toBe('[1]')
    expect(setAt('[1]', ['a'], 1)).toBe('[1]')
    expect(removeAt('[1]', [4])).toBe('[1]')
    expect(moveAt('[1]', [], { from: 0, to: 4 })).toBe('[1]')
    expect(insertAt('{"a":1}', ['a'], { index: 0, value: 1 })).toBe('{"a":1}')
  })
})

describe('a list', () => {
  it('loses the one item that is removed', () => {
    fc.assert(
      fc.property(listed, ({ text, list, items, from }) => {
        const rest = itemsOf(removeAt(text, [...list, from]), list)
        expect(rest).toEqual(plain(items.toSpliced(from, 1)))
      }),
    )
  })

  it('is put into another order without a value being written anew', () => {
    fc.assert(
      fc.property(listed, ({ text, list, items, from, to }) => {
        const moved = moveAt(text, list, { from, to })
        const order = items.toSpliced(from, 1)
        order.splice(to, 0, items[from] as JsonValue)
        expect(itemsOf(moved, list)).toEqual(plain(order))
        expect([...moved].toSorted()).toEqual([...text].toSorted())
        expect(moveAt(moved, list, { from: to, to: from })).toBe(text)
      }),
    )
  })

  it('gets one item more, in its place', () => {
    fc.assert(
      fc.property(listed, value, ({ text, list, items, from }, extra) => {
        const inserted = itemsOf(insertAt(text, list, { index: from, value: extra }), list)
        expect(inserted).toEqual(plain(items.toSpliced(from, 0, extra)))
        const copied = itemsOf(copyAt(text, list, from), list)
        expect(copied).toEqual(plain(items.toSpliced(from, 0, items[from] as JsonValue)))
      }),
    )
  })

  it('keeps lines as they were typed around a change', () => {
    const text = '[\n  {"a":1},\n\n  {"b":2}\n]'
    expect(moveAt(text, [], { from: 0, to: 1 })).toBe('[\n  {"b":2},\n\n  {"a":1}\n]')
    expect(insertAt(text, [], { index: 2, value: 3 })).toBe('[\n  {"a":1},\n\n  {"b":2},\n  3\n]')
    expect(removeAt(text, [1])).toBe('[\n  {"a":1}\n]')
  })
})

describe('wrapping', () => {
  it('keeps the value as it is', () => {
    fc.assert(
      fc.property(placed, fc.constantFrom(undefined, 'BLOCKS'), ({ text, path }, key) => {
        const before = valueAt(JSON.parse(text) as JsonValue, path)
        const after = JSON.parse(wrapAt(text, path, key)) as JsonValue
        expect(JSON.stringify(valueAt(after, [...path, key ?? 0]))).toBe(JSON.stringify(before))
      }),
    )
  })

  it('indents several lines', () => {
    expect(wrapAt('[\n  1\n]', [], 'BLOCKS')).toBe('{\n  "BLOCKS": [\n    1\n  ]\n}')
  })
})
