// Checks ATTACH and KEYBOARD the way the service does: sizes of the serialised object, known blocks, usable buttons.
// https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-network-message-add.html
import type { JsonObject, JsonValue } from '../types'
import { isObject, toText } from './params'

const BLOCKS = ['MESSAGE', 'LINK', 'RICH_LINK', 'USER', 'GRID', 'IMAGE', 'FILE', 'DELIMITER']

const ACTIONS = ['PUT', 'SEND', 'COPY', 'CALL', 'DIALOG']

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

/** A field of an object, whatever the case of its name. */
function field(object: JsonObject, name: string): JsonValue | undefined {
  const key = Object.keys(object).findLast((each) => each.toUpperCase() === name)
  return key === undefined ? undefined : object[key]
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
  const blocks = isObject(value) ? field(value, 'BLOCKS') : value
  if (!Array.isArray(blocks) || blocks.length === 0 || !(blocks as readonly JsonValue[]).every(hasKnownBlock))
    return { kind: 'wrong' }
  return tooLong(value, older) ? { kind: 'oversize' } : { kind: 'ok', value }
}

const isNewline = (button: JsonValue): boolean =>
  isObject(button) && toText(field(button, 'TYPE')).toUpperCase() === 'NEWLINE'

/** A button needs a text and one thing to do: an address, a documented action with its value, a command, an app. */
function isUsable(button: JsonValue): boolean {
  if (!isObject(button)) return false
  if (isNewline(button)) return true
  const [link, action] = [toText(field(button, 'LINK')), toText(field(button, 'ACTION')).toUpperCase()]
  const purposes = [link, action, toText(field(button, 'COMMAND')), toText(field(button, 'APP_ID'))]
  if (toText(field(button, 'TEXT')).trim() === '' || purposes.filter((each) => each !== '').length !== 1) return false
  if (link !== '') return /^(https?:\/\/|\/(?!\/))/i.test(link)
  return action === '' || (ACTIONS.includes(action) && field(button, 'ACTION_VALUE') !== undefined)
}

/** Buttons of no use are dropped silently; only when none remains is it an error (undocumented). */
export function checkKeyboard(given: JsonValue | undefined, older: boolean): Checked {
  const value = decoded(given)
  if (value === undefined || isAbsent(value)) return { kind: 'absent' }
  const buttons = isObject(value) ? field(value, 'BUTTONS') : value
  if (!Array.isArray(buttons)) return { kind: 'wrong' }
  const usable = (buttons as readonly JsonValue[]).filter(isUsable)
  if (usable.every(isNewline)) return { kind: 'wrong' }
  const around = isObject(value) ? Object.entries(value).filter(([key]) => key.toUpperCase() !== 'BUTTONS') : []
  const kept: JsonObject = { ...Object.fromEntries(around), BUTTONS: usable }
  return tooLong(kept, older) ? { kind: 'oversize' } : { kind: 'ok', value: kept }
}
