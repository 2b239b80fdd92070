// The search against the table it copies: whatever was written, removed or rolled back, it must answer what looking
// through every row would.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GROUP_KINDS, JOIN_RULES, RELATIONS } from '../../shared/domain/states'
import type { Group } from '../../shared/contract/groups'
import { accountId, accountRecord, group } from '../testing/records'
import type { GroupSearch } from './group-search'
import { allGroups, naiveSearch, openQuickStore, type QuickStore } from './group-search.fixtures'

let directory: string
let store: QuickStore
const ACCOUNTS = ['a', 'b', 'c'] as const
const page = { limit: 500, offset: 0 }

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bellhop-finder-'))
  store = openQuickStore(join(directory, 'bellhop.db'))
  for (const id of ACCOUNTS) store.accounts.save(accountRecord(id))
})

afterEach(() => {
  store.close()
  rmSync(directory, { recursive: true, force: true })
})

/** As the next start of the app would. */
function reopen(): void {
  store.close()
  store = openQuickStore(join(directory, 'bellhop.db'))
}

const keysOf = (query: GroupSearch): string[] =>
  store.groups.search(query).items.map(({ accountId: account, groupId }) => `${account}/${groupId}`)

// Few letters, so that words meet; every name is different, so that each order is one order.
const word = fc.string({ unit: fc.constantFrom(...'абвёЕx-1.'.split('')), minLength: 1, maxLength: 4 })
const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const optional = fc.option(text, { nil: undefined })
const anyGroup = fc.record({
  account: fc.constantFrom(...ACCOUNTS),
  id: fc.nat(11),
  name: text,
  description: optional,
  keywords: optional,
  ownerName: optional,
  topic: optional,
  relation: fc.constantFrom(...RELATIONS),
  kind: fc.constantFrom(...GROUP_KINDS),
  joinRule: fc.constantFrom(...JOIN_RULES),
  memberCount: fc.nat(3),
  archived: fc.boolean(),
  activeAt: fc.option(fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'), { nil: undefined }),
})
const mostlyNot = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
const some = <T>(values: readonly T[]) =>
  mostlyNot(fc.subarray([...values], { minLength: Math.floor(values.length / 2) }))
const sought = fc
  .array(fc.string({ unit: fc.constantFrom(...'абвеx1-.'.split('')), minLength: 1, maxLength: 2 }), {
    minLength: 1,
    maxLength: 2,
  })
  .map((words) => words.join(' '))
const anyQuery = fc.record({
  text: fc.option(sought, { nil: undefined }),
  accountIds: some(ACCOUNTS),
  relations: some(RELATIONS),
  kinds: some(GROUP_KINDS),
  joinRules: some(JOIN_RULES),
  includeArchived: fc.boolean(),
  onlyArchived: mostlyNot(fc.boolean()),
  sort: fc.constantFrom('activity' as const, 'name' as const, 'members' as const, undefined),
})
type Step =
  | { readonly do: 'upsert' | 'upsertAndRollBack'; readonly groups: readonly Group[] }
  | { readonly do: 'relate'; readonly account: string; readonly id: number; readonly relation: Group['relation'] }
  | { readonly do: 'remove'; readonly account: string; readonly ids: readonly number[] }
  | { readonly do: 'removeAccount'; readonly account: string }
  | { readonly do: 'prepare' | 'search' | 'reopen' }

const groups = fc
  .array(anyGroup, { maxLength: 6 })
  .map((list) =>
    list.map(({ account, id, name, ...rest }) =>
      group(account, String(id), { ...rest, name: `${name} ${account}${String(id)}` }),
    ),
  )
const account = fc.constantFrom(...ACCOUNTS)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('upsert' as const), groups }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('upsertAndRollBack' as const), groups }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('relate' as const),
      account,
      id: fc.nat(11),
      relation: fc.constantFrom(...RELATIONS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('remove' as const), account, ids: fc.array(fc.nat(11), { maxLength: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('removeAccount' as const), account }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('prepare' as const, 'search' as const, 'reopen' as const) }),
  },
)

function take(step: Step): void {
  switch (step.do) {
    case 'upsert':
      store.groups.upsertPage(step.groups, 1)
      return
    case 'upsertAndRollBack':
      expect(() => {
        store.transaction(() => {
          store.groups.upsertPage(step.groups, 1)
          store.groups.search({ text: 'а', ...page })
          throw new Error('full disk')
        })
      }).toThrow('full disk')
      return
    case 'relate':
      store.groups.setRelation(accountId(step.account), String(step.id), step.relation)
      return
    case 'remove':
      store.groups.remove(accountId(step.account), step.ids.map(String))
      return
    case 'removeAccount':
      store.accounts.remove(accountId(step.account))
      store.accounts.save(accountRecord(step.account))
      return
    case 'prepare':
      store.groups.prepare()
      return
    case 'search':
      store.groups.search({ text: 'а б', ...page })
      return
    case 'reopen':
      reopen()
  }
}

