// What a network may ask about the groups held of an account while it reads them.
import type { AccountId } from '../../shared/contract/common'
import type { HeldGroups } from '../networks/ports'
import type { Store } from '../store/open-store'
import { breathe } from './breathe'

/** Ids read from the database at a time: well under a frame. */
const IDS_AT_ONCE = 5_000

/** @param run the number of the full reading under way, or of the last one */
export function heldGroups(store: Pick<Store, 'sync'>, accountId: AccountId, run: () => number): HeldGroups {
  return {
    count: () => store.sync.countGroups(accountId),
    seen: () => store.sync.countSeen(accountId, run()),
    related: () => store.sync.related(accountId),
    among: (groupIds) => store.sync.among(accountId, groupIds),
    unseen: (limit) => store.sync.unseen(accountId, run(), limit),
    async ids() {
      const all: string[] = []
      for (;;) {
        const some = store.sync.idsAfter(accountId, all.at(-1) ?? '', IDS_AT_ONCE)
        for (const id of some) all.push(id)
        if (some.length < IDS_AT_ONCE) return all
        await breathe()
      }
    },
  }
}
