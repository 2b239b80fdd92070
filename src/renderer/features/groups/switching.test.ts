// Catches: going to another account and back that reads anew, forgets where one was, or shows another account's search.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '../../testing/contract'
import { accountId, group } from '../../testing/sample'
import type { Group } from '../../testing/sample'
import { setStage } from '../../testing/stage'
import type { GroupsState } from './kept-state'
import { useGroups } from './store'

const ACME = [accountId('acme')]
const NORD = [accountId('nord')]
const LISTS: Readonly<Record<string, readonly Group[]>> = {
  acme: [group('1'), group('2', { name: 'Финансы' })],
  nord: [group('7', { accountId: accountId('nord') })],
}

function stage() {
  return setStage({
    'groups.search': ({ accountIds = [] }) => {
      const items = accountIds.flatMap((id) => LISTS[id] ?? [])
      return ok({ items: [...items], total: items.length })
    },
    'groups.syncStates': () => ok([]),
  })
}
const searches = ({ fake }: ReturnType<typeof stage>): number => fake.inputs('groups.search').length

afterEach(() => {
  document.body.innerHTML = ''
})

describe('lists of several accounts', () => {
  it('asks main for nothing that is held: A, B, A', async () => {
    const made = stage()
    const store = useGroups()
    await store.show(ACME)
    await store.show(NORD)
    expect(searches(made)).toBe(2)
    store.list.scrolled(120)
    await store.show(ACME)
    await store.show(NORD)
    expect(store.list.scrollTop).toBe(120)
    await store.show(ACME)
    expect(searches(made)).toBe(2)
  })

  it('reads once more what changed while it was not looked at, and only that', async () => {
    const made = stage()
    const store = useGroups()
    await store.start()
    await store.show(ACME)
    await store.show(NORD)
    made.fake.emit('groups.changed', { accountId: accountId('acme'), upsert: [group('1', { name: 'new' })] })
    const before = searches(made)
    await store.show(ACME)
    expect(searches(made)).toBe(before + 1)
    await store.show(NORD)
    await store.show(ACME)
    expect(searches(made)).toBe(before + 1)
  })
})

describe('over a restart', () => {
  const KEPT: GroupsState = {
    text: 'фин',
    accountIds: [accountId('gone')],
    relations: ['member'],
    kinds: [],
    joinRules: [],
    archived: 'with',
    sort: 'name',
    scrollTop: 580,
    group: { accountId: accountId('acme'), groupId: '2', name: 'Финансы' },
  }

  it('is sought, scrolled and shown what was there, per account', async () => {
    const made = stage()
    const kept: [string, GroupsState][] = []
    const store = useGroups()
    store.keepIn({
      read: (scope) => (scope === 'acme' ? KEPT : undefined),
      keep: (scope, state) => kept.push([scope, state]),
    })
    await store.show(ACME)
    await flushPromises()
    expect(made.fake.inputs('groups.search')[0]).toMatchObject({ text: 'фин', relations: ['member'], sort: 'name' })
    expect(store.list.query.accountIds).toEqual([])
    expect(store.list.scrollTop).toBe(580)
    expect(store.list.active?.name).toBe('Финансы')
    await store.show(NORD)
    expect(store.list.query.text).toBe('')
    store.list.goTo(0)
    expect(kept.at(-1)).toEqual([
      'nord',
      expect.objectContaining({ text: '', group: expect.objectContaining({ groupId: '7' }) as object }),
    ])
  })

  it('a group that has gone is not shown, and nothing is said', async () => {
    stage()
    const store = useGroups()
    store.keepIn({
      read: () => ({ ...KEPT, group: { accountId: accountId('acme'), groupId: '404', name: 'gone' } }),
      keep: () => undefined,
    })
    await store.show(ACME)
    await flushPromises()
    expect(store.list.active).toBeUndefined()
  })
})
