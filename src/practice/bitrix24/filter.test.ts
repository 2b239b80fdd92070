import { expect, test } from 'vitest'
import type { JsonObject } from '../types'
import { applyFilter, applyOrder, page, type FieldReader } from './filter'

interface Row {
  readonly id: number
  readonly name: string
  readonly made: string
}

const ROWS: readonly Row[] = [
  { id: 1, name: 'Склад', made: '2026-03-01T10:00:00+02:00' },
  { id: 2, name: 'Sales', made: '2026-03-02T10:00:00+02:00' },
  { id: 10, name: 'Support', made: '2026-03-03T10:00:00+02:00' },
]
const read: FieldReader<Row> = (row, field) =>
  field === 'ID' ? row.id : field === 'NAME' ? row.name : field === 'MADE' ? row.made : undefined
const ids = (filter: JsonObject): number[] => applyFilter(ROWS, filter, read).map((row) => row.id)

test.each([
  [{ ID: '2' }, [2]],
  [{ '=ID': 2 }, [2]],
  [{ '>ID': '2' }, [10]],
  [{ '<=ID': 2 }, [1, 2]],
  [{ '!ID': [1, 2] }, [10]],
  [{ '!=ID': 1 }, [2, 10]],
  [{ ID: ['1', '10'] }, [1, 10]],
  [{ '><ID': [2, 9] }, [2]],
  [{ '!><ID': [2, 9] }, [1, 10]],
  [{ '%NAME': 'скл' }, [1]],
  [{ '?name': 'SUP' }, [10]],
  [{ '!%NAME': 's' }, [1]],
  [{ '>=MADE': '2026-03-02T08:00:00Z' }, [2, 10]],
  [{ UNKNOWN: 'x' }, [1, 2, 10]],
  [{ '>ID': 1, '%NAME': 'sal' }, [2]],
])('%j', (filter, expected) => {
  expect(ids(filter)).toEqual(expected)
})

test('numbers are ordered as numbers, and the fallback is used when nothing is asked', () => {
  const ordered = (order: JsonObject): number[] =>
    applyOrder(ROWS, order, { read, fallback: { ID: 'DESC' } }).map((row) => row.id)
  expect(ordered({ ID: 'ASC' })).toEqual([1, 2, 10])
  expect(ordered({})).toEqual([10, 2, 1])
  expect(ordered({ name: 'asc' })).toEqual([2, 10, 1])
})

test('pages: the last one has no next, a start beyond the end is empty, -1 counts nothing', () => {
  const rows = Array.from({ length: 101 }, (_, index) => index)
  expect(page(rows, undefined)).toMatchObject({ total: 101, next: 50 })
  expect(page(rows, '50')).toMatchObject({ total: 101, next: 100 })
  expect(page(rows, 100)).toEqual({ rows: [100], total: 101 })
  expect(page(rows, 500)).toEqual({ rows: [], total: 101 })
  expect(page(rows, -1)).toEqual({ rows: rows.slice(0, 50) })
})
