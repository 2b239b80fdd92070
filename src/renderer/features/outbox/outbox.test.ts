// Catches: a needed decision without its three ways out, an older patch that undoes a newer one, undo that does not undo,
// a row of buttons that act on another message, a message that gets lost on its way to the composer.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { fakeOutbox } from '../../testing/outbox'
import { button, setStage, show } from '../../testing/stage'
import { account, accountId, outboxItem } from '../../testing/sample'
import type { OutboxItem } from '../../testing/sample'
import OutboxView from './OutboxView.vue'
import { useOutbox } from './store'

let shown: Awaited<ReturnType<typeof show>> | undefined
afterEach(() => {
  shown?.unmount()
  shown = undefined
  document.body.innerHTML = ''
})

const ACCOUNTS = [account('acme'), account('nord')]
async function view(items: OutboxItem[], handlers: FakeHandlers = {}) {
  const stage = setStage({ ...fakeOutbox(items), ...handlers })
  await useOutbox().start()
  const wrapper = await show(stage, OutboxView, { accounts: ACCOUNTS, allAccounts: ACCOUNTS })
  shown = wrapper
  return { ...stage, wrapper }
}
const text = (): string => document.body.textContent ?? ''
const rows = (): string[] =>
  [...document.querySelectorAll('[data-testid=outbox-row]')].map((row) => row.getAttribute('aria-label') ?? '')
const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 20, 11, 0, seconds)).toISOString()

describe('the outbox', () => {
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
    expect(text()).toContain('while it was sending')
    expect(text()).toContain('no way to look')
    button(label).click()
    await flushPromises()
    expect(stage.fake.inputs('outbox.resolve')).toEqual([{ id: 'o', as }])
  })

  it('says what looking for it showed', async () => {
    const evidence = { attemptedAt: at(0), phase: 'unknown', found: 'no', readAt: at(60) } as const
    await view([outboxItem('o', { state: 'needsDecision', target: { kind: 'dialog', dialogId: 'chat1' }, evidence })])
    expect(text()).toContain('The service did not answer.')
    expect(text()).toMatch(/At .*01 the message was not in the chat\./)
  })

  it('tells why a message was not sent and offers to send it again', async () => {
    const item = outboxItem('o', { state: 'failed', reason: 'messages.weeklyLimit' })
    const stage = await view([item], { 'outbox.retry': () => ok({ ...item, state: 'queued' }) })
    expect(document.querySelector('[data-testid=outbox-reason]')?.textContent).not.toContain('errors.')
    button('Send again').click()
    await flushPromises()
    expect(stage.fake.inputs('outbox.retry')).toEqual([{ id: 'o' }])
    expect(text()).toContain('Queued')
  })

  it('takes back what has not left', async () => {
    const item = outboxItem('o', { state: 'held', heldUntil: new Date(Date.now() + 5000).toISOString() })
    const { fake } = await view([item], {
      'outbox.cancel': () => ok({ ...item, state: 'cancelled', updatedAt: at(9) }),
    })
    expect(text()).toMatch(/leaves in [45] s/)
    button('Undo').click()
    await flushPromises()
    expect(fake.inputs('outbox.cancel')).toEqual([{ id: 'o' }])
    expect(text()).toContain('Cancelled')
  })

  it('sends a scheduled one now, by its time; an old one by saying so', async () => {
    const scheduled = outboxItem('s', { notBefore: new Date(Date.now() + 86_400_000).toISOString() })
    const { fake, wrapper } = await view([scheduled], { 'outbox.reschedule': ({ id }) => ok(outboxItem(id)) })
    expect(text()).toContain('scheduled for')
    button('Send now').click()
    await flushPromises()
    expect(fake.inputs('outbox.reschedule')).toEqual([{ id: 's' }])
    wrapper.unmount()
    const second = await view([outboxItem('old', { stale: true })], { 'outbox.flush': () => ok([outboxItem('old')]) })
    button('Send now').click()
    await flushPromises()
    expect(second.fake.inputs('outbox.flush')).toEqual([{ ids: ['old'] }])
  })

  it('does not go back to an older state', async () => {
    const { fake } = setStage(fakeOutbox([]))
    const store = useOutbox()
    await store.start()
    const told = (state: OutboxItem['state'], updatedAt: string) =>
      fake.emit('outbox.changed', { upsert: [outboxItem('o', { state, updatedAt })], remove: [] })
    told('sent', at(5))
    told('sending', at(4))
    expect(store.items.map(({ state }) => state)).toEqual(['sent'])
  })

  it('hands a failed one over to be written anew', async () => {
    const item = outboxItem('o', { state: 'failed', reason: 'messages.tooLong' })
    const { wrapper } = await view([item])
    button('Edit and send anew').click()
    expect(wrapper.findComponent(OutboxView).emitted('edit')).toEqual([[item]])
  })

  it('says that it could not be read, and reads again', async () => {
    const { fake } = await view([], { 'outbox.list': () => fail('store.failed') as never })
    expect(text()).toContain('The outbox could not be read')
    fake.answer(fakeOutbox([outboxItem('o')]))
    button('Try again').click()
    await flushPromises()
    expect(rows()).toEqual(['Ольга Николаева'])
  })
})

