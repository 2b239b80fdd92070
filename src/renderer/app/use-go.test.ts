// Catches: a notification or a link that opens another thing than the one it was about, one in an account that is not
// looked at, a place that has gone and leaves the user without a word, words that are lost when others are put in.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useAccounts } from '../features/accounts'
import { useMessages } from '../features/messages'
import { useOpenlines } from '../features/openlines'
import { useOutbox } from '../features/outbox'
import { useIncoming, useRequests } from '../features/requests'
import { useSettings } from '../features/settings'
import { fail, ok } from '../testing/contract'
import type { FakeHandlers } from '../testing/fake-bellhop'
import { fakeOutbox } from '../testing/outbox'
import {
  account,
  accountId,
  APP_INFO,
  dialog,
  incomingRequest,
  joinRequest,
  outboxItem,
  SETTINGS,
} from '../testing/sample'
import type { IncomingRequest, JoinRequest, OutboxItem } from '../testing/sample'
import { setStage, use } from '../testing/stage'
import { useArrivals } from './use-arrivals'
import type { Place } from './use-go'

let end = (): void => undefined
beforeEach(() => {
  useToast().clear()
})
afterEach(() => {
  end()
})

interface World {
  readonly active?: string
  readonly mine?: JoinRequest[]
  readonly asking?: IncomingRequest[]
  readonly messages?: OutboxItem[]
  readonly more?: FakeHandlers
}

/** Everything there is, with a place that waits for the window. */
async function arriving(
  place: Place,
  { active = 'all', mine = [], asking = [], messages = [], more = {} }: World = {},
) {
  const waiting = [{ kind: 'place' as const, place }]
  const made = setStage({
    ...fakeOutbox(messages),
    'settings.appInfo': () => ok(APP_INFO),
    'settings.get': () => ok({ ...SETTINGS, activeAccount: active as 'all' }),
    'settings.set': (patch) => ok({ ...SETTINGS, ...patch } as typeof SETTINGS),
    'accounts.list': () => ok([account('acme'), account('nord')]),
    'requests.list': () => ok(mine),
    'requests.incoming': () => ok(asking),
    'openlines.list': () => ok({ items: [dialog('101')], stale: [] }),
    'drafts.save': (draft) => ok({ ...draft, updatedAt: '2026-11-20T10:00:00.000Z' }),
    'links.take': () => ok(waiting.splice(0)),
    ...more,
  })
  const stores = [useSettings(), useAccounts(), useRequests(), useIncoming(), useOutbox(), useOpenlines()]
  await Promise.all(stores.map((store) => store.start()))
  return made
}
async function arrived(place: Place, world: World = {}) {
  const made = await arriving(place, world)
  ;({ end } = await use(made, useArrivals))
  await flushPromises()
  const { name, query, params } = made.router.currentRoute.value
  return { ...made, name, query, params }
}
const said = () => useToast().toasts.value.map(({ description }) => description)
const GONE = expect.stringContaining('no longer there') as string

describe('a request', () => {
  it('is gone to exactly, in its account where another one is looked at', async () => {
    const mine = [joinRequest('r1'), joinRequest('r2', { accountId: accountId('nord') })]
    const { name, fake } = await arrived({ kind: 'request', id: 'r2' }, { active: 'acme', mine })
    expect([name, useRequests().wanted]).toEqual(['requests', 'r2'])
    expect(fake.inputs('settings.set')).toEqual([{ activeAccount: 'nord' }])
  })

  it.each(['all', 'acme'])('leaves the accounts in view alone where it is among them: %s', async (active) => {
    const { fake } = await arrived({ kind: 'request', id: 'r1' }, { active, mine: [joinRequest('r1')] })
    expect(useRequests().wanted).toBe('r1')
    expect(fake.inputs('settings.set')).toEqual([])
  })

  it('is read anew where it is not known', async () => {
    const made = await arriving({ kind: 'request', id: 'late' })
    made.fake.answer({ 'requests.list': () => ok([joinRequest('late')]) })
    ;({ end } = await use(made, useArrivals))
    await flushPromises()
    expect([useRequests().wanted, said()]).toEqual(['late', []])
  })

  it('of mine that has gone is said to be gone, and the list is shown', async () => {
    expect((await arrived({ kind: 'request', id: 'gone' })).name).toBe('requests')
    expect([useRequests().wanted, said()]).toEqual([undefined, [GONE]])
  })

  it('leads to the person who asks', async () => {
    const asking = [incomingRequest('7', { accountId: accountId('nord') })]
    const place = { kind: 'incoming', accountId: accountId('nord'), requestId: '7' } as const
    const { fake } = await arrived(place, { active: 'acme', asking })
    expect(useIncoming().wanted).toBe('nord:7')
    expect(fake.inputs('settings.set')).toEqual([{ activeAccount: 'nord' }])
  })

  it('of somebody else that has gone is said to be gone, and nothing jumps there later', async () => {
    const { name } = await arrived({ kind: 'incoming', accountId: accountId('acme'), requestId: 'gone' })
    expect([name, useIncoming().wanted, said()]).toEqual(['requests', undefined, [GONE]])
  })

  it('leads to the list where there are several', async () => {
    const place = { kind: 'requests', list: 'mine', accountId: accountId('nord') } as const
    const { name, fake } = await arrived(place, { active: 'acme' })
    expect([name, said()]).toEqual(['requests', []])
    expect(fake.inputs('settings.set')).toEqual([{ activeAccount: 'nord' }])
  })
})

