// Whether the app is about to end: then no window asks whether it may close, and none hides instead.
import { app, powerMonitor } from 'electron/main'

let quitting = false

/** True from the moment somebody asked the app to end. */
export const isQuitting = (): boolean => quitting

/** Ends the app in order: windows close, what runs is stopped. */
export function quitApp(): void {
  app.quit()
}

/** Begins to look for the end of the app; call once, before the first window. */
export function followQuitting(): void {
  app.on('before-quit', () => {
    quitting = true
  })
  // A window that is closed never ends the app by itself: quick-send is kept while hidden, and so may the main one be.
  app.on('window-all-closed', () => undefined)
}

/**
 * Ends the app with the machine, without a question; the app must be ready.
 * @see https://www.electronjs.org/docs/latest/api/power-monitor#event-shutdown-linux-macos
 */
export function quitWithMachine(): void {
  powerMonitor.on('shutdown', () => {
    quitting = true
    app.quit()
  })
}