describe('many at once', () => {
  const failed = [
    outboxItem('1', { state: 'failed', reason: 'net.timeout', targetTitle: 'Анна' }),
    outboxItem('2', { state: 'failed', reason: 'net.timeout', targetTitle: 'Борис', accountId: accountId('nord') }),
    outboxItem('3', { targetTitle: 'Вера' }),
  ]
  it('are one card, with the accounts named and all sent again together', async () => {
    const { fake } = await view(failed, { 'outbox.retryMany': () => ok([]) })
    expect(text()).toContain('2 messages were not sent')
    expect(text()).toContain('Of acme, nord.')
    button('Send all again').click()
    await flushPromises()
    expect(fake.inputs('outbox.retryMany')).toEqual([{ ids: ['1', '2'] }])
  })

  it('are discarded only after a question', async () => {
    const { fake } = await view(failed, { 'outbox.cancelMany': () => ok([]) })
    button('Discard all').click()
    await flushPromises()
    expect(fake.inputs('outbox.cancelMany')).toEqual([])
    expect(text()).toContain('Discard 2 messages?')
    const inDialog = [...(document.querySelector('[role=dialog]')?.querySelectorAll('button') ?? [])]
    inDialog.find((each) => each.textContent?.trim() === 'Discard')?.click()
    await flushPromises()
    expect(fake.inputs('outbox.cancelMany')).toEqual([{ ids: ['1', '2'] }])
  })

  it('ask before they leave when they have waited for too long', async () => {
    const { fake } = await view([outboxItem('1', { stale: true }), outboxItem('2', { stale: true })], {
      'outbox.flush': () => ok([]),
    })
    expect(text()).toContain('2 messages have waited for over an hour')
    button('Send them now').click()
    await flushPromises()
    expect(fake.inputs('outbox.flush')).toEqual([{ ids: ['1', '2'] }])
  })

  it('are narrowed by state and by place', async () => {
    await view(failed)
    expect(rows()).toEqual(['Борис', 'Анна', 'Вера'])
    button('Not sent 2').click()
    await flushPromises()
    expect(rows()).toEqual(['Борис', 'Анна'])
    button('Only messages to Анна').click()
    await flushPromises()
    expect(rows()).toEqual(['Анна'])
    button('Only Анна: show everything again').click()
    await flushPromises()
    expect(rows()).toEqual(['Борис', 'Анна'])
  })

  it('do not all exist when there are thousands', async () => {
    const over = Array.from({ length: 3000 }, (_, number) => outboxItem(`q${number}`, { createdAt: at(number) }))
    await view(over)
    expect(rows().length).toBeGreaterThan(8)
    expect(rows().length).toBeLessThan(60)
    expect(text()).toContain('3000')
  })
})
