// Catches: a needed decision without its three ways out, an older patch that undoes a newer one, undo that does not undo.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show } from '../../testing/stage'
import { account, outboxItem } from '../../testing/sample'
import type { OutboxItem } from '../../testing/sample'
import OutboxView from './OutboxView.vue'
import { useOutbox } from './store'

afterEach(() => {
  document.body.innerHTML = ''
})

async function view(items: OutboxItem[], handlers: FakeHandlers = {}) {
  const stage = setStage({ 'outbox.list': () => ok(items), ...handlers })
  await useOutbox().start()
  await show(stage, OutboxView, { accounts: [account('acme')], allAccounts: [account('acme')] })
  return stage
}
const text = (): string => document.body.textContent ?? ''

describe('outbox', () => {
  it.each([
    ['It arrived', 'sent'],
    ['Send again', 'resend'],
    ['Discard', 'discard'],
  ] as const)('lets the user decide: %s', async (label, as) => {
    const item = outboxItem('o', {
      state: 'needsDecision',
      evidence: { attemptedAt: '2026-11-20T10:00:00.000Z', phase: 'crash' },
    })
    const stage = await view([item], { 'outbox.resolve': () => ok({ ...item, state: 'sent' }) })
    expect(text()).toContain('Bellhop stopped while sending')
    button(label).click()
    await flushPromises()
    expect(stage.fake.inputs('outbox.resolve')).toEqual([{ id: 'o', as }])
  })

  it('tells why a message was not sent and offers to send it again', async () => {
    const item = outboxItem('o', { state: 'failed', reason: 'messages.weeklyLimit' })
    const stage = await view([item], { 'outbox.retry': () => ok({ ...item, state: 'queued' }) })
    expect(document.querySelector('[role=alert]')?.textContent).not.toContain('errors.')
    button('Send again').click()
    await flushPromises()
    expect(stage.fake.inputs('outbox.retry')).toEqual([{ id: 'o' }])
    expect(text()).toContain('Queued')
  })

  it('cancels what has not left', async () => {
    const item = outboxItem('o', { state: 'held', heldUntil: new Date(Date.now() + 5000).toISOString() })
    await view([item], { 'outbox.cancel': () => ok({ ...item, state: 'cancelled' }) })
    button('Cancel').click()
    await flushPromises()
    expect(text()).toContain('Cancelled')
  })

  it('does not go back to an older state', async () => {
    const { fake } = setStage({ 'outbox.list': () => ok([]) })
    const store = useOutbox()
    await store.start()
    fake.emit('outbox.changed', {
      upsert: [outboxItem('o', { state: 'sent', updatedAt: '2026-11-20T10:00:05.000Z' })],
      remove: [],
    })
    fake.emit('outbox.changed', {
      upsert: [outboxItem('o', { state: 'sending', updatedAt: '2026-11-20T10:00:04.000Z' })],
      remove: [],
    })
    expect(store.items.map(({ state }) => state)).toEqual(['sent'])
  })
})
