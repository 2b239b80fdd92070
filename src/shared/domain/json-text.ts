// JSON as text: where each value stands in it, and where it stops being JSON. Pure; the text is never rewritten here.
import type { JsonPath } from './json-shape'

interface Span {
  readonly start: number
  readonly end: number
}

export interface JsonMember extends Span {
  readonly key: string
  readonly value: JsonNode
}

/** A value with the place of its source, `end` exclusive. A leaf is a string, a number, `true`, `false` or `null`. */
export type JsonNode = Span &
  (
    | { readonly kind: 'object'; readonly children: readonly JsonMember[] }
    | { readonly kind: 'array'; readonly children: readonly JsonNode[] }
    | { readonly kind: 'leaf' }
  )

export type JsonText =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly root: JsonNode }
  /** Line and column of what cannot be read, both from 1. */
  | { readonly kind: 'broken'; readonly line: number; readonly column: number }

interface Cursor {
  readonly text: string
  at: number
}

/** Far deeper than any message part; a text of brackets alone must not exhaust the stack. */
const MAX_DEPTH = 200
const BLANK = /[ \t\n\r]*/y
const STRING = /"[^"\\]*(?:\\[^][^"\\]*)*"/y
const OTHER_LEAF = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/**
 * Reads a text as JSON, exactly as `JSON.parse` would.
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function readJsonText(text: string): JsonText {
  const cursor: Cursor = { text, at: 0 }
  take(cursor, BLANK)
  if (cursor.at === text.length) return { kind: 'none' }
  const root = readValue(cursor, 0)
  if (root) take(cursor, BLANK)
  return root && cursor.at === text.length ? { kind: 'json', root } : { kind: 'broken', ...placeOf(cursor) }
}

/** The value at a path, `undefined` when there is none. Of two members with one key the last counts, as for JSON.parse. */
export function nodeAt(root: JsonNode, path: JsonPath): JsonNode | undefined {
  return path.reduce<JsonNode | undefined>((node, step) => {
    if (node?.kind === 'array' && typeof step === 'number') return node.children[step]
    if (node?.kind === 'object' && typeof step === 'string') return node.children.findLast((m) => m.key === step)?.value
    return undefined
  }, root)
}

function readValue(cursor: Cursor, depth: number): JsonNode | undefined {
  const start = cursor.at
  const first = cursor.text[start]
  if (first === '{' || first === '[') return depth < MAX_DEPTH ? readContainer(cursor, depth) : undefined
  const found = first === '"' ? readString(cursor) !== undefined : take(cursor, OTHER_LEAF)
  return found ? { kind: 'leaf', start, end: cursor.at } : undefined
}

/** Escapes and control characters are left to JSON.parse to judge. */
function readString(cursor: Cursor): string | undefined {
  const start = cursor.at
  if (!take(cursor, STRING)) return undefined
  try {
    return JSON.parse(cursor.text.slice(start, cursor.at)) as string
  } catch {
    cursor.at = start
    return undefined
  }
}

function readContainer(cursor: Cursor, depth: number): JsonNode | undefined {
  const start = cursor.at
  const isList = cursor.text[start] === '['
  const members: JsonMember[] = []
  const items: JsonNode[] = []
  const close = isList ? ']' : '}'
  cursor.at += 1
  take(cursor, BLANK)
  while (cursor.text[cursor.at] !== close) {
    if (members.length + items.length > 0 && !skipComma(cursor)) return undefined
    if (isList) {
      const item = readValue(cursor, depth + 1)
      if (!item) return undefined
      items.push(item)
    } else {
      const member = readMember(cursor, depth + 1)
      if (!member) return undefined
      members.push(member)
    }
    take(cursor, BLANK)
  }
  cursor.at += 1
  const span = { start, end: cursor.at }
  return isList ? { kind: 'array', children: items, ...span } : { kind: 'object', children: members, ...span }
}

function readMember(cursor: Cursor, depth: number): JsonMember | undefined {
  const start = cursor.at
  const key = readString(cursor)
  if (key === undefined) return undefined
  take(cursor, BLANK)
  if (cursor.text[cursor.at] !== ':') return undefined
  cursor.at += 1
  take(cursor, BLANK)
  const value = readValue(cursor, depth)
  return value && { key, value, start, end: value.end }
}

function skipComma(cursor: Cursor): boolean {
  if (cursor.text[cursor.at] !== ',') return false
  cursor.at += 1
  take(cursor, BLANK)
  return true
}

function take(cursor: Cursor, pattern: RegExp): boolean {
  pattern.lastIndex = cursor.at
  const found = pattern.test(cursor.text)
  if (found) cursor.at = pattern.lastIndex
  return found
}

function placeOf({ text, at }: Cursor): { line: number; column: number } {
  const lines = text.slice(0, at).split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}
