// Catches: a rail that cannot be ordered without a mouse, counts what its owner wants uncounted, or shouts its keys.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useAccounts } from '../features/accounts'
import { useOutbox } from '../features/outbox'
import { useIncoming, useInvitations } from '../features/requests'
import { ok } from '../testing/contract'
import { account, accountId, group, incomingRequest, outboxItem } from '../testing/sample'
import type { Account } from '../testing/sample'
import { setStage, show } from '../testing/stage'
import AccountRail from './AccountRail.vue'

const ACCOUNTS = [account('acme', { unread: 4 }), account('nord', { unread: 2 }), account('studio')]

async function rail(accounts: readonly Account[] = ACCOUNTS, active: Account['id'] | 'all' = 'all') {
  const stage = setStage({
    'accounts.list': () => ok([...accounts]),
    'accounts.update': ({ id }) => ok(accounts.find((each) => each.id === id) as Account),
    'requests.incoming': () => ok([incomingRequest('1'), incomingRequest('2', { state: 'approved' })]),
    'groups.search': () => ok({ items: [group('5', { relation: 'invited' })], total: 1 }),
    'outbox.list': () =>
      ok([
        outboxItem('m1', { accountId: accountId('nord'), state: 'failed' }),
        outboxItem('m2', { accountId: accountId('nord') }),
      ]),
  })
  await Promise.all([useAccounts().start(), useIncoming().start(), useInvitations().start(), useOutbox().start()])
  const view = await show(stage, AccountRail, { accounts, active })
  const buttons = view.findAll<HTMLButtonElement>('[data-testid=rail-account]')
  const badges = (): string[] =>
    view
      .findAll('[data-testid=rail-all], [data-testid=rail-account]')
      .map((each) => each.find('[data-testid=rail-badge]'))
      .map((badge) => (badge.exists() ? badge.text() : ''))
  return { ...stage, view, buttons, badges }
}

afterEach(() => {
  document.body.innerHTML = ''
  vi.useRealTimers()
})

describe('the number at an account', () => {
  it('is what is unread, who asks or invites me, and what of mine is in trouble; all accounts have the sum', async () => {
    const { badges, buttons } = await rail()
    expect(badges()).toEqual(['9', '6', '3', ''])
    expect(buttons[0]?.attributes('aria-label')).toContain('6 things need you')
    expect(buttons[2]?.attributes('aria-label')).not.toContain('need')
  })

  it('peers 25: is not there for an account whose owner wants no badge, nor in the sum; do-not-disturb leaves it', async () => {
    const notifications = { ...ACCOUNTS[0]!.notifications }
    const { badges, buttons } = await rail([
      account('acme', { unread: 4, notifications: { ...notifications, badge: false } }),
      account('nord', { unread: 2, notifications: { ...notifications, doNotDisturb: true } }),
    ])
    expect(badges()).toEqual(['3', '', '3'])
    expect(buttons.map((each) => each.find('[data-testid=quiet-mark]').exists())).toEqual([false, true])
    expect(buttons[1]?.attributes('aria-label')).toContain('Do not disturb')
  })
})

describe('the keys of the rail', () => {
  it('peers 1: hints do not shout: digits come only while the key is held, and go with it', async () => {
    vi.useFakeTimers()
    const { buttons } = await rail()
    expect(buttons[0]?.text()).not.toContain('1')
    expect(buttons[0]?.attributes('aria-keyshortcuts')).toBe('Control+1')
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Control' }))
    await vi.advanceTimersByTimeAsync(300)
    expect(buttons[0]?.text()).not.toMatch(/^1/)
    await vi.advanceTimersByTimeAsync(200)
    expect(buttons.map((each) => each.text()[0])).toEqual(['1', '2', '3'])
    window.dispatchEvent(new KeyboardEvent('keyup', { key: 'Control' }))
    await vi.advanceTimersByTimeAsync(0)
    expect(buttons[0]?.text()).not.toMatch(/^1/)
  })

  it('who knows the key never sees the hint', async () => {
    vi.useFakeTimers()
    const { buttons } = await rail()
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Control' }))
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }))
    await vi.advanceTimersByTimeAsync(1000)
    expect(buttons[0]?.text()).not.toMatch(/^1/)
  })

  it('Alt with an arrow orders, says where to, and keeps the focus; at the end nothing happens', async () => {
    const { view, buttons } = await rail()
    buttons[0]?.element.focus()
    await buttons[0]?.trigger('keydown', { key: 'ArrowDown', altKey: true })
    expect(view.emitted('reorder')).toEqual([[['nord', 'acme', 'studio']]])
    expect(view.get('[role=status]').text()).toBe('acme: place 2 of 3')
    await flushPromises()
    expect(document.activeElement?.getAttribute('data-account')).toBe('acme')
    await buttons[0]?.trigger('keydown', { key: 'ArrowUp', altKey: true })
    expect(view.emitted('reorder')).toHaveLength(1)
  })

  it('arrows go through the accounts, which are one stop of the Tab key', async () => {
    const { buttons } = await rail(ACCOUNTS, accountId('nord'))
    const stops = (): string[] => buttons.map((each) => each.attributes('tabindex') ?? '')
    expect(stops()).toEqual(['-1', '0', '-1'])
    buttons[1]?.element.focus()
    await buttons[1]?.trigger('keydown', { key: 'ArrowDown' })
    expect(document.activeElement).toBe(buttons[2]?.element)
    await flushPromises()
    expect(stops()).toEqual(['-1', '-1', '0'])
  })
})

describe('dragging in the rail', () => {
  it('shows the place and drops there', async () => {
    const { view, buttons } = await rail()
    const [first, , last] = buttons
    vi.spyOn(last!.element, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 100, 40, 40))
    await first?.trigger('dragstart')
    await last?.trigger('dragover', { clientY: 135 })
    expect(last?.classes()).toContain('before:-bottom-[6px]')
    await last?.trigger('dragover', { clientY: 105 })
    expect(last?.classes()).toContain('before:-top-[6px]')
    await last?.trigger('drop')
    expect(view.emitted('reorder')).toEqual([[['nord', 'acme', 'studio']]])
    expect(last?.classes()).not.toContain('before:-top-[6px]')
  })

  it('does nothing with what is no account', async () => {
    const { view, buttons } = await rail()
    await buttons[1]?.trigger('dragover', { clientY: 5 })
    await buttons[1]?.trigger('drop')
    expect(view.emitted('reorder')).toBeUndefined()
  })
})
