// Catches: an invitation answered the wrong way round, leaving without a question, a request withdrawn that is not mine,
// silence where the service cannot do what one looks for.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show } from '../../testing/stage'
import { group, groupDetails, joinRequest } from '../../testing/sample'
import type { Group, GroupDetails } from '../../testing/sample'
import GroupPane from './GroupPane.vue'

afterEach(() => {
  vi.useRealTimers()
  document.body.innerHTML = ''
})
/** Says yes to the question that is open. */
async function confirm(name: string): Promise<void> {
  const buttons = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')]
  buttons.find((each) => each.textContent.trim() === name)?.click()
  await flushPromises()
}
const text = (): string => document.body.textContent ?? ''
const REASONS = {
  none: undefined,
  requested: 'alreadyRequested',
  invited: 'invited',
  member: 'alreadyMember',
  moderator: 'moderator',
  owner: 'owner',
  banned: 'banned',
} as const

async function pane(relation: Group['relation'], more: Partial<GroupDetails> = {}, handlers: FakeHandlers = {}) {
  const reason = REASONS[relation]
  const stage = setStage({
    'groups.get': () => ok(groupDetails('1', { relation, ...more })),
    'requests.check': () =>
      ok({ relation, joinRule: 'approval', canRequest: !reason, takesMessage: true, ...(reason ? { reason } : {}) }),
    'requests.list': () => ok([]),
    ...handlers,
  })
  const kept = { texts: [], keep: () => Promise.resolve(fail('store.failed')) }
  const wrapper = await show(stage, GroupPane, { group: group('1', { relation }), account: undefined, kept })
  return { ...stage, wrapper }
}

describe('how I stand to a group', () => {
  it('is asked of the service once when one goes to another group', async () => {
    vi.useFakeTimers()
    const { fake, wrapper } = await pane('member')
    await vi.advanceTimersByTimeAsync(1000)
    await wrapper.setProps({ group: group('2', { relation: 'none' }) })
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.inputs('requests.check').map(({ groupId }) => groupId)).toEqual(['1', '2'])
  })

  it('accepts an invitation at once, and looks where I stand then', async () => {
    const { fake } = await pane('invited', {}, { 'requests.answerInvitation': () => ok({ relation: 'member' }) })
    button('Accept').click()
    await flushPromises()
    expect(fake.inputs('requests.answerInvitation')).toEqual([{ accountId: 'acme', groupId: '1', accept: true }])
    expect(fake.inputs('requests.check')).toHaveLength(2)
  })

  it('declines an invitation only after a question', async () => {
    const { fake } = await pane('invited', {}, { 'requests.answerInvitation': () => ok({ relation: 'none' }) })
    button('Decline').click()
    await flushPromises()
    expect(fake.inputs('requests.answerInvitation')).toEqual([])
    await confirm('Decline')
    expect(fake.inputs('requests.answerInvitation')).toEqual([{ accountId: 'acme', groupId: '1', accept: false }])
  })

  it('leaves only after a question, and tells why it failed', async () => {
    const { fake } = await pane('member', { canLeave: true }, { 'groups.leave': () => fail('groups.cannotLeave') })
    button('Leave').click()
    await flushPromises()
    expect(fake.inputs('groups.leave')).toEqual([])
    await confirm('Leave')
    expect(fake.inputs('groups.leave')).toEqual([{ accountId: 'acme', groupId: '1' }])
    expect(document.querySelector('[data-testid=group-pane] [role=alert]')).not.toBeNull()
  })

  it.each([
    ['owner', 'An owner cannot leave'],
    ['member', 'cannot be left from here'],
  ] as const)('says why a group cannot be left by its %s', async (relation, says) => {
    await pane(relation, { canLeave: false })
    expect(text()).toContain(says)
    expect(() => button('Leave')).toThrow()
  })

  it('withdraws my journalled request, where the service can', async () => {
    const mine = joinRequest('r1', { groupId: '1', canWithdraw: true })
    const { fake } = await pane(
      'requested',
      {},
      {
        'requests.list': () => ok([joinRequest('r0', { groupId: '2', canWithdraw: true }), mine]),
        'requests.withdraw': () => ok({ ...mine, state: 'withdrawn' }),
      },
    )
    button('Withdraw').click()
    await flushPromises()
    await confirm('Withdraw')
    expect(fake.inputs('requests.withdraw')).toEqual([{ id: 'r1' }])
  })

  it.each([
    ['cannot be taken back from here', [joinRequest('r1', { groupId: '1' })]],
    ['was not made in Bellhop', []],
  ])('says that a request %s', async (says, requests) => {
    await pane('requested', {}, { 'requests.list': () => ok(requests) })
    expect(text()).toContain(says)
    expect(() => button('Withdraw')).toThrow()
  })
})

describe('the facts of a group', () => {
  const members = Array.from({ length: 30 }, (_, index) => ({
    userId: String(index),
    name: `Person ${index}`,
    role: index === 29 ? ('owner' as const) : ('member' as const),
  }))

  it('shows the owner first, a few members, and all of them on demand', async () => {
    await pane('none', { members, memberCount: 40 })
    const shown = (): (string | null)[] =>
      [...document.querySelectorAll('[data-testid=members] li')].map((item) => item.textContent)
    expect(shown()).toHaveLength(5)
    expect(shown()[0]).toContain('Person 29')
    button('Show all 30').click()
    await flushPromises()
    expect(shown()).toHaveLength(30)
    expect(text()).toContain('and 10 more')
  })

  it('shows what the list knew while the service cannot be reached, and says so once', async () => {
    await pane(
      'none',
      {},
      {
        'groups.get': () => fail('net.offline', 'later'),
        'requests.check': () => fail('net.offline', 'later'),
      },
    )
    expect(text()).toContain('24')
    expect(document.querySelectorAll('[data-testid=error-note]')).toHaveLength(1)
    expect(button('Try again')).toBeDefined()
  })

  it('keeps the details read before when a later reading fails', async () => {
    const { fake } = await pane('none', { members, tags: ['plan'] })
    fake.answer({ 'groups.get': () => fail('net.offline', 'later') })
    fake.emit('requests.changed', { upsert: [], remove: [] })
    await flushPromises()
    expect(text()).toContain('plan')
  })
})
