// Catches: a withdrawal without asking first, a reason that is not told, requests of accounts out of view.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show } from '../../testing/stage'
import { account, accountId, joinRequest } from '../../testing/sample'
import RequestsView from './RequestsView.vue'
import { useRequests } from './store'

afterEach(() => {
  document.body.innerHTML = ''
})

const REQUESTS = [
  joinRequest('r1', { groupName: 'Crew', canWithdraw: true }),
  joinRequest('r2', { groupName: 'Board', state: 'failed', reason: 'requests.cannotRequest' }),
  joinRequest('r3', { groupName: 'Elsewhere', accountId: accountId('nord') }),
]

async function view(handlers: FakeHandlers = {}) {
  const stage = setStage({ 'requests.list': () => ok(REQUESTS), ...handlers })
  await useRequests().start()
  await show(stage, RequestsView, { accounts: [account('acme')], allAccounts: [account('acme'), account('nord')] })
  return stage
}
const text = (): string => document.body.textContent ?? ''

describe('requests', () => {
  it('shows the requests of the accounts in view, each with its state and reason', async () => {
    await view()
    expect(text()).toContain('Waiting')
    expect(text()).toContain('Refused')
    expect(text()).not.toContain('Elsewhere')
    expect(text()).not.toContain('errors.')
  })

  it('withdraws only after a confirmation', async () => {
    const stage = await view({ 'requests.withdraw': () => ok(joinRequest('r1', { state: 'withdrawn' })) })
    button('Withdraw').click()
    await flushPromises()
    expect(stage.fake.inputs('requests.withdraw')).toEqual([])
    const confirm = document.querySelector('[role=dialog]')?.querySelectorAll('button') ?? []
    ;[...confirm].find((each) => each.textContent?.trim() === 'Withdraw')?.click()
    await flushPromises()
    expect(stage.fake.inputs('requests.withdraw')).toEqual([{ id: 'r1' }])
    expect(text()).toContain('Withdrawn')
  })

  it('follows a request to its end by event', async () => {
    const stage = await view()
    stage.fake.emit('requests.changed', {
      upsert: [joinRequest('r1', { groupName: 'Crew', state: 'joined' })],
      remove: ['r2'],
    })
    await flushPromises()
    expect(text()).toContain('Joined')
    expect(text()).not.toContain('Board')
  })

  it('keeps the list when a refresh fails', async () => {
    await view({ 'requests.refresh': () => fail('requests.notFound') })
    button('Check all').click()
    await flushPromises()
    expect(text()).toContain('Crew')
  })
})
