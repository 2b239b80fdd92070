// ATTACH, the rich block of a Bitrix24 message: what it is made of, and all that is wrong with one. Pure.
import type { JsonObject, JsonValue } from '../contract/common'
import { isObject, keyOf } from './json-shape'
import type { JsonPath } from './json-shape'
import { ATTACH_FIELDS, BLOCK_FIELDS, reviewFields, reviewUnknown } from './rich-fields'
import { error } from './rich-issues'
import type { Issue } from './rich-issues'

export type BlockKind = keyof typeof BLOCK_FIELDS

/** Accepted by portals, but not documented. */
const UNDOCUMENTED_DISPLAY = 'COLUMN'

/** Where the blocks of an ATTACH are: the bare array, or what stands under BLOCKS. */
export function blocksPath(attach: JsonValue): JsonPath | undefined {
  if (Array.isArray(attach)) return []
  const key = isObject(attach) ? keyOf(attach, 'BLOCKS') : undefined
  return key === undefined ? undefined : [key]
}

export function blockKind(key: string): BlockKind | undefined {
  const name = key.toUpperCase()
  return Object.hasOwn(BLOCK_FIELDS, name) ? (name as BlockKind) : undefined
}

/**
 * Whether an ATTACH has a shape the portal accepts: `{ BLOCKS: [...] }` or the bare array, each block one of MESSAGE,
 * LINK, USER, GRID, IMAGE, FILE, DELIMITER with its required fields, links absolute http(s) or relative to the portal.
 * @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/attachments/index.html
 */
export function attachIsValid(attach: JsonValue): boolean {
  return reviewAttach(attach).every(({ level }) => level !== 'error')
}

/** Everything wrong with an ATTACH, in the order of its blocks. Errors stop the message; the rest has no effect there. */
export function reviewAttach(attach: JsonValue): Issue[] {
  const path = blocksPath(attach)
  if (path === undefined) return [error([], isObject(attach) ? 'noBlocks' : 'notAttach')]
  const whole = isObject(attach) ? attach : {}
  const blocks = isObject(attach) ? attach[String(path[0])] : attach
  const around = [
    ...reviewFields(whole, [], ATTACH_FIELDS).filter(({ code }) => code !== 'unknownField'),
    ...reviewUnknown(whole, [], ['BLOCKS', ...ATTACH_FIELDS.map(({ name }) => name)]),
  ]
  if (!Array.isArray(blocks) || blocks.length === 0) return [...around, error(path, 'noBlocks')]
  return [...around, ...blocks.flatMap((block, index) => reviewBlock(block, [...path, index]))]
}

function reviewBlock(block: JsonValue, path: JsonPath): Issue[] {
  if (!isObject(block)) return [error(path, 'notAnObject')]
  // Of one kind written twice, in different case, the portal reads the later one.
  const keys = Object.keys(block).filter((key) => keyOf(block, key.toUpperCase()) === key)
  if (keys.length === 0) return [error(path, 'emptyBlock')]
  const several: Issue[] = keys.length > 1 ? [{ path, code: 'severalKinds', level: 'warning' }] : []
  return [...several, ...keys.flatMap((key) => reviewPart(key, block[key] ?? null, [...path, key]))]
}

function reviewPart(key: string, content: JsonValue, path: JsonPath): Issue[] {
  const kind = blockKind(key)
  if (kind === undefined) return [error(path, 'unknownKind', { name: key })]
  switch (kind) {
    case 'MESSAGE':
      return reviewMessageBlock(content, path)
    case 'DELIMITER':
      if (Array.isArray(content)) return []
      return isObject(content) ? reviewFields(content, path, BLOCK_FIELDS.DELIMITER) : [wrongContent(kind, path)]
    case 'GRID':
      return reviewGrid(content, path)
    case 'LINK':
    case 'RICH_LINK':
    case 'USER':
    case 'IMAGE':
    case 'FILE':
      return reviewItems(content, path, kind)
  }
}

/** A block without a word is one that was begun and forgotten: the recipient would get an empty one. */
function reviewMessageBlock(content: JsonValue, path: JsonPath): Issue[] {
  if (typeof content === 'string') return isBlank(content) ? [error(path, 'missing', { name: 'TEXT' })] : []
  if (!isObject(content)) return [wrongContent('MESSAGE', path)]
  const key = keyOf(content, 'TEXT') ?? 'TEXT'
  const missing = isBlank(content[key]) ? [error([...path, key], 'missing', { name: 'TEXT' })] : []
  return [...missing, ...reviewFields(content, path, BLOCK_FIELDS.MESSAGE)]
}

function reviewItems(content: JsonValue, path: JsonPath, kind: BlockKind): Issue[] {
  const items = Array.isArray(content) ? content : [content]
  if (items.length === 0) return [wrongContent(kind, path)]
  return items.flatMap((item, index) => {
    const itemPath = Array.isArray(content) ? [...path, index] : path
    return isObject(item) ? reviewFields(item, itemPath, BLOCK_FIELDS[kind]) : [wrongContent(kind, itemPath)]
  })
}

function reviewGrid(content: JsonValue, path: JsonPath): Issue[] {
  if (!Array.isArray(content) || content.length === 0) return [wrongContent('GRID', path)]
  const rows = content.flatMap((row, index) =>
    isObject(row) ? reviewRow(row, [...path, index]) : [wrongContent('GRID', [...path, index])],
  )
  const displays = new Set(content.map((row) => (isObject(row) ? displayOf(row) : undefined)))
  return displays.size > 1 ? [...rows, { path, code: 'mixedDisplay', level: 'warning' }] : rows
}

/** A row may do without a name or without a value, but not without both. */
function reviewRow(row: JsonObject, path: JsonPath): Issue[] {
  const undocumented = displayOf(row) === UNDOCUMENTED_DISPLAY
  const said = ['NAME', 'VALUE'].some((name) => !isBlank(valueOf(row, name)))
  const missing = said ? [] : [error([...path, keyOf(row, 'VALUE') ?? 'VALUE'], 'missing', { name: 'VALUE' })]
  const fields = reviewFields(row, path, BLOCK_FIELDS.GRID).map((issue): Issue =>
    undocumented && issue.params?.['name'] === 'DISPLAY' ? { ...issue, level: 'warning' } : issue,
  )
  return [...missing, ...fields]
}

function displayOf(row: JsonObject): string | undefined {
  const display = valueOf(row, 'DISPLAY')
  return typeof display === 'string' ? display.toUpperCase() : undefined
}

const valueOf = (object: JsonObject, name: string): JsonValue | undefined => object[keyOf(object, name) ?? name]
const isBlank = (value: JsonValue | undefined): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '')
const wrongContent = (kind: BlockKind, path: JsonPath): Issue => error(path, 'wrongContent', { name: kind })
