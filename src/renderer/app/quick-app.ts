// Puts quick-send's page together: the same texts, theme and stores as the main window's, and only those it needs.
import bitrix24Ui from '@bitrix24/b24ui-nuxt/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import type { App as VueApp } from 'vue'
import { useAccounts } from '../features/accounts'
import { useQuick } from '../features/quicksend'
import { useSettings } from '../features/settings'
import { useVault } from '../features/vault'
import { createTexts } from '../lib/i18n'
import { installErrorBoundary } from './error-boundary'
import QuickApp from './QuickApp.vue'

/** Makes the page, ready to mount. What stood in it before has been read. */
export async function createQuick(): Promise<VueApp> {
  const app = createApp(QuickApp)
  const pinia = createPinia()
  app.use(pinia)
  installErrorBoundary(app)
  const settings = useSettings(pinia)
  const stores = [settings, useAccounts(pinia), useVault(pinia), useQuick(pinia)]
  await Promise.all(stores.map((store) => store.start()))
  app.use(createTexts(settings.language))
  app.use(bitrix24Ui)
  return app
}