describe('the outbox', () => {
  it('shows the message; all accounts stay in view', async () => {
    const { name, fake } = await arrived(
      { kind: 'outbox', id: 'o' },
      { messages: [outboxItem('o', { state: 'failed' })] },
    )
    expect([useOutbox().wanted, name]).toEqual(['o', 'outbox'])
    expect(fake.inputs('settings.set')).toEqual([])
  })

  it('is shown as it is where there are several', async () => {
    const { name } = await arrived({ kind: 'outbox' })
    expect([useOutbox().wanted, name, said()]).toEqual([undefined, 'outbox', []])
  })

  it('says that a message has gone', async () => {
    const { name } = await arrived({ kind: 'outbox', id: 'gone' })
    expect([useOutbox().wanted, name, said()]).toEqual([undefined, 'outbox', [GONE]])
  })
})

describe('a dialog', () => {
  const place = (chatId: string) => ({ kind: 'dialog', accountId: accountId('acme'), chatId }) as const

  it('that is known is gone to without asking anybody', async () => {
    const { name, fake } = await arrived(place('101'))
    expect([name, useOpenlines().wanted?.chatId]).toEqual(['openlines', '101'])
    expect(fake.inputs('openlines.get')).toEqual([])
  })

  it('that is not in the work list is asked for', async () => {
    await arrived(place('55'), { more: { 'openlines.get': () => ok(dialog('55')) } })
    expect(useOpenlines().wanted?.chatId).toBe('55')
  })

  it('nobody may see is said to be closed to me; the work list is shown', async () => {
    const { name } = await arrived(place('55'), { more: { 'openlines.get': () => fail('openlines.accessDenied') } })
    expect([name, useOpenlines().wanted]).toEqual(['openlines', undefined])
    expect(said()).toHaveLength(1)
  })
})

describe('the composer', () => {
  const target = { kind: 'dialog', dialogId: 'chat5' } as const
  const place = { kind: 'compose', accountId: accountId('acme'), target, title: 'Sales' } as const

  it('takes the recipient and the text; what was being written becomes a draft', async () => {
    const made = await arriving({ ...place, text: 'Hello' })
    useMessages().of(accountId('acme')).text = 'being written'
    ;({ end } = await use(made, useArrivals))
    await flushPromises()
    const { text, recipients } = useMessages().of(accountId('acme'))
    expect([text, recipients.map(({ title }) => title)]).toEqual(['Hello', ['Sales']])
    expect(useMessages().drafts.map(({ composing }) => composing.text)).toEqual(['being written'])
    expect(made.fake.inputs('outbox.enqueue')).toEqual([])
  })

  it('takes a recipient alone, named by its id where nobody has told its name', async () => {
    const { title: _none, ...nameless } = place
    await arrived(nameless)
    const { text, recipients } = useMessages().of(accountId('acme'))
    expect([text, recipients.map(({ title }) => title)]).toEqual(['', ['chat5']])
  })

  it('asks whom to write to where there is neither', async () => {
    const { name } = await arrived({ kind: 'compose', accountId: accountId('nord') })
    expect([name, useMessages().recipientsAsked, useMessages().writer]).toEqual(['messages', true, 'nord'])
  })
})

describe('other places', () => {
  it.each([
    [{ kind: 'view', view: 'settings' } as const, { name: 'settings' }],
    [{ kind: 'account', accountId: accountId('nord') } as const, { name: 'account', params: { id: 'nord' } }],
    [
      { kind: 'group', accountId: accountId('acme'), groupId: '5' } as const,
      { name: 'groups', query: { account: 'acme', group: '5' } },
    ],
    [
      { kind: 'group', accountId: accountId('acme'), groupId: '5', ask: true } as const,
      { name: 'groups', query: { account: 'acme', group: '5', ask: '1' } },
    ],
    [
      { kind: 'joinLink', accountId: accountId('acme'), link: 'https://bsky.app/chat/abcdefg' } as const,
      { name: 'groups', query: { account: 'acme', link: 'https://bsky.app/chat/abcdefg' } },
    ],
  ])('%o', async (place, where) => {
    expect(await arrived(place)).toMatchObject(where)
  })

  it('of an account that was disconnected meanwhile are said to be gone', async () => {
    const { name, fake } = await arrived({ kind: 'group', accountId: accountId('gone'), groupId: '5' })
    expect([name, said().length, fake.inputs('settings.set')]).toEqual(['groups', 1, []])
  })

  it('are gone to when they are told of later', async () => {
    const { fake, router } = await arrived({ kind: 'view', view: 'settings' })
    fake.answer({ 'links.take': () => ok([{ kind: 'place', place: { kind: 'view', view: 'outbox' } }]) })
    fake.emit('links.waiting', {})
    await flushPromises()
    expect(router.currentRoute.value.name).toBe('outbox')
  })
})