describe('the search answers as looking through every row would', () => {
  test(
    'after any writes, removals, relations, account removals, roll-backs and restarts, ready or not',
    { timeout: 60_000 },
    () => {
      let hits = 0
      fc.assert(
        fc
          .property(
            fc.array(anyStep, { maxLength: 12 }),
            fc.array(anyQuery, { minLength: 1, maxLength: 4 }),
            (steps, queries) => {
              for (const step of steps) take(step)
              const all = allGroups(store, ACCOUNTS.map(accountId))
              for (const query of queries) {
                const asked = { ...query, ...page } as GroupSearch
                const expected = naiveSearch(all, asked)
                const answer = store.groups.search(asked)
                // Where nothing holds the words as typed, other readings come in: they have their own tests.
                if (expected.length === 0 && answer.corrected !== undefined) continue
                expect(keysOf(asked)).toEqual(expected)
                expect(answer.total).toBe(expected.length)
                expect(answer.corrected).toBeUndefined()
                hits += expected.length
              }
            },
          )
          .afterEach(() => {
            store.transaction(() => {
              for (const id of ACCOUNTS) take({ do: 'removeAccount', account: id })
            })
          }),
        { numRuns: 300 },
      )
      expect(hits).toBeGreaterThan(300)
    },
  )

  test('a list without a text is the same before the search is ready and after', () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      group(ACCOUNTS[n % 3] ?? 'a', `g${String(n)}`, {
        name: `Группа ${String(n % 7)}`,
        memberCount: n % 5,
        archived: n % 4 === 0,
        relation: RELATIONS[n % 7] ?? 'none',
        ...(n % 3 === 0 ? {} : { activeAt: `2026-01-0${String((n % 9) + 1)}T00:00:00.000Z` }),
      }),
    )
    store.groups.upsertPage(many, 1)
    const queries: GroupSearch[] = (['activity', 'name', 'members'] as const).flatMap((sort) => [
      { sort, limit: 20, offset: 10 },
      { sort, accountIds: ['a', 'c'], includeArchived: true, limit: 20, offset: 30 },
      { sort, onlyArchived: true, relations: ['none', 'member'], ...page },
    ])
    reopen()
    const before = queries.map((query) => store.groups.search(query))
    expect(store.groups.isReady()).toBe(false)
    while (store.groups.prepare());
    expect(store.groups.isReady()).toBe(true)
    expect(queries.map((query) => store.groups.search(query))).toEqual(before)
    expect(before.every(({ items }) => items.length > 0)).toBe(true)
  })
})

describe('preparing', () => {
  const many = (count: number, name: string): Group[] =>
    Array.from({ length: count }, (_, n) => group('a', String(n), { name: `${name} ${String(n)}` }))

  test('goes slice by slice, and what changes meanwhile in a part already read is found', () => {
    store.groups.upsertPage(many(2500, 'альфа'), 1)
    reopen()
    expect(store.groups.prepare()).toBe(true)
    expect(store.groups.isReady()).toBe(false)
    store.groups.upsertPage([group('a', '0', { name: 'бета' }), group('a', 'new', { name: 'бета' })], 1)
    store.groups.remove(accountId('a'), ['1', '2400'])
    while (store.groups.prepare());
    expect(keysOf({ text: 'бета', ...page })).toHaveLength(2)
    expect(store.groups.search({ text: 'альфа', ...page }).total).toBe(2500 - 3)
  })

  test(
    'renews an index that is mostly about groups that are gone, without a wrong answer in between',
    { timeout: 30_000 },
    () => {
      store.groups.upsertPage(many(3000, 'альфа'), 1)
      while (store.groups.prepare());
      for (const name of ['бета', 'гамма', 'дельта']) {
        store.groups.upsertPage(many(3000, name), 1)
        for (let more = true; more;) {
          more = store.groups.prepare()
          expect(store.groups.search({ text: name, limit: 1, offset: 0 }).total).toBe(3000)
        }
      }
      expect(store.groups.search({ text: 'альфа', ...page })).toMatchObject({ total: 0 })
      expect(store.groups.search({ text: 'дельта 2999', ...page }).total).toBe(1)
    },
  )
})
