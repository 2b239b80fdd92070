import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accountId, accountRecord, group } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'

let temp: TempStore
const a = accountId('a')

beforeEach(() => {
  temp = openTempStore()
  temp.store.accounts.save(accountRecord('a'))
  temp.store.accounts.save(accountRecord('b', { host: 'other.example' }))
})

afterEach(() => {
  temp.dispose()
})

describe('groups', () => {
  const names = (query: Parameters<typeof temp.store.groups.search>[0]): string[] =>
    temp.store.groups.search(query).items.map(({ name }) => name)
  const page = { limit: 50, offset: 0 }

  beforeEach(() => {
    temp.store.groups.upsertPage(
      [
        group('a', '1', { name: 'Ёлки и подарки', activeAt: '2026-01-03T00:00:00.000Z', memberCount: 9 }),
        group('a', '2', { name: 'Sales 100%', description: 'Отдел продаж', activeAt: '2026-01-05T00:00:00.000Z' }),
        group('a', '3', { name: 'Old', archived: true, keywords: 'архив' }),
        group('b', '4', { name: 'under_score', ownerName: 'Пётр Ёжиков', relation: 'member', kind: 'project' }),
      ],
      1,
    )
  })

  test('are found in any case, with е for ё, by name, description, keywords and owner', () => {
    expect(names({ text: 'ЕЛКИ', ...page })).toEqual(['Ёлки и подарки'])
    expect(names({ text: 'продаж ОТДЕЛ', ...page })).toEqual(['Sales 100%'])
    expect(names({ text: 'петр ежик', ...page })).toEqual(['under_score'])
    expect(names({ text: 'архив', includeArchived: true, ...page })).toEqual(['Old'])
    expect(names({ text: 'архив', ...page })).toEqual([])
  })

  test('signs that SQL gives a meaning are only signs', () => {
    expect(names({ text: '%', ...page })).toEqual(['Sales 100%'])
    expect(names({ text: '_', ...page })).toEqual(['under_score'])
    expect(names({ text: `'; DROP TABLE groups; --`, ...page })).toEqual([])
    expect(names(page)).toHaveLength(3)
  })

  test('a word does not match across the border of two fields', () => {
    temp.store.groups.upsertPage([group('a', '7', { name: 'foo', description: 'bar' })], 1)
    expect(names({ text: 'foobar', ...page })).toEqual([])
  })

  test('filters combine, and an empty list of accounts finds nothing', () => {
    expect(names({ accountIds: ['b'], ...page })).toEqual(['under_score'])
    expect(names({ relations: ['member'], kinds: ['project'], ...page })).toEqual(['under_score'])
    expect(names({ relations: ['member'], kinds: ['group'], ...page })).toEqual([])
    expect(names({ accountIds: [], ...page })).toEqual([])
  })

  test('sort orders: unknown activity last, names as read, most members first', () => {
    expect(names(page)).toEqual(['Sales 100%', 'Ёлки и подарки', 'under_score'])
    expect(names({ sort: 'name', ...page })).toEqual(['Sales 100%', 'under_score', 'Ёлки и подарки'])
    expect(names({ sort: 'members', ...page })[0]).toBe('Ёлки и подарки')
  })

  test('pages neither repeat nor skip, and the total does not depend on the page', () => {
    const many = Array.from({ length: 130 }, (_, n) => group('a', `m${String(n)}`, { name: 'same' }))
    temp.store.groups.upsertPage(many, 1)
    const seen = new Set<string>()
    for (let offset = 0; offset < 133; offset += 20) {
      const found = temp.store.groups.search({ limit: 20, offset })
      expect(found.total).toBe(133)
      for (const { groupId } of found.items) seen.add(groupId)
    }
    expect(seen.size).toBe(133)
  })

  test.each([
    [{ relation: 'owner' }, { relations: ['owner'] }],
    [{ kind: 'scrum' }, { kinds: ['scrum'] }],
    [{ joinRule: 'open' }, { joinRules: ['open'] }],
    [{ archived: true }, { onlyArchived: true }],
    [{ memberCount: 77 }, { sort: 'members' }],
    [{ activeAt: '2027-01-01T00:00:00.000Z' }, { sort: 'activity' }],
  ] as const)('a change of nothing but %o is followed by the list that shows it', (change, query) => {
    const known = group('a', 'known', { name: 'Known' })
    temp.store.groups.upsertPage([known, group('a', 'z', { name: 'Zebra' })], 1)
    temp.store.groups.remove(a, ['3'])
    // Text makes the search ready, and the list is asked for once before.
    expect(names({ text: 'known', ...page })).toEqual(['Known'])
    expect(names({ ...(query as object), ...page })[0]).not.toBe('Known')
    temp.store.groups.upsertPage([{ ...known, ...change }], 1)
    expect(names({ ...(query as object), ...page })[0]).toBe('Known')
  })

  test('what is removed is found no more, and only that of that account', () => {
    expect(names({ includeArchived: true, ...page })).toHaveLength(4)
    temp.store.groups.remove(a, ['2', '3', '4', 'unknown'])
    expect(names({ includeArchived: true, sort: 'name', ...page })).toEqual(['under_score', 'Ёлки и подарки'])
  })
})
