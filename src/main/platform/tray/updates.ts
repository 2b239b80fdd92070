// Shows what has changed: once for all that happens in a moment, and not at all where nothing looks different. Pure.
import type { Logger } from '../../log/port'

export interface Updates {
  /** Looks a moment from now. */
  soon(): void
  stop(): void
}

export interface UpdatesDeps<T> {
  readonly look: () => T
  readonly show: (now: T) => void
  readonly log: Logger
}

/** Nobody sees it, and a thousand messages that leave do not keep the app busy with counting. */
const MOMENT_MS = 100

/** What cannot be shown is logged: a desktop's quirk must not end the app. `look` answers plain data. */
export function createUpdates<T>({ look, show, log }: UpdatesDeps<T>): Updates {
  let shown: string | undefined
  let waiting: NodeJS.Timeout | undefined
  const now = (): void => {
    waiting = undefined
    try {
      const seen = look()
      const text = JSON.stringify(seen)
      if (text === shown) return
      show(seen)
      shown = text
    } catch (error) {
      log.warn('the tray could not be shown', { error: String(error) })
    }
  }
  return {
    soon() {
      waiting ??= setTimeout(now, MOMENT_MS).unref()
    },
    stop() {
      clearTimeout(waiting)
    },
  }
}
