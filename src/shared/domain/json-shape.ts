// Telling JSON values apart. Pure.
import type { JsonObject, JsonValue } from '../contract/common'

/** A JSON object, told from an array and from null. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keys in upper case, as the portal reads them whatever was written. A later duplicate wins. */
export function upperKeys(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toUpperCase(), inner]))
}
