// When the machine goes to sleep, wakes up, and has a network again. Knows nothing of who wants to know.
import { net, powerMonitor } from 'electron/main'
import { createOnlineWatch } from './online-watch'

export interface PowerListeners {
  /** The machine is about to sleep. */
  suspend(): void
  resume(): void
  /** There is a network again. */
  online(): void
}

/** Electron tells the page of a network that came back, but not the main process: so it is asked. */
const LOOK_EVERY_MS = 3_000

/**
 * Follows the machine for as long as the app runs; it must be ready.
 * @see https://www.electronjs.org/docs/latest/api/power-monitor
 * @see https://www.electronjs.org/docs/latest/api/net#netisonline
 */
export function followPower(listeners: PowerListeners): void {
  powerMonitor.on('suspend', () => {
    listeners.suspend()
  })
  powerMonitor.on('resume', () => {
    listeners.resume()
  })
  const watch = createOnlineWatch(
    () => net.isOnline(),
    () => {
      listeners.online()
    },
  )
  setInterval(watch.look, LOOK_EVERY_MS).unref()
}
