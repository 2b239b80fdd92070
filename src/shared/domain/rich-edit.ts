// What a form does to the JSON text of an attachment or a keyboard: one field, one block, one place in the order. Pure.
import type { JsonObject, JsonValue } from '../contract/common'
import { insertAt, printJson, removeAt, setAt, wrapAt } from './json-edit'
import { isObject, keyFor, keyOf, valueAt } from './json-shape'
import type { JsonPath } from './json-shape'
import { readJsonText } from './json-text'

/** The value of a text, `undefined` where it is none or broken. */
export function jsonOf(text: string): JsonValue | undefined {
  return readJsonText(text).kind === 'json' ? (JSON.parse(text) as JsonValue) : undefined
}

/** Sets a field of the object at a path under the name it has there, or takes it out. An empty list becomes an object. */
export function setField(
  text: string,
  path: JsonPath,
  { name, value }: { name: string; value: JsonValue | undefined },
): string {
  const object = valueAt(jsonOf(text) ?? null, path)
  if (Array.isArray(object) && object.length === 0) {
    return value === undefined ? text : setAt(text, path, { [name]: value })
  }
  if (!isObject(object)) return text
  if (value !== undefined) return setAt(text, [...path, keyFor(object, name)], value)
  const key = keyOf(object, name)
  return key === undefined ? text : setField(removeAt(text, [...path, key]), path, { name, value })
}

/** Sets a field of the whole; a bare list is put under `list` (BLOCKS, BUTTONS) for it. */
export function setWhole(
  text: string,
  { list, name, value }: { list: string; name: string; value: JsonValue | undefined },
): string {
  const bare = Array.isArray(jsonOf(text))
  if (bare && value === undefined) return text
  return setField(bare ? wrapAt(text, [], list) : text, [], { name, value })
}

/** Adds a block or a button at a place in the list; a text that says nothing yet becomes a list of that one. */
export function addEntry(
  text: string,
  { list, index, entry }: { list: string; index: number; entry: JsonObject },
): string {
  const whole = jsonOf(text)
  if (whole === undefined) return text.trim() === '' ? printJson([entry]) : text
  if (Array.isArray(whole)) return insertAt(text, [], { index, value: entry })
  if (!isObject(whole)) return text
  const key = keyOf(whole, list)
  const there = key === undefined ? undefined : whole[key]
  return key !== undefined && Array.isArray(there) && there.length > 0
    ? insertAt(text, [key], { index, value: entry })
    : setField(text, [], { name: list, value: [entry] })
}

/** Takes an entry out; with the last one the whole goes, for an empty list is refused. */
export function removeEntry(text: string, list: JsonPath, index: number): string {
  const entries = valueAt(jsonOf(text) ?? null, list)
  return Array.isArray(entries) && entries.length === 1 && index === 0 ? '' : removeAt(text, [...list, index])
}

/** Adds an item to a part that may stand there as one object: then it becomes a list. */
export function addItem(text: string, path: JsonPath, item: JsonObject): string {
  const there = valueAt(jsonOf(text) ?? null, path)
  const listed = isObject(there) ? wrapAt(text, path) : text
  const items = valueAt(jsonOf(listed) ?? null, path)
  return Array.isArray(items) ? insertAt(listed, path, { index: items.length, value: item }) : text
}
