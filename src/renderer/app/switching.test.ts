// Catches: going to another account that reloads anything, forgets what was there, or takes more than one press.
import bitrix24Ui from '@bitrix24/b24ui-nuxt/vue-plugin'
import { flushPromises, mount } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { RouteName } from '../../shared/contract'
import { useAccounts } from '../features/accounts'
import { useGroups } from '../features/groups'
import { useMessages } from '../features/messages'
import { useOpenlines } from '../features/openlines'
import { useOutbox } from '../features/outbox'
import { useIncoming, useRequests } from '../features/requests'
import { useSettings } from '../features/settings'
import { createTexts } from '../lib/i18n'
import { VIEW_STATES } from '../lib/use-view-state'
import { ok } from '../testing/contract'
import { fakeOutbox } from '../testing/outbox'
import {
  APP_INFO,
  SETTINGS,
  VAULT,
  account,
  accountId,
  dialog,
  group,
  joinRequest,
  outboxItem,
} from '../testing/sample'
import { setStage } from '../testing/stage'
import { provideAddFlow } from './add-flow'
import AppShell from './AppShell.vue'
import { VIEW_NAMES, createRoutes } from './routes'
import type { ViewName } from './routes'
import { useViewStates } from './view-states'

const ACCOUNTS = [
  ...['acme', 'nord'].map((id) => account(id, { label: id })),
  account('joiner', { label: 'joiner', ports: ['groups', 'requests'] }),
]
const of = accountId
const GROUPS = [group('1'), group('2'), group('7', { accountId: of('nord') })]
const DIALOGS = [dialog('1', { joined: true }), dialog('2', { accountId: of('nord'), joined: true })]
const SENT = ['acme', 'nord'].map((id) => outboxItem(`sent-${id}`, { accountId: of(id), state: 'sent' }))
/** These are not reading: they keep where one is. */
const KEEPING: readonly RouteName[] = ['settings.set', 'settings.keepViewState']

async function openWindow() {
  const made = setStage({
    ...fakeOutbox(SENT),
    'settings.appInfo': () => ok(APP_INFO),
    'settings.get': () => ok({ ...SETTINGS, activeAccount: of('acme') }),
    // Plain data, as main's is: what is not fails on its way, and the change is taken back.
    'settings.set': (patch) =>
      ok(JSON.parse(JSON.stringify({ ...useSettings().current, ...patch })) as typeof SETTINGS),
    'settings.keepViewState': () => ok({}),
    'settings.viewStates': () => ok([]),
    'accounts.list': () => ok([...ACCOUNTS]),
    'vault.status': () => ok(VAULT),
    'groups.search': ({ accountIds = [] }) => {
      const items = GROUPS.filter((each) => accountIds.includes(each.accountId))
      return ok({ items, total: items.length })
    },
    'groups.get': ({ groupId, accountId: id }) =>
      ok({ ...group(groupId, { accountId: id }), members: [], canLeave: false, canEditLink: false }),
    'requests.check': () => ok({ relation: 'none', joinRule: 'approval', canRequest: true, takesMessage: true }),
    'requests.list': () => ok([joinRequest('r1'), joinRequest('r2', { accountId: of('nord') })]),
    'requests.incoming': () => ok([]),
    'openlines.list': () => ok({ items: DIALOGS, stale: [] }),
    'openlines.history': ({ accountId: id, chatId }) => ok({ accountId: id, chatId, canJoin: false, messages: [] }),
    'drafts.list': () => ok([]),
    'templates.list': () => ok([]),
    'messages.lines': () => ok([]),
    'messages.checkMany': () => ok([]),
    'diagnostics.calls': () => ok({ calls: [], budgets: [] }),
  })
  const states = useViewStates()
  await Promise.all([useSettings().start(), useAccounts().start(), states.start()])
  await Promise.all([
    useRequests().start(),
    useIncoming().start(),
    useOpenlines().start(),
    useOutbox().start(),
    useMessages().start(),
  ])
  const router = createRoutes('groups')
  const Host = defineComponent({
    setup() {
      provideAddFlow()
      return () => h(AppShell)
    },
  })
  const view = mount(Host, {
    attachTo: document.body,
    global: {
      plugins: [made.pinia, createTexts('en'), router, bitrix24Ui],
      provide: { [VIEW_STATES as symbol]: { read: states.read, keep: states.keep } },
    },
  })
  await rest()
  const go = async (name: ViewName): Promise<void> => {
    await router.push({ name })
    await rest()
  }
  const press = async (id: string): Promise<void> => {
    await view.get(`[data-account="${id}"]`).trigger('click')
    await rest()
    expect(useSettings().current.activeAccount).toBe(id)
  }
  /** Routes that were called meanwhile, but for those that keep something. */
  async function asked(work: () => Promise<void>): Promise<RouteName[]> {
    const before = made.fake.calls.length
    await work()
    return made.fake.calls.slice(before).flatMap(({ route }) => (KEEPING.includes(route) ? [] : [route]))
  }
  return { ...made, router, view, go, press, asked }
}

