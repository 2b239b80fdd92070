// An ATTACH as a form and a preview read it: blocks, their parts, their items, each with its place. Pure; forgets nothing,
// for a form changes the text by these places and never writes this reading back.
import type { JsonObject, JsonValue } from '../contract/common'
import { bbcodePlain } from './bbcode'
import { isObject, upperKeys, valueAt } from './json-shape'
import type { JsonPath } from './json-shape'
import { blockKind, blocksPath } from './message-attach'
import type { BlockKind } from './message-attach'

/** One key of a block. Without a kind it is nothing the documentation knows, and shown as JSON. */
export interface AttachPart {
  readonly key: string
  readonly kind: BlockKind | undefined
  readonly path: JsonPath
  readonly value: JsonValue
}

export interface AttachBlock {
  readonly path: JsonPath
  readonly value: JsonValue
  /** One by the documentation; several where somebody wrote so, none where the block is no object. */
  readonly parts: readonly AttachPart[]
}

export interface RichItem {
  readonly path: JsonPath
  /** Fields by their documented names. */
  readonly fields: JsonObject
}

/** The kinds offered for a new block, most used first. */
export const NEW_KINDS = ['MESSAGE', 'GRID', 'LINK', 'IMAGE', 'FILE', 'USER', 'DELIMITER'] as const
export type NewKind = (typeof NEW_KINDS)[number]

/** The blocks of an ATTACH; `undefined` when it has no place for any. */
export function readBlocks(attach: JsonValue): readonly AttachBlock[] | undefined {
  const path = blocksPath(attach)
  const list = path && valueAt(attach, path)
  if (!path || !Array.isArray(list)) return undefined
  return list.map((value, index) => ({ path: [...path, index], value, parts: partsOf(value, [...path, index]) }))
}

function partsOf(block: JsonValue, path: JsonPath): AttachPart[] {
  if (!isObject(block)) return []
  return Object.entries(block).map(([key, value]) => {
    const kind = blockKind(key)
    return { key, kind: kind && fits(kind, value) ? kind : undefined, path: [...path, key], value }
  })
}

function fits(kind: BlockKind, value: JsonValue): boolean {
  const objects = Array.isArray(value) && value.every((item) => isObject(item))
  switch (kind) {
    case 'MESSAGE':
      return typeof value === 'string' || isObject(value)
    case 'GRID':
      return objects
    case 'DELIMITER':
      return isObject(value) || (Array.isArray(value) && value.length === 0)
    case 'LINK':
    case 'RICH_LINK':
    case 'USER':
    case 'IMAGE':
    case 'FILE':
      return isObject(value) || objects
  }
}

/** The objects a part holds, one or several; a message that is a text holds none. */
export function itemsOf({ value, path }: Pick<AttachPart, 'value' | 'path'>): RichItem[] {
  if (isObject(value)) return [{ path, fields: upperKeys(value) }]
  if (!Array.isArray(value)) return []
  return value.flatMap((item, index) => (isObject(item) ? [{ path: [...path, index], fields: upperKeys(item) }] : []))
}

/** A text or number as text, '' for anything else. */
export function fieldText(fields: JsonObject, name: string): string {
  const value = fields[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The text of a MESSAGE in either of its forms. */
export function messageText({ value }: Pick<AttachPart, 'value'>): string {
  return isObject(value) ? fieldText(upperKeys(value), 'TEXT') : typeof value === 'string' ? value : ''
}

/** What a part says, in one line without markup. */
export function summaryOf(part: AttachPart): string {
  const of = (...names: string[]): string =>
    itemsOf(part)
      .map(({ fields }) => names.map((name) => fieldText(fields, name)).find((text) => text !== '') ?? '')
      .filter((text) => text !== '')
      .join(' · ')
  switch (part.kind) {
    case 'MESSAGE':
      return bbcodePlain(messageText(part))
    case 'GRID':
      return itemsOf(part)
        .map(({ fields }) => [fieldText(fields, 'NAME'), bbcodePlain(fieldText(fields, 'VALUE'))])
        .map((pair) => pair.filter((text) => text !== '').join(' → '))
        .filter((text) => text !== '')
        .join(' · ')
    case 'DELIMITER':
      return ''
    case 'LINK':
    case 'RICH_LINK':
    case 'USER':
    case 'IMAGE':
    case 'FILE':
      return of('NAME', 'LINK')
    case undefined:
      return JSON.stringify(part.value).slice(0, 200)
  }
}

/** A new item of a kind, with its required fields. */
export function newItem(kind: BlockKind): JsonObject {
  switch (kind) {
    case 'USER':
      return { NAME: '' }
    case 'GRID':
      return { NAME: '', VALUE: '', DISPLAY: 'ROW' }
    case 'DELIMITER':
      return { SIZE: 200 }
    case 'MESSAGE':
    case 'LINK':
    case 'RICH_LINK':
    case 'IMAGE':
    case 'FILE':
      return { LINK: '' }
  }
}

/** A new block; several pictures or files may stand in one. */
export function newBlock(kind: NewKind): JsonObject {
  switch (kind) {
    case 'MESSAGE':
      return { MESSAGE: '' }
    case 'GRID':
    case 'IMAGE':
    case 'FILE':
      return { [kind]: [newItem(kind)] }
    case 'LINK':
    case 'USER':
    case 'DELIMITER':
      return { [kind]: newItem(kind) }
  }
}
