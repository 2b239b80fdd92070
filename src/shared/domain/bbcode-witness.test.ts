// Catches: reading well-formed BBCode otherwise than another parser does. @bbob/parser is the witness, where both know the tag.
import { parse } from '@bbob/parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBbcode } from './bbcode'
import type { BbNode } from './bbcode-nodes'

type Shape = string | Tagged
interface Tagged {
  readonly name: string
  readonly value: string
  readonly inner: readonly Shape[]
}

/** Neighbouring pieces of text become one: how text is cut into pieces is nobody's business. */
function joined(shapes: readonly Shape[]): Shape[] {
  return shapes.reduce<Shape[]>((before, shape) => {
    const last = before.at(-1)
    if (typeof shape === 'string' && typeof last === 'string') return [...before.slice(0, -1), last + shape]
    return shape === '' ? before : [...before, shape]
  }, [])
}
const ours = (nodes: readonly BbNode[]): Shape[] =>
  joined(
    nodes.map((node) =>
      node.kind === 'text' ? node.text : { name: node.name, value: node.value, inner: ours(node.children) },
    ),
  )

/** As the witness tells a tag: the value stands among the attributes, by its own name. */
interface Witnessed {
  readonly tag: string
  readonly attrs: Readonly<Record<string, unknown>>
  readonly content: readonly unknown[] | null
}
const isTag = (node: unknown): node is Witnessed => typeof node === 'object' && node !== null && 'tag' in node

const theirs = (nodes: readonly unknown[]): Shape[] =>
  joined(
    nodes.map((node) =>
      isTag(node)
        ? { name: node.tag, value: Object.keys(node.attrs)[0] ?? '', inner: theirs(node.content ?? []) }
        : String(node),
    ),
  )

const word = fc.constantFrom('слово', 'two words', '\n', '<b>', '😀', 'a@b.example', '&amp;', ' ')
const { text: written } = fc.letrec<{ text: string; tagged: string }>((tie) => ({
  text: fc
    .array(fc.oneof({ withCrossShrink: true, maxDepth: 5 }, word, tie('tagged')), { maxLength: 6 })
    .map((parts) => parts.join('')),
  tagged: fc
    .tuple(
      fc.constantFrom('b', 'i', 'u', 's', 'color=#ff0000', 'size=12', 'url=https://a.example/x?y=1', 'user=5'),
      tie('text'),
    )
    .map(([open, inner]) => `[${open}]${inner}[/${open.split('=')[0] ?? ''}]`),
}))

describe('well-formed BBCode', () => {
  it('is the same tree for us and for @bbob/parser', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(ours(parseBbcode(text))).toEqual(theirs(parse(text)))
      }),
      { numRuns: 500 },
    )
  })
})
