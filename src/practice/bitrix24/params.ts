// Reads parameters the way PHP does: numbers from strings, strings from numbers, lists from maps. Never throws.
import type { JsonObject, JsonValue } from '../types'

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** PHP's intval: leading digits count, anything else is 0. */
export function toInt(value: JsonValue | undefined): number {
  if (typeof value === 'number') return Math.trunc(value)
  if (value === true) return 1
  if (typeof value !== 'string') return 0
  const digits = /^\s*[+-]?\d+/.exec(value)
  return digits === null ? 0 : Number(digits[0])
}

export function toText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value === true) return '1'
  return ''
}

/** A list, or the values of a map (`USERS[3]=7`), or one scalar as a list of one. */
export function toList(value: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(value)) return value as readonly JsonValue[]
  if (isObject(value)) return Object.values(value)
  return value === undefined || value === null || value === '' ? [] : [value]
}

export function toMap(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {}
}

/** PHP's loose `Y`: methods compare with the letter, nothing else counts as yes. */
export function isYes(value: JsonValue | undefined): boolean {
  return value === 'Y' || value === true
}

/** Digits only, or empty: what cursors must be. */
export function isNumeric(value: JsonValue | undefined): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
}

/** Upper-cases the first level of keys. */
export function upperKeys(params: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key.toUpperCase(), value]))
}
