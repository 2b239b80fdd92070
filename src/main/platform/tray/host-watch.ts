// Waits for a panel that comes after the app: at login most do, and Electron announces an icon only once. Knows no Electron.
import type { TrayHost } from '../tray-host'

export interface HostWatchDeps {
  readonly ask: () => Promise<TrayHost>
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** A panel is there now that was not when the watch began. */
  readonly onCame: () => void
}

const FIRST_MS = 1_000
/** Asking starts a program of the desktop: once a minute is not felt. */
const LONGEST_MS = 60_000

/** Asks until a panel is there, less and less often; one that is there from the beginning needs no icon again. */
export function watchForHost({ ask, sleep, onCame }: HostWatchDeps): { stop(): void } {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async (): Promise<void> => {
    if ((await ask()) === 'yes') return
    for (let wait = FIRST_MS; ; wait = Math.min(wait * 2, LONGEST_MS)) {
      await sleep(wait, signal)
      if ((await ask()) !== 'yes') continue
      if (!signal.aborted) onCame()
      return
    }
  }
  // The only way out of it before a panel comes is its end.
  run().catch(() => undefined)
  return {
    stop: () => {
      stopping.abort()
    },
  }
}
