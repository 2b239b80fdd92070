// Groups in the window: the lists of them, what main tells of them, and how the reading of accounts goes.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { follow } from '../../api'
import { throttle } from '../../lib/throttle'
import { groupKey } from './held-pages'
import type { Group } from './held-pages'
import { useKeptLists } from './kept-lists'
import type { AccountId } from './query'
import { useSyncs } from './syncs'

export { groupKey } from './held-pages'
export type { Group } from './held-pages'

/** Changed rows are put in at most so often, and the list is read again at most so often. */
const PATCH_MS = 100
const REFRESH_MS = 1000

export const useGroups = defineStore('groups', () => {
  const { list, all, prepare, show, changed, refreshChanged, keepIn } = useKeptLists()
  const linkDialog = ref(false)
  const inView = computed(() => list.value.accountIds)
  const { put, read, sync: readGroups, ...told } = useSyncs(inView)
  const gathered = new Map<string, Group>()

  const patchSoon = throttle(() => {
    const changed = new Map(gathered)
    gathered.clear()
    for (const each of all()) each.patch(changed)
  }, PATCH_MS)
  const refreshSoon = throttle(() => void refreshChanged(), REFRESH_MS)

  async function start(): Promise<void> {
    await follow({
      event: 'groups.changed',
      read,
      apply: ({ accountId, sync, upsert }) => {
        if (sync) put(sync)
        for (const group of upsert) gathered.set(groupKey(group), group)
        if (gathered.size) patchSoon()
        const moved = upsert.length > 0 || sync !== undefined
        if (!moved) return
        changed(accountId)
        if (inView.value.includes(accountId)) refreshSoon()
      },
    })
  }

  async function sync(ids: readonly AccountId[]): Promise<void> {
    await readGroups(ids)
    await list.value.refresh()
  }

  return { list, linkDialog, ...told, prepare, show, sync, start, keepIn }
})
