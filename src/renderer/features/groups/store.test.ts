// Catches: rows of an older search shown under a newer one, pages read twice or never let go, a list that jumps to its
// top or loses its selection when it is read again, changes by event that do not reach the list, a search per event.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ResultOf } from '../../../shared/contract'
import { fail, ok } from '../../testing/contract'
import { setStage } from '../../testing/stage'
import { accountId, group } from '../../testing/sample'
import { PAGE } from './query'
import { useGroups } from './store'

const many = (count: number, offset = 0) => Array.from({ length: count }, (_, index) => group(String(offset + index)))
const endless = {
  'groups.search': ({ offset, limit }: { offset: number; limit: number }) =>
    ok({ items: many(limit, offset), total: 100_000 }),
}
const offsets = (fake: ReturnType<typeof setStage>['fake']) => fake.inputs('groups.search').map(({ offset }) => offset)

afterEach(() => vi.useRealTimers())

describe('the list of groups', () => {
  it('reads what is in view and what comes next, each page once, and lets go of what is far away', async () => {
    const { fake } = setStage(endless)
    const store = useGroups()
    await store.show([accountId('acme')])
    await flushPromises()
    expect(offsets(fake)).toEqual([0, PAGE, 2 * PAGE, 3 * PAGE])
    store.list.need(PAGE, PAGE + 10)
    await flushPromises()
    expect(offsets(fake).slice(4)).toEqual([4 * PAGE])
    expect(store.list.rowAt(PAGE + 3)?.groupId).toBe(String(PAGE + 3))

    store.list.need(50_000, 50_010)
    await flushPromises()
    expect(store.list.rowAt(50_010)?.groupId).toBe('50010')
    expect(store.list.rowAt(3)).toBeUndefined()
    store.list.need(0, 10)
    await flushPromises()
    expect(store.list.rowAt(3)?.groupId).toBe('3')
  })

  it('reads ahead in the direction of travel', async () => {
    const { fake } = setStage(endless)
    const store = useGroups()
    await store.show([accountId('acme')])
    store.list.need(50_000, 50_010)
    await flushPromises()
    fake.calls.length = 0
    store.list.need(49_900, 49_910)
    await flushPromises()
    expect(offsets(fake)).toEqual([49_900, 49_850, 49_800, 49_750])
  })

  it('has one search under way, the latest next, and shows no rows of an older one', async () => {
    const answers: ((result: ResultOf<'groups.search'>) => void)[] = []
    const { fake } = setStage({ 'groups.search': () => new Promise((resolve) => answers.push(resolve)) })
    const store = useGroups()
    const searching = ['c', 'cr', 'crm'].map((text) => {
      store.list.query.text = text
      return store.list.search()
    })
    await flushPromises()
    answers[0]?.(ok({ items: [group('old')], total: 1 }))
    await flushPromises()
    expect(store.list.total).toBe(0)
    answers[1]?.(ok({ items: [group('new')], total: 1 }))
    await Promise.all(searching)
    expect(fake.inputs('groups.search').map(({ text }) => text)).toEqual(['c', 'crm'])
    expect(store.list.rowAt(0)?.groupId).toBe('new')
  })

  it('asks with what was chosen and nothing else', async () => {
    const { fake } = setStage({ 'groups.search': () => ok({ items: [], total: 0 }) })
    const store = useGroups()
    await store.show([accountId('acme')])
    Object.assign(store.list.query, { text: ' crm ', relations: ['none'], archived: 'only', sort: 'name' })
    await store.list.search()
    const [plain, narrowed] = fake.inputs('groups.search')
    expect(plain).toEqual({ accountIds: ['acme'], sort: 'activity', limit: PAGE, offset: 0 })
    expect(narrowed).toEqual({
      accountIds: ['acme'],
      text: ' crm ',
      relations: ['none'],
      onlyArchived: true,
      sort: 'name',
      limit: PAGE,
      offset: 0,
    })
  })

  it('keeps place, selection and what was typed of every account, and paints them before it reads again', async () => {
    setStage(endless)
    const store = useGroups()
    await store.show([accountId('acme')])
    store.list.query.text = 'crm'
    store.list.scrollTop = 5800
    store.list.goTo(3)
    store.list.picks.toggle(group('7'))
    await store.show([accountId('nord')])
    expect(store.list.query.text).toBe('')
    void store.show([accountId('acme')])
    expect(store.list.query.text).toBe('crm')
    expect(store.list.scrollTop).toBe(5800)
    expect(store.list.active?.groupId).toBe('3')
    expect(store.list.picks.count).toBe(1)
    expect(store.list.rowAt(3)?.groupId).toBe('3')
  })

  it('has a list ready that was prepared, and asks once for it', async () => {
    const { fake } = setStage({ 'groups.search': () => ok({ items: many(3), total: 3 }) })
    const store = useGroups()
    await store.prepare([accountId('acme')])
    await store.prepare([accountId('acme')])
    expect(fake.inputs('groups.search')).toHaveLength(1)
    void store.show([accountId('acme')])
    expect(store.list.rowAt(2)?.groupId).toBe('2')
  })

  it('follows the group one stands at when the order changes', async () => {
    const { fake } = setStage({ 'groups.search': () => ok({ items: many(3), total: 3 }) })
    const store = useGroups()
    await store.show([accountId('acme')])
    store.list.goTo(2)
    fake.answer({ 'groups.search': () => ok({ items: many(3).reverse(), total: 3 }) })
    await store.list.refresh()
    expect([store.list.at, store.list.active?.groupId]).toEqual([0, '2'])
  })

  it('tells a search that failed and keeps the rows that are there', async () => {
    const { fake } = setStage({ 'groups.search': () => ok({ items: [group('1')], total: 1 }) })
    const store = useGroups()
    await store.show([accountId('acme')])
    fake.answer({ 'groups.search': () => fail('internal', 'later') })
    await store.list.search()
    expect(store.list.error?.code).toBe('internal')
    expect(store.list.loading).toBe(false)
    expect(store.list.rowAt(0)?.groupId).toBe('1')
  })
})

