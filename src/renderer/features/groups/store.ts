// The lists of groups by the accounts in view, kept while the window is open, and how the reading of accounts goes.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { follow } from '../../api'
import { throttle } from '../../lib/throttle'
import { groupKey } from './held-pages'
import type { Group } from './held-pages'
import type { AccountId } from './query'
import { createScopeList } from './scope-list'
import type { ScopeList } from './scope-list'
import { useSyncs } from './syncs'

export { groupKey } from './held-pages'
export type { Group } from './held-pages'

/** Changed rows are put in at most so often, and the list is read again at most so often. */
const PATCH_MS = 100
const REFRESH_MS = 1000
/** Lists kept: twenty accounts, all of them, and some that were left meanwhile. */
const MOST_LISTS = 32

/** The lists that are kept, by their accounts; the one that was wanted last is let go of last. */
function createLists() {
  const lists = new Map<string, ScopeList>()
  return {
    all: () => lists.values(),
    of(ids: readonly AccountId[]): ScopeList {
      const key = ids.join()
      const wanted = lists.get(key) ?? createScopeList(ids)
      lists.delete(key)
      lists.set(key, wanted)
      for (const oldest of [...lists.keys()].slice(0, Math.max(0, lists.size - MOST_LISTS))) lists.delete(oldest)
      return wanted
    },
  }
}

export const useGroups = defineStore('groups', () => {
  const lists = createLists()
  const list = shallowRef<ScopeList>(createScopeList([]))
  const linkDialog = ref(false)
  const inView = computed(() => list.value.accountIds)
  const { put, read, sync: readGroups, ...told } = useSyncs(inView)
  const gathered = new Map<string, Group>()

  const patchSoon = throttle(() => {
    const changed = new Map(gathered)
    gathered.clear()
    for (const each of lists.all()) each.patch(changed)
  }, PATCH_MS)
  const refreshSoon = throttle(() => void list.value.refresh(), REFRESH_MS)

  /** Reads the list of these accounts, so that it is there when it is shown. */
  async function prepare(ids: readonly AccountId[]): Promise<void> {
    const wanted = lists.of(ids)
    if (wanted.loading) await wanted.search()
  }
  /** Shows the list of these accounts: as it was left, at once, and then as it is. */
  async function show(ids: readonly AccountId[]): Promise<void> {
    list.value = lists.of(ids)
    await (list.value.loading ? list.value.search() : list.value.refresh())
  }

  async function start(): Promise<void> {
    await follow({
      event: 'groups.changed',
      read,
      apply: ({ accountId, sync, upsert }) => {
        if (sync) put(sync)
        for (const group of upsert) gathered.set(groupKey(group), group)
        if (gathered.size) patchSoon()
        const moved = upsert.length > 0 || sync !== undefined
        if (moved && inView.value.includes(accountId)) refreshSoon()
      },
    })
  }

  async function sync(ids: readonly AccountId[]): Promise<void> {
    await readGroups(ids)
    await list.value.refresh()
  }

  return { list, linkDialog, ...told, prepare, show, sync, start }
})
