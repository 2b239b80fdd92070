// The views of the window by name. Memory history: the address bar is not ours to show.
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Router } from 'vue-router'
import type { Account } from '../features/accounts'
import { GroupsView } from '../features/groups'
import { MessagesView } from '../features/messages'
import { OpenlinesView } from '../features/openlines'
import { OutboxView } from '../features/outbox'
import { RequestsView } from '../features/requests'
import AccountRoute from './AccountRoute.vue'
import AddRoute from './AddRoute.vue'
import SettingsRoute from './SettingsRoute.vue'

export const VIEW_NAMES = ['groups', 'requests', 'openlines', 'messages', 'outbox', 'settings'] as const
export type ViewName = (typeof VIEW_NAMES)[number]

const PORTS = { groups: 'groups', requests: 'requests', openlines: 'openlines', messages: 'messages' } as const

/** A view that needs what the account's network does not offer is not offered; all accounts together offer every view. */
export const isOffered = (view: ViewName, account: Pick<Account, 'ports'> | undefined): boolean =>
  !account || !(view in PORTS) || account.ports.includes(PORTS[view as keyof typeof PORTS])

declare module 'vue-router' {
  interface RouteMeta {
    /** It is handed the texts kept for asking. */
    readonly asks?: boolean
    /** It is handed what a text field needs: who can be mentioned, which texts are kept. */
    readonly replies?: boolean
  }
}

/** Makes the router, standing at the view that was open last. */
export function createRoutes(first: ViewName): Router {
  const history = createMemoryHistory()
  history.replace(`/${first}`)
  const router = createRouter({
    history,
    routes: [
      { path: '/groups', name: 'groups', component: GroupsView, meta: { scoped: true, asks: true } },
      { path: '/requests', name: 'requests', component: RequestsView, meta: { scoped: true, prefs: true } },
      {
        path: '/openlines',
        name: 'openlines',
        component: OpenlinesView,
        meta: { scoped: true, prefs: true, replies: true },
      },
      {
        path: '/messages',
        name: 'messages',
        component: MessagesView,
        meta: { scoped: true, prefs: true },
      },
      { path: '/outbox', name: 'outbox', component: OutboxView, meta: { scoped: true } },
      { path: '/settings', name: 'settings', component: SettingsRoute },
      { path: '/account/:id', name: 'account', component: AccountRoute },
      { path: '/add', name: 'add', component: AddRoute },
      { path: '/:rest(.*)', redirect: '/groups' },
    ],
  })
  return router
}
