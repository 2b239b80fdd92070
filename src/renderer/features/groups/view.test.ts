// Catches: a reading that cannot be stopped or gone on with, twenty lines for twenty accounts, a link followed by itself
// or offered twice, a filter that is on and not told, a kept filter that narrows to accounts that are not in view.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show, use } from '../../testing/stage'
import { account, accountId, group } from '../../testing/sample'
import GroupFilters from './GroupFilters.vue'
import GroupsView from './GroupsView.vue'
import { useClipboardLink } from './clipboard'
import { chosen, emptyQuery, fromSaved } from './query'
import { createScopeList } from './scope-list'
import { useGroups } from './store'

afterEach(() => {
  document.body.innerHTML = ''
})
const text = (): string => document.body.textContent ?? ''
const one = (selector: string): Element | null => document.querySelector(selector)
const SEARCH = { 'groups.search': () => ok({ items: [group('1')], total: 1 }) } satisfies FakeHandlers

async function view(handlers: FakeHandlers, ids = ['acme', 'nord']) {
  const stage = setStage({
    ...SEARCH,
    'groups.syncStates': () => ok([]),
    'groups.clipboardLink': () => ok({}),
    'requests.bulk': () => ok({}),
    'requests.list': () => ok([]),
    ...handlers,
  })
  const accounts = ids.map((id) => account(id))
  const keepTemplate = () => Promise.resolve(fail('store.failed'))
  await stage.router.push('/groups')
  await show(stage, GroupsView, { accounts, allAccounts: accounts, templates: [], keepTemplate })
  return stage
}
const sync = (id: string, more: object = {}) => ({
  accountId: accountId(id),
  state: 'running' as const,
  loaded: 10,
  ...more,
})

describe('the reading of groups', () => {
  it('is told in one line for all accounts, and stopped for all', async () => {
    const { fake } = await view({ 'groups.cancelSync': ({ accountId: id }) => ok({ ...sync(id), state: 'cancelled' }) })
    await useGroups().start()
    for (const id of ['acme', 'nord'])
      fake.emit('groups.changed', { accountId: accountId(id), sync: sync(id, { total: 50 }), upsert: [] })
    await flushPromises()
    expect(document.querySelectorAll('[data-testid=sync-progress]')).toHaveLength(1)
    expect(one('[data-testid=sync-progress]')?.textContent).toContain('20 of 100')
    button('Stop').click()
    await flushPromises()
    expect(fake.inputs('groups.cancelSync').map((input) => input.accountId)).toEqual(['acme', 'nord'])
    expect(one('[data-testid=sync-stopped]')?.textContent).toContain('20 groups')
    fake.answer({ 'groups.sync': ({ accountId: id }) => ok({ ...sync(id), state: 'done' }) })
    button('Go on').click()
    await flushPromises()
    expect(fake.inputs('groups.sync')).toHaveLength(2)
  })

  it('tells failures with the same reason once', async () => {
    const failed = { state: 'failed' as const, reason: 'net.offline' as const }
    await view({ 'groups.syncStates': () => ok([sync('acme', failed), sync('nord', failed)] as never) })
    await useGroups().start()
    await flushPromises()
    expect(document.querySelectorAll('[data-testid=error-note]')).toHaveLength(1)
  })

  it('is quiet while only what changed is read', async () => {
    const { fake } = await view({})
    await useGroups().start()
    fake.emit('groups.changed', { accountId: accountId('acme'), sync: sync('acme', { mode: 'refresh' }), upsert: [] })
    await flushPromises()
    expect(one('[data-testid=sync-progress]')).toBeNull()
    expect(one('footer')?.textContent).toContain('Reading…')
  })
})

describe('the list', () => {
  it('tells what was sought instead', async () => {
    const { fake } = await view({})
    fake.answer({ 'groups.search': () => ok({ items: [group('1')], total: 1, corrected: 'проект' }) })
    const field = document.querySelector<HTMLInputElement>('input[type=search]')
    if (!field) throw new Error('no search field')
    field.value = 'ghjtrn'
    field.dispatchEvent(new Event('input'))
    await flushPromises()
    expect(one('[data-testid=corrected]')?.textContent).toContain('Nothing for “ghjtrn”; showing “проект”')
    expect(fake.inputs('groups.search').at(-1)).toMatchObject({ text: 'ghjtrn' })
  })

  it('says that nothing was found apart from that nothing was read', async () => {
    const { fake } = await view({ 'groups.search': () => ok({ items: [], total: 0 }) })
    expect(text()).toContain('No groups yet')
    button('Mine').click()
    await flushPromises()
    expect(fake.inputs('groups.search').at(-1)).toMatchObject({ relations: ['member', 'moderator', 'owner'] })
    expect(text()).toContain('Nothing found')
  })
})

describe('filters', () => {
  it('that are on are told, each with the way to let go of it', async () => {
    const stage = setStage(SEARCH)
    const list = createScopeList([accountId('acme'), accountId('nord')])
    await list.change({ kinds: ['project'], joinRules: ['open'], archived: 'only', accountIds: [accountId('nord')] })
    await show(stage, GroupFilters, { list, accounts: [account('acme'), account('nord')] })
    button('Remove the filter: nord').click()
    button('Remove the filter: Projects').click()
    button('Remove the filter: Open').click()
    await flushPromises()
    expect(stage.fake.inputs('groups.search').at(-1)).toMatchObject({
      accountIds: ['acme', 'nord'],
      onlyArchived: true,
    })
    button('Reset').click()
    await flushPromises()
    expect(one('[data-testid=chosen-filters]')).toBeNull()
  })

  it('are the same after being kept, and do not narrow to accounts that are not in view', () => {
    const query = { ...emptyQuery(), text: 'crm', accountIds: [accountId('nord')], archived: 'with' as const }
    expect(fromSaved(chosen(query), [accountId('acme'), accountId('nord')])).toEqual(query)
    expect(fromSaved(chosen(query), [accountId('acme')])).toEqual({ ...query, accountIds: [] })
  })
})

describe('a join link on the clipboard', () => {
  let end = (): void => undefined
  afterEach(() => end())
  async function clipboard(wanted = true) {
    const stage = setStage({ 'groups.clipboardLink': () => ok({ link: 'https://bsky.app/chat/abc' }) })
    const used = await use(stage, () => useClipboardLink(() => wanted))
    end = used.end
    return { ...stage, offer: used.value }
  }
  const lookAgain = async (): Promise<void> => {
    window.dispatchEvent(new Event('focus'))
    await flushPromises()
  }

  it('is offered, and not again after it was put aside', async () => {
    const { fake, offer } = await clipboard()
    expect(offer.link.value).toBe('https://bsky.app/chat/abc')
    offer.settle()
    await lookAgain()
    expect(offer.link.value).toBeUndefined()
    fake.answer({ 'groups.clipboardLink': () => ok({ link: 'https://bsky.app/chat/new' }) })
    await lookAgain()
    expect(offer.link.value).toBe('https://bsky.app/chat/new')
    expect(fake.inputs('groups.previewLink')).toEqual([])
  })

  it('is not even looked for where nobody could use it', async () => {
    const { fake } = await clipboard(false)
    await lookAgain()
    expect(fake.inputs('groups.clipboardLink')).toEqual([])
  })
})
