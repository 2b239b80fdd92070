// The service's list filters: operators in front of the field name, orders, pages of 50. Pure.
import type { JsonObject, JsonValue } from '../types'
import { toInt, toList, toText } from './params'

/** Operators of https://apidocs.bitrix24.com/api-reference/sonet-group/sonet-group-get.html, longest first. */
const OPERATORS = ['!><', '><', '>=', '<=', '!=', '!%', '!', '>', '<', '=', '%', '?'] as const
type Operator = (typeof OPERATORS)[number] | ''

export type FieldReader<T> = (row: T, field: string) => string | number | undefined

function splitKey(key: string): { operator: Operator; field: string } {
  const operator = OPERATORS.find((candidate) => key.startsWith(candidate)) ?? ''
  return { operator, field: key.slice(operator.length) }
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number') return one - Number(other)
  return one < String(other) ? -1 : one > String(other) ? 1 : 0
}

/** Dates are compared as instants whatever offset they were written with. */
function comparable(value: string | number, wanted: JsonValue): readonly [string | number, string | number] {
  const text = toText(wanted)
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(text))) {
    return [Date.parse(value), Date.parse(text)]
  }
  return typeof value === 'number' ? [value, Number(text)] : [value, text]
}

function equalsAny(value: string | number, wanted: JsonValue): boolean {
  return toList(wanted).some((item) => {
    const [one, other] = comparable(value, item)
    return compare(one, other) === 0
  })
}

function includes(value: string | number, wanted: JsonValue): boolean {
  return String(value).toLowerCase().includes(toText(wanted).replaceAll('%', '').toLowerCase())
}

function between(value: string | number, wanted: JsonValue): boolean {
  const [from = '', to = ''] = toList(wanted)
  const [low, lowLimit] = comparable(value, from)
  const [high, highLimit] = comparable(value, to)
  return compare(low, lowLimit) >= 0 && compare(high, highLimit) <= 0
}

function passes(value: string | number, operator: Operator, wanted: JsonValue): boolean {
  const [one, other] = comparable(value, wanted)
  switch (operator) {
    case '>':
      return compare(one, other) > 0
    case '>=':
      return compare(one, other) >= 0
    case '<':
      return compare(one, other) < 0
    case '<=':
      return compare(one, other) <= 0
    case '><':
      return between(value, wanted)
    case '!><':
      return !between(value, wanted)
    case '%':
    case '?':
      return includes(value, wanted)
    case '!%':
      return !includes(value, wanted)
    case '!':
    case '!=':
      return !equalsAny(value, wanted)
    case '':
    case '=':
      return equalsAny(value, wanted)
  }
}

/** Keeps the rows that pass every condition; unknown fields are ignored, as the service does. */
export function applyFilter<T>(rows: readonly T[], filter: JsonObject, read: FieldReader<T>): T[] {
  const conditions = Object.entries(filter).map(([key, wanted]) => ({ ...splitKey(key), wanted }))
  return rows.filter((row) =>
    conditions.every(({ operator, field, wanted }) => {
      const value = read(row, field.toUpperCase())
      return value === undefined || passes(value, operator, wanted)
    }),
  )
}

/** Orders by the given fields; `fallback` when none is given. Stable. */
export function applyOrder<T>(
  rows: readonly T[],
  order: JsonObject,
  options: { readonly read: FieldReader<T>; readonly fallback: JsonObject },
): T[] {
  const given = Object.keys(order).length === 0 ? options.fallback : order
  const keys = Object.entries(given).map(([field, direction]) => ({
    field: field.toUpperCase(),
    sign: toText(direction).toUpperCase() === 'DESC' ? -1 : 1,
  }))
  return [...rows].sort((one, other) => {
    for (const { field, sign } of keys) {
      const left = options.read(one, field)
      const right = options.read(other, field)
      if (left === undefined || right === undefined) continue
      const difference = compare(left, right)
      if (difference !== 0) return difference * sign
    }
    return 0
  })
}

export interface Page<T> {
  readonly rows: readonly T[]
  readonly total?: number
  readonly next?: number
}

const PAGE_SIZE = 50

/**
 * Pages of 50 by `start`; `start=-1` answers the first 50 without `total` and `next`.
 * https://apidocs.bitrix24.com/settings/performance/huge-data.html
 */
export function page<T>(rows: readonly T[], start: JsonValue | undefined): Page<T> {
  const from = toInt(start)
  if (from < 0) return { rows: rows.slice(0, PAGE_SIZE) }
  const next = from + PAGE_SIZE
  return { rows: rows.slice(from, next), total: rows.length, ...(next < rows.length ? { next } : {}) }
}
