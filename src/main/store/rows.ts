// Reading typed values out of SQLite's untyped rows. A row that is not as the schema says is a bug and throws.
import type { SQLOutputValue } from 'node:sqlite'
import type { JsonValue } from '../../shared/contract/common'

export type Row = Record<string, SQLOutputValue>

export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds no text`)
  return value
}

export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null || row[column] === undefined ? undefined : text(row, column)
}

export function integer(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds no number`)
  return value
}

export function optionalInteger(row: Row, column: string): number | undefined {
  return row[column] === null || row[column] === undefined ? undefined : integer(row, column)
}

export function flag(row: Row, column: string): boolean {
  return integer(row, column) !== 0
}

export function optionalFlag(row: Row, column: string): boolean | undefined {
  const value = optionalInteger(row, column)
  return value === undefined ? undefined : value !== 0
}

/** JSON that this app wrote; its shape is the writer's. */
export function json(row: Row, column: string): JsonValue {
  return JSON.parse(text(row, column)) as JsonValue
}

export function optionalJson(row: Row, column: string): JsonValue | undefined {
  return optionalText(row, column) === undefined ? undefined : json(row, column)
}

export function orNull<T extends string | number>(value: T | undefined): T | null {
  return value === undefined ? null : value
}

export function flagOrNull(value: boolean | undefined): number | null {
  return value === undefined ? null : Number(value)
}
