// Finding groups over all accounts, in what was last read from the services. What makes finding quick is prepared ahead,
// a slice at a time, once the window is there and whenever groups were written; nothing else waits for longer than a slice.
import type { HandlersOf, RoutesOf } from '../../shared/contract/index'
import { ok } from '../../shared/contract/result'
import type { Logger, Timers } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'
import { breathe } from './breathe'

export interface DirectoryDeps {
  readonly store: Pick<Store, 'groups'>
  readonly timers: Timers
  readonly log: Logger
}

export interface Directory {
  readonly handlers: Pick<HandlersOf<RoutesOf<'groups'>>, 'groups.search'>
  /** Begins to prepare, when the window has had time to come up; a search begins at once. */
  start(): void
  /** Resolves when nothing is prepared any more; the store may be closed then. */
  stop(): Promise<void>
}

const START_AFTER_MS = 2000

export function createDirectory({ store, timers, log }: DirectoryDeps): Directory {
  const stopping = new AbortController()
  let preparing: Promise<void> | undefined
  const work = async (): Promise<void> => {
    for (let more = true; more && !stopping.signal.aborted;) {
      await breathe()
      if (stopping.signal.aborted) return
      const done = guarded(log, () => store.groups.prepare())
      more = done.ok && done.data
    }
  }
  const prepare = (): void => {
    if (stopping.signal.aborted) return
    preparing ??= work().finally(() => {
      preparing = undefined
    })
  }
  store.groups.onWritten(prepare)
  return {
    handlers: {
      async 'groups.search'(query) {
        if (!store.groups.isReady()) prepare()
        // Without a text the list is there at once. With one it would read the whole table in one go: rather in slices.
        if ((query.text ?? '').trim() !== '') {
          while (!store.groups.isReady() && preparing !== undefined) await breathe()
        }
        return ok(store.groups.search(query))
      },
    },
    start() {
      timers.sleep(START_AFTER_MS, stopping.signal).then(prepare, () => undefined)
    },
    async stop() {
      stopping.abort()
      await preparing
    },
  }
}
