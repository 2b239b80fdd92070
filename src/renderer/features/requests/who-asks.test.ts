// Catches: many turned down without a question, a decision on the wrong person, one that cannot be taken back, a state
// without words, a text of a stranger drawn as markup, "nobody asks" where nobody can know.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show } from '../../testing/stage'
import { account, incomingRequest } from '../../testing/sample'
import type { Account, IncomingRequest } from '../../testing/sample'
import RequestsView from './RequestsView.vue'
import { useIncoming } from './incoming'

const NOW = Date.parse('2026-11-20T09:00:00.000Z')
beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
  document.body.innerHTML = ''
})
// After the clearing above is too late: hooks run from the last to the first.
enableAutoUnmount(afterEach)

const THREE = [incomingRequest('1'), incomingRequest('2'), incomingRequest('3', { message: '<img src=x>\nПривет' })]

async function view(
  items: IncomingRequest[],
  handlers: FakeHandlers = {},
  more: { holdSeconds?: number; accounts?: Account[] } = {},
) {
  const held = (approve: boolean) => (item: { requestId: string }) =>
    incomingRequest(item.requestId, {
      state: 'held',
      decision: approve ? 'approve' : 'decline',
      heldUntil: new Date(NOW + 5000).toISOString(),
      updatedAt: '2026-11-20T09:00:00.000Z',
    })
  const stage = setStage({
    'requests.list': () => ok([]),
    'requests.incoming': () => ok(items),
    'requests.decide': ({ approve, ...item }) => ok(held(approve)(item)),
    'requests.decideMany': ({ approve, items: many }) => ok(many.map(held(approve))),
    'requests.undoDecision': ({ items: many }) =>
      ok(many.map(({ requestId }) => incomingRequest(requestId, { updatedAt: '2026-11-20T09:00:01.000Z' }))),
    'requests.invitations': () => ok([]),
    ...handlers,
  })
  await useIncoming().start()
  const accounts = more.accounts ?? [account('acme')]
  const wrapper = await show(stage, RequestsView, {
    accounts,
    allAccounts: accounts,
    prefs: { holdSeconds: more.holdSeconds ?? 5 },
  })
  return { ...stage, wrapper }
}
const column = (): HTMLElement => document.querySelector('section[aria-label="Who asks me"]') as HTMLElement
const text = (): string => column().textContent ?? ''
async function click(name: string): Promise<void> {
  button(name).click()
  await flushPromises()
}
const inDialog = (name: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].find((b) => b.textContent?.trim() === name)

