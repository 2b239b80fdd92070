// What nobody caught ends here: it is shown, and the page stays.
import { ref } from 'vue'
import type { App } from 'vue'

/** The last unexpected failure; shown as a line over the page until closed. */
export const unexpected = ref<string>()

/** Catches what components, watchers and promises throw. */
export function installErrorBoundary(app: App): void {
  const take = (error: unknown): void => {
    unexpected.value = error instanceof Error ? error.message : String(error)
    reportError(error)
  }
  app.config.errorHandler = take
  window.addEventListener('unhandledrejection', (event) => {
    take(event.reason)
  })
}
