// Catches: a key that acts on another row, a focus that is lost when a row moves, a list that runs away from the hand.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { fakeOutbox } from '../../testing/outbox'
import { button, setStage, show } from '../../testing/stage'
import { account, outboxItem } from '../../testing/sample'
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
  return stage
}
const text = (): string => document.body.textContent ?? ''
const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 20, 11, 0, seconds)).toISOString()

describe('keys', () => {
  const press = (code: string, key = code): void => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))
  }
  const focused = (): string | undefined =>
    document.activeElement?.closest<HTMLElement>('[data-flow]')?.getAttribute('aria-label') ?? undefined
  const both = [
    outboxItem('1', { state: 'failed', targetTitle: 'Анна' }),
    outboxItem('2', { state: 'failed', targetTitle: 'Борис' }),
  ]

  it('go from row to row, and keep the focus when a row moves to another section', async () => {
    const { fake } = await view(both, {
      'outbox.retry': ({ id }) => ok({ ...both[0]!, id, state: 'queued', updatedAt: at(1) }),
    })
    document.querySelector<HTMLElement>('[data-rove]')?.focus()
    expect(focused()).toBe('Борис')
    press('ArrowDown')
    await flushPromises()
    expect(focused()).toBe('Анна')
    press('KeyR')
    await flushPromises()
    expect(fake.inputs('outbox.retry')).toEqual([{ id: '1' }])
    expect(text()).toContain('Queued')
    expect(focused()).toBe('Анна')
  })

  it('give up only after a question', async () => {
    const { fake } = await view(both)
    document.querySelector<HTMLElement>('[data-rove]')?.focus()
    press('Delete')
    await flushPromises()
    expect(text()).toContain('Discard this message?')
    expect(fake.inputs('outbox.cancelMany')).toEqual([])
  })

  it('find the list again when what had the focus was discarded with all', async () => {
    const gone = both.map((item): OutboxItem => ({ ...item, state: 'cancelled', updatedAt: at(1) }))
    await view(both, { 'outbox.cancelMany': () => ok(gone) })
    button('Discard all').focus()
    press('Enter')
    button('Discard all').click()
    await flushPromises()
    const inDialog = [...(document.querySelector('[role=dialog]')?.querySelectorAll('button') ?? [])]
    inDialog.find((each) => each.textContent?.trim() === 'Discard')?.click()
    await vi.waitFor(() => expect(focused()).toBe('Анна'))
  })

  it('do not drag the list along for who points', async () => {
    await view(both, {
      'outbox.retry': ({ id }) => ok(outboxItem(id, { state: 'queued', targetTitle: 'Анна', updatedAt: at(1) })),
    })
    const again = [...document.querySelectorAll<HTMLElement>('button')].filter(
      (each) => each.textContent?.trim() === 'Send again',
    )
    again[1]?.focus()
    again[1]?.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    again[1]?.click()
    await flushPromises()
    expect(text()).toContain('Queued')
    expect(focused()).toBeUndefined()
  })

  it('lead on from the message that is wanted, unfolded', async () => {
    await view(both)
    useOutbox().wanted = '1'
    await flushPromises()
    expect(focused()).toBe('Анна')
    expect(document.querySelector('[data-testid=outbox-details]')).not.toBeNull()
    useOutbox().wanted = 'settled meanwhile'
    await flushPromises()
    expect(useOutbox().wanted).toBeUndefined()
  })
})