describe('changes told by main', () => {
  async function shown() {
    const stage = setStage({
      'groups.search': () => ok({ items: [group('1')], total: 1 }),
      'groups.syncStates': () => ok([]),
    })
    const store = useGroups()
    await store.start()
    await store.show([accountId('acme')])
    stage.fake.calls.length = 0
    return { ...stage, store }
  }

  it('shows a changed relation at once, and keeps what was marked', async () => {
    const { fake, store } = await shown()
    fake.answer({
      'groups.search': () =>
        ok({ items: [group('1', { marks: [{ field: 'name', start: 0, end: 3 }] })], total: 1, corrected: 'гру' }),
    })
    await store.list.search()
    store.list.goTo(0)
    store.list.picks.toggle(group('1'))
    fake.emit('groups.changed', { accountId: accountId('acme'), upsert: [group('1', { relation: 'requested' })] })
    expect(store.list.rowAt(0)).toMatchObject({ relation: 'requested', marks: [{ start: 0 }] })
    expect(store.list.active?.relation).toBe('requested')
    expect([...store.list.picks.byKey.values()][0]?.relation).toBe('requested')
    expect(store.list.corrected).toBe('гру')
  })

  it('reads the list anew once and once more, however many pages of a first reading come', async () => {
    vi.useFakeTimers()
    const { fake, store } = await shown()
    for (let page = 0; page < 40; page += 1) {
      const sync = { accountId: accountId('acme'), state: 'running' as const, loaded: page * 50, total: 2000 }
      fake.emit('groups.changed', { accountId: accountId('acme'), sync, upsert: many(50, page * 50) })
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(5000)
    expect(fake.inputs('groups.search').length).toBe(2)
    expect(store.running).toHaveLength(1)
  })

  it('leaves the list alone when an account that is not in view changes', async () => {
    const { fake } = await shown()
    fake.emit('groups.changed', {
      accountId: accountId('nord'),
      upsert: [group('9', { accountId: accountId('nord') })],
    })
    await flushPromises()
    expect(fake.inputs('groups.search')).toEqual([])
  })
})
