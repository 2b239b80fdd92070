// What windows hear of a reading: its progress a few times a second, and the groups that changed where they are few.
import { UPSERT_MAX, type Group, type SyncState } from '../../shared/contract/groups'
import type { Emit } from '../../shared/contract/index'
import type { Clock } from '../networks/ports'

export interface SyncNews {
  /** Gathers; tells with the next `progress` that is due. */
  changed(groups: readonly Group[]): void
  /** What is shown has to be searched again. */
  reread(): void
  /** Tells now when the last time was long enough ago, or when `always`. */
  progress(sync: SyncState, always?: boolean): void
}

const EVERY_MS = 300

export function createSyncNews({ emit, clock }: { readonly emit: Emit; readonly clock: Clock }): SyncNews {
  let gathered: Group[] = []
  let all = false
  let toldAt = Number.NEGATIVE_INFINITY
  return {
    changed(groups) {
      if (gathered.length + groups.length > UPSERT_MAX) all = true
      if (all) gathered = []
      else gathered.push(...groups)
    },
    reread() {
      all = true
      gathered = []
    },
    progress(sync, always = false) {
      const now = clock()
      if (!always && Math.abs(now - toldAt) < EVERY_MS) return
      toldAt = now
      emit('groups.changed', { accountId: sync.accountId, sync, upsert: gathered, ...(all ? { reread: true } : {}) })
      gathered = []
      all = false
    },
  }
}
