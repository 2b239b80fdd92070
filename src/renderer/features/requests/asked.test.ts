// Catches: a withdrawal without asking first, a reason that is not told, requests of accounts out of view, a request that
// was to be shown and is not, keys that do nothing.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
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
// After the clearing above is too late: hooks run from the last to the first.
enableAutoUnmount(afterEach)

const bsky = account('bsky', { network: 'bluesky', label: '@anna', host: 'pds.example' })
const REQUESTS = [
  joinRequest('r1', { groupName: 'Crew', canWithdraw: true, message: 'Let me <b>in</b>', groupId: '1' }),
  joinRequest('r2', { groupName: 'Board', state: 'failed', reason: 'requests.cannotRequest', groupId: '2' }),
  joinRequest('r3', { groupName: 'Elsewhere', accountId: accountId('nord') }),
  joinRequest('r4', { groupName: 'Ops room', accountId: bsky.id, state: 'ended', linkCode: 'AbC' }),
]

async function view(handlers: FakeHandlers = {}) {
  const stage = setStage({
    'requests.list': () => ok(REQUESTS),
    'requests.incoming': () => ok([]),
    ...handlers,
  })
  await useRequests().start()
  const wrapper = await show(stage, RequestsView, {
    accounts: [account('acme'), bsky],
    allAccounts: [account('acme'), account('nord'), bsky],
    prefs: { holdSeconds: 5 },
  })
  return { ...stage, wrapper }
}
const text = (): string => document.body.textContent ?? ''
const rows = (): (string | null)[] =>
  [...document.querySelectorAll('[data-testid=request-row]')].map((row) => row.getAttribute('aria-label'))
const press = (init: KeyboardEventInit): void =>
  void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))

describe('where I asked', () => {
  it('shows the requests of the accounts in view, waiting ones first, each with its state and reason', async () => {
    await view()
    expect(rows()).toEqual(['Crew', 'Board', 'Ops room'])
    expect(text()).toContain('Waiting')
    expect(text()).toContain('Refused')
    expect(text()).not.toContain('Elsewhere')
    expect(text()).not.toMatch(/errors\.|requests\./)
  })

  it('unfolds what happened, what was written, as text, and what happens next', async () => {
    await view()
    button('History: Crew').click()
    await flushPromises()
    const steps = document.querySelector('ol[aria-label="What happened"]')
    expect(steps?.querySelectorAll('li')).toHaveLength(1)
    expect(text()).toContain('Let me <b>in</b>')
    expect(text()).toContain('The owner or a moderator decides.')
    expect(text()).toContain('Not checked yet.')
  })

  it.each([
    ['Crew', 'bellhop://request?portal=acme.bitrix24.ru&group=1'],
    ['Ops room', 'https://bsky.app/chat/AbC'],
  ])('gives the link of %s away', async (name, link) => {
    const copied: string[] = []
    document.execCommand = () => {
      const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer() })
      document.dispatchEvent(event)
      copied.push(event.clipboardData?.getData('text/plain') ?? '')
      return true
    }
    await view()
    button(`History: ${name}`).click()
    await flushPromises()
    button('Copy link').click()
    expect(copied).toEqual([link])
  })

  it('withdraws only after a confirmation', async () => {
    const { fake } = await view({ 'requests.withdraw': () => ok(joinRequest('r1', { state: 'withdrawn' })) })
    button('Withdraw').click()
    await flushPromises()
    expect(fake.inputs('requests.withdraw')).toEqual([])
    const confirm = document.querySelector('[role=dialog]')?.querySelectorAll('button') ?? []
    ;[...confirm].find((each) => each.textContent?.trim() === 'Withdraw')?.click()
    await flushPromises()
    expect(fake.inputs('requests.withdraw')).toEqual([{ id: 'r1' }])
    expect(text()).toContain('Withdrawn')
  })

  it('says why a request cannot be withdrawn', async () => {
    await view({ 'requests.list': () => ok([joinRequest('r9', { groupName: 'Fixed' })]) })
    button('History: Fixed').click()
    await flushPromises()
    expect(text()).toContain('offers no way to withdraw a request')
  })

  it('narrows by state and by words, in any order, over group, message and account', async () => {
    const { wrapper } = await view()
    button('Ended').click()
    await flushPromises()
    expect(rows()).toEqual(['Board', 'Ops room'])
    button('All').click()
    await wrapper.get('input[type=search]').setValue('ANNA ops')
    expect(rows()).toEqual(['Ops room'])
    await wrapper.get('input[type=search]').setValue('nowhere')
    expect(rows()).toEqual([])
    button('Show all').click()
    await flushPromises()
    expect(rows()).toHaveLength(3)
  })

  it('goes to the group, or by its link where no group is known, to ask again', async () => {
    const { router } = await view()
    button('History: Board').click()
    await flushPromises()
    button('Ask again').click()
    await flushPromises()
    expect(router.currentRoute.value).toMatchObject({
      name: 'groups',
      query: { account: 'acme', group: '2', name: 'Board' },
    })
    button('History: Board').click()
    button('History: Ops room').click()
    await flushPromises()
    button('Ask again').click()
    await flushPromises()
    expect(router.currentRoute.value).toMatchObject({ name: 'groups', query: { account: 'bsky', link: 'AbC' } })
  })

  it('goes through the rows by arrows, and looks how one stands by U, whatever the layout types', async () => {
    const { fake } = await view({ 'requests.refresh': () => ok([]) })
    button('History: Crew').focus()
    press({ key: 'ArrowDown' })
    expect(document.activeElement).toBe(button('History: Board'))
    press({ key: 'г', code: 'KeyU' })
    press({ key: 'Home' })
    press({ key: 'г', code: 'KeyU' })
    await flushPromises()
    expect(fake.inputs('requests.refresh')).toEqual([{ id: 'r1' }])
  })

  it('reads everything anew by F5, in both directions', async () => {
    const { fake } = await view({ 'requests.refresh': () => ok([]) })
    press({ key: 'F5' })
    await flushPromises()
    expect(fake.inputs('requests.refresh')).toEqual([{}])
    expect(fake.inputs('requests.incoming').at(-1)).toEqual({ refresh: true })
  })

  it('opens and focuses the request that is wanted, past any filter', async () => {
    const { wrapper } = await view()
    await wrapper.get('input[type=search]').setValue('nowhere')
    useRequests().wanted = 'r2'
    await flushPromises()
    expect(document.activeElement).toBe(button('History: Board'))
    expect(button('History: Board').getAttribute('aria-expanded')).toBe('true')
    expect(button('History: Crew').getAttribute('aria-expanded')).toBe('false')
  })

  it('follows a request to its end by event', async () => {
    const { fake } = await view()
    fake.emit('requests.changed', {
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
