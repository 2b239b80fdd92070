// Telling JSON values apart, and finding fields whatever the case of their names. Pure.
import type { JsonObject, JsonValue } from '../contract/common'

/** Keys and positions from the root to a value. */
export type JsonPath = readonly (string | number)[]

/** A JSON object, told from an array and from null. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keys in upper case, as the portal reads them whatever was written. A later duplicate wins. */
export function upperKeys(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toUpperCase(), inner]))
}

/** The key under which a field stands, as it was written; `undefined` when it does not. */
export function keyOf(value: JsonObject, field: string): string | undefined {
  return Object.keys(value).findLast((key) => key.toUpperCase() === field)
}

/** The key a new field gets: in lower case where all its neighbours are. */
export function keyFor(value: JsonObject, field: string): string {
  const keys = Object.keys(value)
  const lower = keys.length > 0 && keys.every((key) => key === key.toLowerCase())
  return keyOf(value, field) ?? (lower ? field.toLowerCase() : field)
}

/** The value at a path, `undefined` when there is none. */
export function valueAt(value: JsonValue, path: JsonPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((inner, step) => {
    if (typeof step === 'number') return Array.isArray(inner) ? inner[step] : undefined
    return isObject(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined
  }, value)
}
