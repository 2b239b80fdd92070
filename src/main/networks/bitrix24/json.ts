// Reading what a PHP server calls JSON: numbers as strings, empty maps as `[]`, `false` for "none", Y/N for booleans.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { isObject } from '../../../shared/domain/json-shape'

/** An object; `{}` for anything else, the empty array PHP makes of an empty map included. */
export function asObject(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {}
}

/** The items of a list, or the values of a map. */
export function asList(value: JsonValue | undefined): JsonValue[] {
  if (Array.isArray(value)) return value
  return isObject(value) ? Object.values(value) : []
}

/** The objects of a list or of a map. */
export function asObjects(value: JsonValue | undefined): JsonObject[] {
  return asList(value).filter((item) => isObject(item))
}

/** Non-empty text; a number as its digits. */
export function asText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** An id: text that is neither empty nor `0`. */
export function asId(value: JsonValue | undefined): string | undefined {
  const text = asText(value)?.trim()
  return text === undefined || text === '' || text === '0' ? undefined : text
}

/** A finite number, given as one or as its digits. */
export function asNumber(value: JsonValue | undefined): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** A count: a whole number from 0. */
export function asCount(value: JsonValue | undefined): number {
  return Math.max(0, Math.trunc(asNumber(value) ?? 0))
}

/** `Y`, `true`, `1`, and their like. */
export function asFlag(value: JsonValue | undefined): boolean {
  return value === true || value === 1 || value === 'Y' || value === 'y' || value === '1' || value === 'true'
}

/** `04/17/2025 07:37:55 pm` or `17.04.2025 19:37:55`: the portal's own format, which `workgroup.list` uses. */
const SITE_DATE = /^(\d\d)([./])(\d\d)\2(\d{4})(?: (\d\d):(\d\d)(?::(\d\d))?(?: ([ap])m)?)?$/i

/**
 * ISO 8601 in UTC; `undefined` for what is no time (empty, `{}`, `false`). A time in the portal's own format names no
 * zone: `offsetMinutes` is the portal's, as `offsetOf` reads it.
 * @see https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-list.html
 */
export function asIso(value: JsonValue | undefined, offsetMinutes = 0): string | undefined {
  if (typeof value !== 'string') return undefined
  const time = /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : siteTime(value) - offsetMinutes * 60_000
  return Number.isFinite(time) ? new Date(time).toISOString() : undefined
}

/** Minutes east of UTC that an ISO time names, e.g. 180 for `…+03:00`; 0 for one that names none. */
export function offsetOf(value: JsonValue | undefined): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(asText(value) ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0))
}

function siteTime(value: string): number {
  const parts = SITE_DATE.exec(value)
  if (!parts) return Number.NaN
  const [, first, separator, second, year, hour = '0', minute = '0', seconds = '0', half] = parts
  const [day, month] = separator === '.' ? [first, second] : [second, first]
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  if (Number(month) > 12 || Number(day) > 31 || hours > 23) return Number.NaN
  return Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(seconds))
}

/** At most `limit` UTF-16 units: what the contract's schemas take. */
export function clip(text: string, limit: number): string {
  return text.length <= limit ? text : text.slice(0, limit)
}