/** Longer than any pause after which something is asked. */
async function rest(): Promise<void> {
  await flushPromises()
  await vi.advanceTimersByTimeAsync(1200)
  await flushPromises()
}

let opened: VueWrapper | undefined
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  opened?.unmount()
  opened = undefined
  vi.useRealTimers()
  document.body.innerHTML = ''
})
async function opening(): ReturnType<typeof openWindow> {
  const made = await openWindow()
  opened = made.view
  return made
}

describe('going from account to account', () => {
  it.each(VIEW_NAMES)('asks main for nothing that is held, in %s: A, B, A', async (name) => {
    const { go, press, asked } = await opening()
    await go(name)
    await press('nord')
    await press('acme')
    expect(
      await asked(async () => {
        await press('nord')
        await press('acme')
      }),
    ).toEqual([])
  })

  it('nor with a group or a dialog open in each', async () => {
    const { view, go, press, asked } = await opening()
    const choose = {
      groups: async () => useGroups().list.goTo(0),
      openlines: () => view.get('[role=listbox] [role=option]').trigger('click'),
    }
    const panes = { groups: 'group-pane', openlines: 'dialog-pane' }
    for (const name of ['groups', 'openlines'] as const) {
      for (const id of ['acme', 'nord']) {
        await press(id)
        await go(name)
        await choose[name]()
        await rest()
      }
      const calls = await asked(async () => {
        await press('acme')
        expect(view.find(`[data-testid=${panes[name]}]`).exists(), name).toBe(true)
        await press('nord')
      })
      expect(calls, name).toEqual([])
    }
  })

  it('peers 5: takes one press from any view, and stays in it', async () => {
    const { router, go, press } = await opening()
    const at = () => router.currentRoute.value.name
    for (const name of VIEW_NAMES) {
      await go(name)
      await press('nord')
      expect(at()).toBe(name)
      await press('acme')
      expect(at()).toBe(name)
    }
  })

  it('leads to the view that was looked at there last from a page of no account, or where it has not this one', async () => {
    const { router, go, press } = await opening()
    const at = () => router.currentRoute.value.name
    await press('joiner')
    await go('outbox')
    await press('acme')
    await go('openlines')
    await press('joiner')
    expect(at()).toBe('outbox')
    await press('nord')
    await go('requests')
    await router.push({ name: 'add' })
    await press('acme')
    expect(at()).toBe('openlines')
    await router.push({ name: 'account', params: { id: 'acme' } })
    await press('nord')
    expect(at()).toBe('requests')
  })

  it('keeps for each what was searched for and chosen, and writes it down', async () => {
    const { fake, view, go, press } = await opening()
    await go('requests')
    await view.get('input[data-search], [data-search] input').setValue('hello')
    await rest()
    await press('nord')
    expect(view.get<HTMLInputElement>('input[data-search], [data-search] input').element.value).toBe('')
    await press('acme')
    expect(view.get<HTMLInputElement>('input[data-search], [data-search] input').element.value).toBe('hello')
    expect(fake.inputs('settings.keepViewState')).toContainEqual(
      expect.objectContaining({
        scope: 'acme',
        view: 'requests',
        state: expect.objectContaining({ text: 'hello' }) as object,
      }),
    )
  })
})
