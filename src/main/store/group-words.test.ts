import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Group } from '../../shared/contract/groups'
import { accountRecord, group } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'
import type { GroupSearch } from './group-search'

let temp: TempStore
const page = { limit: 500, offset: 0 }

beforeEach(() => {
  temp = openTempStore()
  for (const id of ['a', 'b', 'c']) temp.store.accounts.save(accountRecord(id))
})

afterEach(() => {
  temp.dispose()
})

describe('words as they may have been meant', () => {
  const search = (query: string, more: Partial<GroupSearch> = {}) =>
    temp.store.groups.search({ text: query, ...page, ...more })
  const names = (query: string, more: Partial<GroupSearch> = {}): string[] =>
    search(query, more).items.map(({ name }) => name)

  beforeEach(() => {
    temp.store.groups.upsertPage(
      [
        group('a', '1', { name: 'Проект «Берег»', activeAt: '2026-01-01T00:00:00.000Z' }),
        group('a', '2', { name: 'Web design', description: 'для отдела маркетинга' }),
        group('a', '3', { name: 'Отель у моря' }),
        group('b', '4', { name: 'Отдел продаж', ownerName: 'Семён Королёв', archived: true }),
        group('b', '5', { name: 'Склад и логистика', keywords: 'паллеты, ячейки' }),
      ],
      1,
    )
  })

  test.each([
    ['ghjtrn', 'проект', 'Проект «Берег»'],
    ['цуи', 'web', 'Web design'],
    ['Ghjtrn ,thtu', 'проект берег', 'Проект «Берег»'],
    ['прокет', 'проект', 'Проект «Берег»'],
    ['desing', 'design', 'Web design'],
    ['маркетнг', 'маркетинг', 'Web design'],
    ['ghjrtn', 'проект', 'Проект «Берег»'],
    ['паллты', 'паллеты', 'Склад и логистика'],
    ['лоигстика склд', 'логистика склад', 'Склад и логистика'],
    ['design цуи', 'design web', 'Web design'],
    ['(design), web!', 'design web', 'Web design'],
  ])('%s is sought as %s', (typed, corrected, name) => {
    expect(search(typed)).toMatchObject({ corrected, total: 1, items: [{ name }] })
  })

  test('what was meant is marked, wherever it stands', () => {
    const marked = (query: string): string[] =>
      search(query).items.flatMap((item) =>
        (item.marks ?? []).map(({ field, start, end }) => `${field}:${(item[field] ?? '').slice(start, end)}`),
      )
    expect(marked('ghjtrn')).toEqual(['name:Проект'])
    expect(marked('маркетнг web')).toEqual(['name:Web', 'description:маркетинг'])
    expect(marked('ячейки')).toEqual(['keywords:ячейки'])
    expect(search('').items.every(({ marks }) => marks === undefined)).toBe(true)
  })

  test('words as typed win, also where another reading would find more', () => {
    expect(search('отел')).toMatchObject({ total: 1, items: [{ name: 'Отель у моря' }] })
    expect(search('отел')).not.toHaveProperty('corrected')
  })

  test('only as many words are read otherwise as must be', () => {
    // "отел" is found as it is, but in no group with the other word.
    expect(search('отел продаж', { includeArchived: true })).toMatchObject({ corrected: 'отдел продаж', total: 1 })
    expect(search('отел ghjlf;', { includeArchived: true })).toMatchObject({ corrected: 'отдел продаж', total: 1 })
    expect(names('королев семен', { includeArchived: true })).toEqual(['Отдел продаж'])
  })

  test('only what the filters let through counts as found', () => {
    expect(search('продаж')).toMatchObject({ total: 0, items: [] })
    expect(search('отдел', { accountIds: ['a'] })).toMatchObject({ total: 1, items: [{ name: 'Web design' }] })
    expect(search('королев')).not.toHaveProperty('corrected')
  })

  test('what nobody can have meant finds nothing, and says nothing of corrections', () => {
    for (const query of ['абырвалг', 'проект абырвалг', 'qqqq wwww eeee', '2027', '!!!!', 'zz']) {
      expect(search(query)).toEqual({ items: [], total: 0 })
    }
  })

  test('very many words are only taken as typed (each reading of each would be tried)', () => {
    const long = Array.from({ length: 200 }, (_, n) => `слвоо${'а'.repeat(n % 9)}${String(n)}`).join(' ')
    expect(search(long)).toEqual({ items: [], total: 0 })
  })

  test('named exactly so comes first, then names that begin with it, then names with it inside, then the rest', () => {
    const named = (id: string, name: string, more: Partial<Group> = {}) => group('c', id, { name, ...more })
    temp.store.groups.upsertPage(
      [
        named('1', 'Совет по веб', { activeAt: '2020-01-01T00:00:00.000Z' }),
        named('2', 'Веб', { activeAt: '2010-01-01T00:00:00.000Z' }),
        named('3', 'Микровеб', { activeAt: '2024-01-01T00:00:00.000Z' }),
        named('4', 'Прочее', { description: 'про веб', activeAt: '2026-01-01T00:00:00.000Z' }),
        named('5', '«Веб»-мастера', { activeAt: '2021-01-01T00:00:00.000Z' }),
      ],
      1,
    )
    expect(names('веб')).toEqual(['Веб', '«Веб»-мастера', 'Совет по веб', 'Микровеб', 'Прочее'])
    expect(names('веб', { sort: 'name' })).toEqual(['«Веб»-мастера', 'Веб', 'Микровеб', 'Прочее', 'Совет по веб'])
  })
})
