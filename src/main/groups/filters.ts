// Searches that the user gave a name: kept, changed, removed. Each answer is the whole list.
import type { SavedFilter } from '../../shared/contract/groups'
import type { HandlersOf, RoutesOf } from '../../shared/contract/index'
import { ok, type Result } from '../../shared/contract/result'
import type { Logger } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'

export interface FiltersDeps {
  readonly store: Pick<Store, 'filters'>
  readonly uuid: () => string
  readonly log: Logger
}

type FilterRoutes = 'groups.filters' | 'groups.saveFilter' | 'groups.removeFilter'

/** Saving under an id that is gone makes the filter anew: the person is looking at it. */
export function filterHandlers({ store, uuid, log }: FiltersDeps): Pick<HandlersOf<RoutesOf<'groups'>>, FilterRoutes> {
  const then = (change: () => void): Result<SavedFilter[], 'store.failed'> =>
    guarded(log, () => {
      change()
      return store.filters.list()
    })
  return {
    'groups.filters': () => ok(store.filters.list()),
    'groups.saveFilter': ({ id, name, query }) =>
      then(() => {
        store.filters.save({ id: id ?? uuid(), name, query })
      }),
    'groups.removeFilter': ({ id }) =>
      then(() => {
        store.filters.remove(id)
      }),
  }
}
