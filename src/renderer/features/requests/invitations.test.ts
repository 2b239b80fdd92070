// Catches: an invitation declined without a question, one answered twice, one that stays when it is gone.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show } from '../../testing/stage'
import { account, accountId, group } from '../../testing/sample'
import RequestsView from './RequestsView.vue'
import { useInvitations } from './invitations'

afterEach(() => {
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

async function view(handlers: FakeHandlers) {
  const stage = setStage({ 'requests.list': () => ok([]), 'requests.incoming': () => ok([]), ...handlers })
  await useInvitations().start()
  const accounts = [account('acme')]
  await show(stage, RequestsView, { accounts, allAccounts: accounts, prefs: { holdSeconds: 5 } })
  return stage
}
const column = (): HTMLElement => document.querySelector('section[aria-label="Who asks me"]') as HTMLElement
const text = (): string => column().textContent ?? ''
async function click(name: string): Promise<void> {
  button(name).click()
  await flushPromises()
}
const inDialog = (name: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].find((b) => b.textContent?.trim() === name)

describe('invitations to me', () => {
  const invited = group('7', { name: 'Launch crew', relation: 'invited' })
  const search = (): ReturnType<NonNullable<FakeHandlers['groups.search']>> => ok({ items: [invited], total: 1 })

  it('are accepted at once', async () => {
    const { fake } = await view({
      'groups.search': search,
      'requests.answerInvitation': () => ok({ relation: 'member' }),
    })
    expect(fake.inputs('groups.search')[0]).toMatchObject({ relations: ['invited'] })
    await click('Accept the invitation to Launch crew')
    expect(fake.inputs('requests.answerInvitation')).toEqual([
      { accountId: accountId('acme'), groupId: '7', accept: true },
    ])
    expect(text()).not.toContain('You are invited')
  })

  it('to groups that are in no list are shown and answered as well, once each, the nameless ones by number', async () => {
    const outside = ['7', '8', '99'].map((groupId) => ({ accountId: accountId('acme'), groupId }))
    const { fake } = await view({
      'groups.search': search,
      'requests.invitations': () => ok(outside.map((one) => (one.groupId === '8' ? { ...one, name: 'Merger' } : one))),
      'requests.answerInvitation': () => ok({ relation: 'member' }),
    })
    const rows = [...column().querySelectorAll('[data-testid=invitation-row]')]
    expect(rows.map((row) => row.getAttribute('aria-label'))).toEqual(['Merger', 'Group no. 99', 'Launch crew'])
    await click('Accept the invitation to Merger')
    expect(fake.inputs('requests.answerInvitation')).toEqual([
      { accountId: accountId('acme'), groupId: '8', accept: true },
    ])
    expect(text()).not.toContain('Merger')
    fake.emit('requests.changed', { upsert: [], remove: [], invitations: [] })
    await flushPromises()
    expect(text()).not.toContain('no. 99')
    expect(text()).toContain('Launch crew')
  })

  it('leave room for those who ask me when they are many', async () => {
    const many = ['1', '2', '3', '4', '5'].map((id) => group(id, { name: `Crew ${id}`, relation: 'invited' }))
    await view({ 'groups.search': () => ok({ items: many, total: 5 }) })
    expect(column().querySelectorAll('[data-testid=invitation-row]')).toHaveLength(3)
    await click('2 more')
    expect(column().querySelectorAll('[data-testid=invitation-row]')).toHaveLength(5)
  })

  it('are declined only after a question', async () => {
    const { fake } = await view({
      'groups.search': search,
      'requests.answerInvitation': () => ok({ relation: 'none' }),
    })
    await click('Decline the invitation to Launch crew')
    expect(fake.inputs('requests.answerInvitation')).toEqual([])
    inDialog('Decline')?.click()
    await flushPromises()
    expect(fake.inputs('requests.answerInvitation')[0]?.accept).toBe(false)
  })

  it('leave the list when they are gone, and stay when the answer failed otherwise', async () => {
    const { fake } = await view({ 'groups.search': search, 'requests.answerInvitation': () => fail('net.offline') })
    await click('Accept the invitation to Launch crew')
    expect(text()).toContain('Launch crew')
    fake.answer({ 'requests.answerInvitation': () => fail('requests.notInvited') })
    await click('Accept the invitation to Launch crew')
    expect(text()).not.toContain('Launch crew')
  })

  it('are read again when a group is heard of that invites, or no longer does', async () => {
    const { fake } = await view({ 'groups.search': search })
    const before = fake.inputs('groups.search').length
    vi.useFakeTimers()
    const tell = (...upsert: ReturnType<typeof group>[]): void => {
      fake.emit('groups.changed', { accountId: accountId('acme'), upsert })
      vi.advanceTimersByTime(1000)
    }
    tell(group('8', { relation: 'member' }))
    expect(fake.inputs('groups.search')).toHaveLength(before)
    tell(group('7', { relation: 'none' }))
    tell(group('9', { relation: 'invited' }))
    expect(fake.inputs('groups.search')).toHaveLength(before + 2)
    vi.useRealTimers()
  })
})
