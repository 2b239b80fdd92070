// Finding groups over all accounts, in what was last read from the services. What makes finding quick is prepared ahead,
// a slice at a time, whenever the app starts or groups were written; nothing else waits for longer than a slice.
import type { HandlersOf, RoutesOf } from '../../shared/contract/index'
import { ok } from '../../shared/contract/result'
import type { Logger } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'
import { breathe } from './breathe'

export interface DirectoryDeps {
  readonly store: Pick<Store, 'groups'>
  readonly log: Logger
}

export interface Directory {
  readonly handlers: Pick<HandlersOf<RoutesOf<'groups'>>, 'groups.search'>
  /** Begins to prepare. */
  start(): void
  /** Resolves when nothing is prepared any more; the store may be closed then. */
  stop(): Promise<void>
}

export function createDirectory({ store, log }: DirectoryDeps): Directory {
  let stopped = false
  let preparing: Promise<void> | undefined
  const work = async (): Promise<void> => {
    for (let more = true; more && !stopped;) {
      await breathe()
      if (stopped) return
      const done = guarded(log, () => store.groups.prepare())
      more = done.ok && done.data
    }
  }
  const prepare = (): void => {
    if (stopped) return
    preparing ??= work().finally(() => {
      preparing = undefined
    })
  }
  store.groups.onWritten(prepare)
  return {
    handlers: {
      async 'groups.search'(query) {
        // Without a text the list is there at once. With one it would read the whole table in one go: rather in slices.
        if ((query.text ?? '').trim() !== '' && !store.groups.isReady()) {
          prepare()
          while (!store.groups.isReady() && preparing !== undefined) await breathe()
        }
        return ok(store.groups.search(query))
      },
    },
    start() {
      prepare()
    },
    async stop() {
      stopped = true
      await preparing
    },
  }
}
