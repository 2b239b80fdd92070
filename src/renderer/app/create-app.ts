// Puts the page together: texts, stores, routes, theme. Everything is read from main before the first paint.
import bitrix24Ui from '@bitrix24/b24ui-nuxt/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import type { App as VueApp } from 'vue'
import { setRecovery } from '../api'
import { useAccounts } from '../features/accounts'
import { useGroups } from '../features/groups'
import type { ListKeeper } from '../features/groups'
import { useMessages, useTemplates } from '../features/messages'
import { useNotices } from '../features/notices'
import { useOpenlines } from '../features/openlines'
import { useOutbox } from '../features/outbox'
import { useIncoming, useInvitations, useRequests } from '../features/requests'
import { useSettings } from '../features/settings'
import { useVault } from '../features/vault'
import { createTexts } from '../lib/i18n'
import { VIEW_STATES } from '../lib/use-view-state'
import App from './App.vue'
import { installErrorBoundary } from './error-boundary'
import { createRoutes } from './routes'
import { useViewStates } from './view-states'

/** Makes the app, ready to mount. Settings and accounts have been read, so that nothing flickers. */
export async function createBellhop(): Promise<VueApp> {
  const app = createApp(App)
  const pinia = createPinia()
  app.use(pinia)
  installErrorBoundary(app)

  const settings = useSettings(pinia)
  const accounts = useAccounts(pinia)
  const vault = useVault(pinia)
  setRecovery((error) => vault.recover(error))
  const states = useViewStates(pinia)
  await Promise.all([settings.start(), accounts.start(), vault.start(), states.start()])
  app.provide(VIEW_STATES, { read: states.read, keep: states.keep })

  useGroups(pinia).keepIn({
    read: (scope) => states.read('groups', scope) as ReturnType<ListKeeper['read']>,
    keep: (scope, state) => states.keep('groups', scope, state),
  })

  const router = createRoutes(settings.current.activeView)
  app.use(createTexts(settings.language))
  app.use(router)
  app.use(bitrix24Ui)
  await router.isReady()

  for (const store of [
    useGroups(pinia),
    useRequests(pinia),
    useIncoming(pinia),
    useInvitations(pinia),
    useOpenlines(pinia),
    useOutbox(pinia),
    useMessages(pinia),
    useTemplates(pinia),
    useNotices(pinia),
  ]) {
    void store.start()
  }
  return app
}
