// Groups as searched just now, and how far the reading of each account has come.
import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import { debounce } from '../../lib/debounce'
import { usePages } from './pages'
import type { Group } from './pages'
import { emptyQuery, pageInput } from './query'

export { groupKey } from './pages'
export type { Group } from './pages'

type SyncState = OutputOf<'groups.syncStates'>[number]
type AccountId = Group['accountId']

const SETTLE_MS = 150

export const useGroups = defineStore('groups', () => {
  const query = reactive(emptyQuery())
  const accountIds = ref<readonly AccountId[]>([])
  const syncs = ref<ReadonlyMap<AccountId, SyncState>>(new Map())
  const linkDialog = ref(false)
  const pages = usePages((offset) => pageInput(query, accountIds.value, offset))
  const searchSoon = debounce(() => void pages.search(), SETTLE_MS)

  const inView = computed(() => accountIds.value.flatMap((id) => syncs.value.get(id) ?? []))
  const running = computed(() => inView.value.filter(({ state }) => state === 'running'))
  const failed = computed(() => inView.value.filter(({ state }) => state === 'failed'))

  async function show(ids: readonly AccountId[]): Promise<void> {
    accountIds.value = ids
    await pages.search()
  }

  async function readSyncs(): Promise<void> {
    const answer = await invoke('groups.syncStates', {}, { quiet: true })
    if (answer.ok) syncs.value = new Map(answer.data.map((sync) => [sync.accountId, sync]))
  }

  async function start(): Promise<void> {
    await follow({
      event: 'groups.changed',
      read: readSyncs,
      apply: ({ accountId, sync, upsert }) => {
        if (sync) syncs.value = new Map(syncs.value).set(accountId, sync)
        pages.patch(upsert)
        if (upsert.length || sync?.state === 'done') searchSoon()
      },
    })
  }

  /** Reads accounts' groups from the services anew; failures are told by the sync states. */
  async function sync(ids: readonly AccountId[]): Promise<void> {
    await Promise.all(ids.map((accountId) => invoke('groups.sync', { accountId })))
    await readSyncs()
    await pages.search()
  }

  return { query, ...pages, running, failed, linkDialog, show, searchSoon, sync, start }
})
