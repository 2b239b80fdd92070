// Checks ATTACH and KEYBOARD the way the service does: sizes of the serialised object, known blocks, usable buttons.
// https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-network-message-add.html
import type { JsonObject, JsonValue } from '../types'
import { isObject, toText } from './params'

const BLOCKS = ['MESSAGE', 'LINK', 'RICH_LINK', 'USER', 'GRID', 'IMAGE', 'FILE', 'DELIMITER']

/** Servers measure characters of the normalised JSON (undocumented); the older documentation says 30 KB. */
const LIMIT_CHARACTERS = 60_000
const OLDER_LIMIT_BYTES = 30 * 1024

export type Checked =
  | { readonly kind: 'absent' }
  | { readonly kind: 'ok'; readonly value: JsonValue }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'oversize' }

/** Forms send JSON as text. */
function decoded(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as JsonValue
  } catch {
    return value
  }
}

function isAbsent(value: JsonValue | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === 'N' ||
    (Array.isArray(value) && value.length === 0)
  )
}

function tooLong(value: JsonValue, older: boolean): boolean {
  const json = JSON.stringify(value)
  return older ? Buffer.byteLength(json) > OLDER_LIMIT_BYTES : json.length >= LIMIT_CHARACTERS
}

function hasKnownBlock(block: JsonValue): boolean {
  return isObject(block) && Object.keys(block).some((key) => BLOCKS.includes(key.toUpperCase()))
}

/** An attach is `{ BLOCKS: [...] }` or a bare list; every block has to be a known one. */
export function checkAttach(given: JsonValue | undefined, older: boolean): Checked {
  const value = decoded(given)
  if (value === undefined || isAbsent(value)) return { kind: 'absent' }
  const blocks = isObject(value) ? value['BLOCKS'] : value
  if (!Array.isArray(blocks) || blocks.length === 0 || !(blocks as readonly JsonValue[]).every(hasKnownBlock))
    return { kind: 'wrong' }
  return tooLong(value, older) ? { kind: 'oversize' } : { kind: 'ok', value }
}

/** A button needs a text and something to do; NEWLINE needs nothing. */
function isUsable(button: JsonValue): boolean {
  if (!isObject(button)) return false
  if (toText(button['TYPE']).toUpperCase() === 'NEWLINE') return true
  if (toText(button['TEXT']) === '') return false
  const link = toText(button['LINK'])
  if (link !== '') return /^(https?:\/\/|\/)/.test(link)
  return toText(button['ACTION']) !== '' || toText(button['COMMAND']) !== '' || toText(button['APP_ID']) !== ''
}

/** Buttons of no use are dropped silently; only when none remains is it an error (undocumented). */
export function checkKeyboard(given: JsonValue | undefined, older: boolean): Checked {
  const value = decoded(given)
  if (value === undefined || isAbsent(value)) return { kind: 'absent' }
  const buttons = isObject(value) ? value['BUTTONS'] : value
  if (!Array.isArray(buttons)) return { kind: 'wrong' }
  const usable = (buttons as readonly JsonValue[]).filter(isUsable)
  if (!usable.some((button) => isObject(button) && toText(button['TYPE']).toUpperCase() !== 'NEWLINE'))
    return { kind: 'wrong' }
  const kept: JsonObject = isObject(value) ? { ...value, BUTTONS: usable } : { BUTTONS: usable }
  return tooLong(kept, older) ? { kind: 'oversize' } : { kind: 'ok', value: kept }
}
