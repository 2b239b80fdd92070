// Shows what has changed: once for all that happens in one go, and not at all where nothing looks different. Pure.
import type { Logger } from '../../log/port'

export interface Updates {
  /** Looks at the end of what is going on now. */
  soon(): void
  stop(): void
}

export interface UpdatesDeps<T> {
  readonly look: () => T
  readonly show: (now: T) => void
  readonly log: Logger
}

/** What cannot be shown is logged: a desktop's quirk must not end the app. `look` answers plain data. */
export function createUpdates<T>({ look, show, log }: UpdatesDeps<T>): Updates {
  let shown: string | undefined
  let waiting: NodeJS.Immediate | undefined
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
      waiting ??= setImmediate(now)
    },
    stop() {
      clearImmediate(waiting)
    },
  }
}