describe('who asks me', () => {
  it('shows each person under the group they ask for, and what they wrote as plain text', async () => {
    await view([...THREE, incomingRequest('4', { groupId: '10', groupName: 'Board', userHandle: 'kai.bsky.social' })])
    const groups = [...column().querySelectorAll('section')].map((each) => each.getAttribute('aria-label'))
    expect(groups).toEqual(['Board', 'CRM support line A'])
    expect(text()).toContain('@kai.bsky.social')
    expect(text()).toContain('<img src=x>')
    expect(column().querySelector('img')).toBeNull()
  })

  it('decides on exactly one, and takes it back while it is held', async () => {
    const { fake } = await view(THREE)
    await click('Approve Пётр 2')
    expect(fake.inputs('requests.decide')).toEqual([{ accountId: 'acme', requestId: '2', approve: true }])
    expect(text()).toContain('Will be approved in 5 s')
    await click('Undo: Пётр 2')
    expect(fake.inputs('requests.undoDecision')).toEqual([{ items: [{ accountId: 'acme', requestId: '2' }] }])
    expect(button('Approve Пётр 2').disabled).toBe(false)
  })

  it('counts down while a decision is held', async () => {
    await view(THREE)
    await click('Decline Пётр 1')
    expect(text()).toContain('Will be declined in 5 s')
    vi.advanceTimersByTime(3000)
    await flushPromises()
    expect(text()).toContain('Will be declined in 2 s')
  })

  it('believes no news that are older than what is known', async () => {
    const { fake } = await view(THREE)
    await click('Approve Пётр 2')
    const incoming = { upsert: [incomingRequest('2', { updatedAt: '2026-11-20T08:30:00.000Z' })], remove: [] }
    fake.emit('requests.changed', { upsert: [], remove: [], incoming })
    await flushPromises()
    expect(text()).toContain('Will be approved in 5 s')
  })

  it('says what a decision waits for that could not leave', async () => {
    const heldUntil = '2026-11-20T08:59:00.000Z'
    await view([incomingRequest('1', { state: 'held', decision: 'approve', heldUntil, reason: 'net.offline' })])
    expect(text()).not.toContain('in 0 s')
    expect(text()).not.toMatch(/errors\.|Will be approved/)
    expect(button('Undo: Пётр 1').disabled).toBe(false)
  })

  it('declines many only after a question', async () => {
    const { fake } = await view(THREE)
    await click('Decline all 3')
    expect(fake.inputs('requests.decideMany')).toEqual([])
    inDialog('Decline')?.click()
    await flushPromises()
    const [sent] = fake.inputs('requests.decideMany')
    expect(sent?.approve).toBe(false)
    expect(sent?.items.map(({ requestId }) => requestId)).toEqual(['1', '2', '3'])
  })

  it('approves many at once while that can be undone, and asks first where it cannot', async () => {
    const first = await view(THREE)
    await click('Approve all 3')
    expect(first.fake.inputs('requests.decideMany')).toHaveLength(1)
    first.wrapper.unmount()
    const second = await view(THREE, {}, { holdSeconds: 0 })
    await click('Approve all 3')
    expect(second.fake.inputs('requests.decideMany')).toEqual([])
    expect(inDialog('Approve')).toBeDefined()
  })

  it('decides on the chosen only, and never on one that no longer waits', async () => {
    const { fake } = await view(THREE)
    document.querySelector<HTMLElement>('[aria-label="Choose Пётр 1"]')?.click()
    document.querySelector<HTMLElement>('[aria-label="Choose Пётр 3"]')?.click()
    fake.emit('requests.changed', {
      upsert: [],
      remove: [],
      incoming: {
        upsert: [incomingRequest('1', { state: 'gone', updatedAt: '2026-11-20T08:59:00.000Z' })],
        remove: [],
      },
    })
    await flushPromises()
    await click('Approve 1 chosen')
    expect(fake.inputs('requests.decide')).toEqual([{ accountId: 'acme', requestId: '3', approve: true }])
  })

  it.each([
    ['held', 'Will be approved'],
    ['deciding', 'Being approved'],
    ['approved', 'Let in'],
    ['declined', 'Turned down'],
    ['gone', 'decided elsewhere or withdrawn'],
    ['failed', 'Not decided'],
    ['unknown', 'The answer got lost'],
  ] as const)('tells a request that is %s in words', async (state, words) => {
    const reason = state === 'failed' ? { reason: 'requests.full' as const } : {}
    await view([incomingRequest('1', { state, decision: 'approve', ...reason })])
    expect(text()).toContain(words)
    expect(text()).not.toMatch(/requests\.|errors\./)
  })

  it('tells why a decision failed, and tries the same one again', async () => {
    const { fake } = await view([
      incomingRequest('1', { state: 'failed', decision: 'decline', reason: 'requests.full' }),
    ])
    expect(text()).toContain('This group is full.')
    await click('Try again')
    expect(fake.inputs('requests.decide')).toEqual([{ accountId: 'acme', requestId: '1', approve: false }])
  })

  it('keeps everybody when deciding fails', async () => {
    await view(THREE, { 'requests.decide': () => fail('requests.decided') })
    await click('Approve Пётр 2')
    expect(button('Approve Пётр 2').disabled).toBe(false)
  })

  it('asks the services when told to look again', async () => {
    const { fake } = await view([])
    expect(text()).toContain('Nobody is asking')
    await click('Look again')
    expect(fake.inputs('requests.incoming').at(-1)).toEqual({ refresh: true })
  })

  it('says of which account it cannot be known, and which right is missing', async () => {
    await view(
      [],
      {},
      { accounts: [account('acme', { missingScopes: ['im', 'user_brief'] }), account('nord', { health: 'offline' })] },
    )
    expect(text()).toContain('acme may not tell everybody who asks: the webhook lacks im.')
    expect(text()).toContain('nord: Not reachable just now. You see what was known last.')
  })

  it('shows and focuses the one who is wanted', async () => {
    await view(THREE)
    useIncoming().wanted = 'acme:2'
    await flushPromises()
    expect(document.activeElement).toBe(button('Approve Пётр 2'))
  })
})
