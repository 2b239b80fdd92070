// The shape of ATTACH, the rich block of a Bitrix24 message. Pure.
import type { JsonObject, JsonValue } from '../contract/common'
import { isObject, upperKeys } from './json-shape'

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  LINK: ['LINK'],
  RICH_LINK: ['LINK'],
  USER: ['NAME'],
  IMAGE: ['LINK'],
  FILE: ['LINK'],
}

/**
 * Whether an ATTACH has a shape the portal accepts: `{ BLOCKS: [...] }` or the bare array, each block one of MESSAGE,
 * LINK, USER, GRID, IMAGE, FILE, DELIMITER with its required fields, links absolute http(s) or relative to the portal.
 * @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/attachments/index.html
 */
export function attachIsValid(attach: JsonValue): boolean {
  const blocks = isObject(attach) ? upperKeys(attach)['BLOCKS'] : attach
  return Array.isArray(blocks) && blocks.length > 0 && blocks.every(blockIsValid)
}

function blockIsValid(block: JsonValue): boolean {
  if (!isObject(block)) return false
  const entries = Object.entries(upperKeys(block))
  return entries.length > 0 && entries.every(([kind, content]) => contentIsValid(kind, content))
}

function contentIsValid(kind: string, content: JsonValue): boolean {
  if (kind === 'MESSAGE') return typeof content === 'string' || (isObject(content) && 'TEXT' in upperKeys(content))
  if (kind === 'DELIMITER') return isObject(content) || Array.isArray(content)
  if (kind === 'GRID') return Array.isArray(content) && content.length > 0 && content.every(gridRowIsValid)
  const needed = NEEDED[kind]
  if (needed === undefined) return false
  const items = Array.isArray(content) ? content : [content]
  return items.length > 0 && items.every((item) => isObject(item) && hasFields(upperKeys(item), needed))
}

function gridRowIsValid(row: JsonValue): boolean {
  const display = isObject(row) ? upperKeys(row)['DISPLAY'] : undefined
  return typeof display === 'string' && /^(?:BLOCK|LINE|ROW|TABLE|COLUMN)$/i.test(display)
}

function hasFields(item: JsonObject, needed: readonly string[]): boolean {
  const present = needed.every((field) => typeof item[field] === 'string' && item[field] !== '')
  return present && (item['LINK'] === undefined || linkIsValid(item['LINK']))
}

function linkIsValid(link: JsonValue): boolean {
  if (typeof link !== 'string') return false
  return /^\/(?!\/)/.test(link) || ['http:', 'https:'].includes(URL.parse(link)?.protocol ?? '')
}
