// Changing one value in a JSON text: every other character stays as it was typed. Pure. A text that is no JSON, or a
// path that leads nowhere, comes back unchanged.
import type { JsonValue } from '../contract/common'
import type { JsonPath } from './json-shape'
import { nodeAt, readJsonText } from './json-text'
import type { JsonNode } from './json-text'

type Container = Extract<JsonNode, { children: readonly unknown[] }>

/** Writes a value; a field that is missing is added behind its neighbours. Writing what is there changes nothing. */
export function setAt(text: string, path: JsonPath, value: JsonValue): string {
  const read = readJsonText(text)
  if (read.kind !== 'json') return text
  const node = nodeAt(read.root, path)
  if (node) {
    const same = JSON.stringify(JSON.parse(text.slice(node.start, node.end))) === JSON.stringify(value)
    return same ? text : splice(text, node, print(value, text, indentAt(text, node.start)))
  }
  const parent = nodeAt(read.root, path.slice(0, -1))
  const key = path.at(-1)
  if (parent?.kind !== 'object' || typeof key !== 'string') return text
  const indent = childIndent(text, parent)
  return insertSource(text, parent, {
    index: parent.children.length,
    source: `${JSON.stringify(key)}: ${print(value, text, indent ?? '')}`,
  })
}

/** Takes a list's item or an object's field out, with the comma that belonged to it; a doubled field goes wholly. */
export function removeAt(text: string, path: JsonPath): string {
  const read = readJsonText(text)
  const step = path.at(-1)
  if (read.kind !== 'json' || step === undefined || !nodeAt(read.root, path)) return text
  const parent = nodeAt(read.root, path.slice(0, -1))
  if (!parent || parent.kind === 'leaf') return text
  const index =
    typeof step === 'number'
      ? step
      : parent.kind === 'object'
        ? parent.children.findLastIndex((m) => m.key === step)
        : -1
  const [before, here, after] = [index - 1, index, index + 1].map((at) => parent.children[at])
  if (!here) return text
  const gone = before
    ? { start: before.end, end: here.end }
    : after
      ? { start: here.start, end: after.start }
      : { start: parent.start + 1, end: parent.end - 1 }
  const rest = splice(text, gone, '')
  return typeof step === 'string' ? removeAt(rest, path) : rest
}

/** Puts a value into a list, before the item that stands at `index`, or at its end. */
export function insertAt(text: string, list: JsonPath, { index, value }: { index: number; value: JsonValue }): string {
  const parent = listAt(text, list)
  if (!parent) return text
  return insertSource(text, parent, { index, source: print(value, text, childIndent(text, parent) ?? '') })
}

/** Puts a copy of a list's item right behind it, written as the first one is. */
export function copyAt(text: string, list: JsonPath, index: number): string {
  const parent = listAt(text, list)
  const item = parent?.children[index]
  if (!parent || !item) return text
  return insertSource(text, parent, { index: index + 1, source: text.slice(item.start, item.end) })
}

/** Moves a list's item; the others keep their order, and all keep their writing. */
export function moveAt(text: string, list: JsonPath, { from, to }: { from: number; to: number }): string {
  const slots = listAt(text, list)?.children ?? []
  const sources = slots.map(({ start, end }) => text.slice(start, end))
  const [moved] = sources.splice(from, 1)
  if (moved === undefined || slots[to] === undefined) return text
  sources.splice(to, 0, moved)
  return slots.reduceRight((changed, slot, index) => splice(changed, slot, sources[index] ?? ''), text)
}

/** Turns a value into the only field of a new object, or the only item of a new list; its own writing stays. */
export function wrapAt(text: string, path: JsonPath, key?: string): string {
  const read = readJsonText(text)
  const node = read.kind === 'json' ? nodeAt(read.root, path) : undefined
  if (!node) return text
  const source = text.slice(node.start, node.end)
  const [open, label, close] = key === undefined ? ['[', '', ']'] : ['{', `${JSON.stringify(key)}: `, '}']
  if (!text.includes('\n')) return splice(text, node, open + label + source + close)
  const indent = indentAt(text, node.start)
  const inner = source.replaceAll('\n', '\n  ')
  return splice(text, node, `${open}\n${indent}  ${label}${inner}\n${indent}${close}`)
}

/** A value as the forms write it. */
export const printJson = (value: JsonValue): string => JSON.stringify(value, null, 2)

function listAt(text: string, path: JsonPath): Extract<JsonNode, { kind: 'array' }> | undefined {
  const read = readJsonText(text)
  const node = read.kind === 'json' ? nodeAt(read.root, path) : undefined
  return node?.kind === 'array' ? node : undefined
}

function insertSource(text: string, parent: Container, { index, source }: { index: number; source: string }): string {
  const indent = childIndent(text, parent)
  const gap = indent === undefined ? ' ' : `\n${indent}`
  const next = parent.children[index]
  const last = parent.children.at(-1)
  if (next) return splice(text, { start: next.start, end: next.start }, `${source},${gap}`)
  if (last) return splice(text, { start: last.end, end: last.end }, `,${gap}${source}`)
  const inside = indent === undefined ? source : `${gap}${source}\n${indentAt(text, parent.start)}`
  return splice(text, { start: parent.start + 1, end: parent.end - 1 }, inside)
}

/** How far the children of a container are indented; `undefined` when they stand in one line with it. */
function childIndent(text: string, parent: Container): string | undefined {
  const first = parent.children[0]
  if (!first) return text.includes('\n') ? `${indentAt(text, parent.start)}  ` : undefined
  return text.slice(parent.start, first.start).includes('\n') ? indentAt(text, first.start) : undefined
}

/** The blank at the beginning of the line in which a place lies. */
function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1))?.[0] ?? ''
}

/** In a text of several lines a value takes several lines, else one. */
function print(value: JsonValue, text: string, indent: string): string {
  return text.includes('\n') ? printJson(value).replaceAll('\n', `\n${indent}`) : JSON.stringify(value)
}

function splice(text: string, { start, end }: { start: number; end: number }, source: string): string {
  return text.slice(0, start) + source + text.slice(end)
}
