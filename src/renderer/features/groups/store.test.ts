// Catches: rows of an older search shown under a newer one, pages read twice, changes by event that do not reach the list.
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { ResultOf } from '../../../shared/contract'
import { ok } from '../../testing/contract'
import { setStage } from '../../testing/stage'
import { accountId, group } from '../../testing/sample'
import { PAGE } from './query'
import { useGroups } from './store'

const many = (count: number, offset = 0) => Array.from({ length: count }, (_, index) => group(String(offset + index)))

describe('groups store', () => {
  it('reads the first page, and further ones only when they come into view, each once', async () => {
    const { fake } = setStage({ 'groups.search': ({ offset }) => ok({ items: many(PAGE, offset), total: 1000 }) })
    const store = useGroups()
    await store.show([accountId('acme')])
    store.need(0, 20)
    store.need(PAGE - 5, PAGE + 5)
    store.need(PAGE, PAGE + 20)
    await flushPromises()
    expect(fake.inputs('groups.search').map(({ offset }) => offset)).toEqual([0, PAGE])
    expect(store.rows.get(PAGE + 3)?.groupId).toBe(String(PAGE + 3))
  })

  it('drops the answer of an older search', async () => {
    const answers: ((result: ResultOf<'groups.search'>) => void)[] = []
    setStage({ 'groups.search': () => new Promise((resolve) => answers.push(resolve)) })
    const store = useGroups()
    const first = store.search()
    store.query.text = 'crm'
    const second = store.search()
    await flushPromises()
    answers[1]?.(ok({ items: [group('new')], total: 1 }))
    answers[0]?.(ok({ items: [group('old')], total: 1 }))
    await Promise.all([first, second])
    expect([...store.rows.values()].map(({ groupId }) => groupId)).toEqual(['new'])
  })

  it('asks with what was chosen and nothing else', async () => {
    const { fake } = setStage({ 'groups.search': () => ok({ items: [], total: 0 }) })
    const store = useGroups()
    await store.show([accountId('acme')])
    store.query.text = ' crm '
    store.query.relations = ['none']
    await store.search()
    const [plain, narrowed] = fake.inputs('groups.search')
    expect(plain).not.toHaveProperty('text')
    expect(plain).not.toHaveProperty('relations')
    expect(narrowed).toMatchObject({ text: ' crm ', relations: ['none'], accountIds: ['acme'] })
  })

  it('shows a changed relation at once', async () => {
    const { fake } = setStage({
      'groups.search': () => ok({ items: [group('1')], total: 1 }),
      'groups.syncStates': () => ok([]),
    })
    const store = useGroups()
    await store.start()
    await store.show([accountId('acme')])
    fake.emit('groups.changed', { accountId: accountId('acme'), upsert: [group('1', { relation: 'requested' })] })
    expect(store.rows.get(0)?.relation).toBe('requested')
  })

  it('tells a search that failed', async () => {
    setStage({ 'groups.search': () => ({ ok: false, error: { code: 'internal', params: {}, retry: 'later' } }) })
    const store = useGroups()
    await store.search()
    expect(store.error?.code).toBe('internal')
    expect(store.loading).toBe(false)
  })
})
