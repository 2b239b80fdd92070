// Catches: groups asked that cannot be, an older answer shown over a newer event, a message lost on the second try,
// an asking that cannot be stopped or is forgotten when the window is opened anew.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show } from '../../testing/stage'
import { accountId, bulkAsk, group } from '../../testing/sample'
import type { BulkAsk } from '../../testing/sample'
import BulkPane from './BulkPane.vue'
import SelectionPane from './SelectionPane.vue'
import { useBulk } from './bulk'
import { createScopeList } from './scope-list'

afterEach(() => {
  document.body.innerHTML = ''
})
const text = (): string => document.body.textContent ?? ''
const ACCOUNTS = new Map([
  ['acme', { label: 'Acme', color: '#0075ff', host: 'acme.bitrix24.ru', userName: 'Anna', ports: [] }],
])
const kept = { texts: [], keep: () => Promise.resolve(fail('store.failed')) }
const item = (groupId: string, state: BulkAsk['items'][number]['state']): BulkAsk['items'][number] => ({
  accountId: accountId('acme'),
  groupId,
  groupName: `Group ${groupId}`,
  state,
})

async function selection(handlers: FakeHandlers = {}) {
  const stage = setStage({ 'requests.bulk': () => ok({}), ...handlers })
  const { picks } = createScopeList([])
  picks.set([group('1', { relation: 'member' }), group('2'), group('3')])
  await show(stage, SelectionPane, { picks, accounts: ACCOUNTS, kept })
  return { ...stage, picks }
}

describe('several groups selected', () => {
  it('asks only those to which I am nobody, and shows the text as the first one gets it', async () => {
    const { fake, picks } = await selection({ 'requests.sendMany': () => ok(bulkAsk()) })
    const field = document.querySelector('textarea')
    if (!field) throw new Error('no message field')
    field.value = '{me}: {group}'
    field.dispatchEvent(new Event('input'))
    await flushPromises()
    expect(document.querySelector('[data-testid=preview]')?.textContent).toContain('Anna: Группа 2')
    button('Ask 2 groups').click()
    await flushPromises()
    expect(fake.inputs('requests.sendMany')).toEqual([
      {
        items: [
          { accountId: 'acme', groupId: '2' },
          { accountId: 'acme', groupId: '3' },
        ],
        message: '{me}: {group}',
      },
    ])
    expect(picks.count).toBe(0)
  })

  it('keeps the selection and tells why nothing was asked', async () => {
    const { picks } = await selection({ 'requests.sendMany': () => fail('requests.bulkRunning', 'user') })
    button('Ask 2 groups').click()
    await flushPromises()
    expect(picks.count).toBe(3)
    expect(document.querySelector('[role=alert]')).not.toBeNull()
  })
})

describe('asking them', () => {
  async function running(bulk: BulkAsk, handlers: FakeHandlers = {}) {
    const stage = setStage({ 'requests.bulk': () => ok({ bulk }), ...handlers })
    const store = useBulk()
    await flushPromises()
    await show(stage, BulkPane, { bulk: store.current ?? bulk, accounts: ACCOUNTS })
    return { ...stage, store }
  }

  it('is found again when the window is opened anew, and stopped', async () => {
    const bulk = bulkAsk({ items: [item('1', 'asking'), item('2', 'waiting')] })
    const { fake, store } = await running(bulk, { 'requests.stopMany': () => ok({ ...bulk, state: 'stopped' }) })
    expect(store.current?.id).toBe('bulk')
    button('Stop').click()
    await flushPromises()
    expect(fake.inputs('requests.stopMany')).toEqual([{ id: 'bulk' }])
    expect(store.running).toBe(false)
  })

  it('does not come back when it had ended before', async () => {
    const { store } = await running(bulkAsk({ state: 'done', items: [item('1', 'joined')] }))
    expect(store.current).toBeUndefined()
  })

  it('keeps what an event told over the answer that was made before it', async () => {
    const stage = setStage({ 'requests.bulk': () => ok({}) })
    const store = useBulk()
    await flushPromises()
    const waiting = bulkAsk({ items: [item('1', 'waiting')] })
    stage.fake.answer({
      'requests.sendMany': () => {
        stage.fake.emit('requests.changed', { upsert: [], remove: [], bulk: bulkAsk({ items: [item('1', 'asking')] }) })
        return ok(waiting)
      },
    })
    await store.ask([{ accountId: accountId('acme'), groupId: '1' }])
    expect(store.bulk?.items[0]?.state).toBe('asking')
  })

  it('asks again only what failed or was not reached, never what is not certain, with the same message', async () => {
    const items = [item('1', 'failed'), item('2', 'stopped'), item('3', 'unknown'), item('4', 'refused')]
    const { fake } = await running(bulkAsk({ state: 'stopped', message: 'Hi {group}', items }), {
      'requests.sendMany': () => ok(bulkAsk()),
    })
    expect(text()).toContain('1 failed · 1 not certain · 1 not asked')
    button('Ask 2 again').click()
    await flushPromises()
    expect(fake.inputs('requests.sendMany')[0]).toMatchObject({
      items: [{ groupId: '1' }, { groupId: '2' }],
      message: 'Hi {group}',
    })
  })
})
