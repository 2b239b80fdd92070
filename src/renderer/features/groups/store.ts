// Groups as searched just now, page by page, and how far the reading of each account has come.
import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import { follow, invoke } from '../../api'
import type { InputOf, OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import type { GroupKind, Relation } from '../../../shared/domain/states'
import { debounce } from '../../lib/debounce'

export type Group = OutputOf<'groups.search'>['items'][number]
type SyncState = OutputOf<'groups.syncStates'>[number]
type AccountId = Group['accountId']

export const PAGE = 100
const SETTLE_MS = 150

/** Tells groups of different accounts apart. */
export const groupKey = (group: Pick<Group, 'accountId' | 'groupId'>): string => `${group.accountId}:${group.groupId}`

export const useGroups = defineStore('groups', () => {
  const query = reactive<{ text: string; relations: Relation[]; kinds: GroupKind[]; includeArchived: boolean }>({
    text: '',
    relations: [],
    kinds: [],
    includeArchived: false,
  })
  const accountIds = ref<AccountId[]>([])
  /** Rows by their place in the whole answer; holes are read when they come into view. */
  const rows = shallowRef<ReadonlyMap<number, Group>>(new Map())
  const total = ref(0)
  const loading = ref(true)
  const error = ref<AppError>()
  const syncs = ref<ReadonlyMap<AccountId, SyncState>>(new Map())
  const linkDialog = ref(false)
  const pages = new Set<number>()
  let generation = 0

  const running = computed(() => accountIds.value.flatMap((id) => syncs.value.get(id) ?? []).filter((sync) => sync.state === 'running'))
  const failed = computed(() => accountIds.value.flatMap((id) => syncs.value.get(id) ?? []).filter((sync) => sync.state === 'failed'))

  function input(offset: number): InputOf<'groups.search'> {
    return {
      accountIds: accountIds.value,
      includeArchived: query.includeArchived,
      sort: 'activity',
      limit: PAGE,
      offset,
      ...(query.text.trim() ? { text: query.text } : {}),
      ...(query.relations.length ? { relations: query.relations } : {}),
      ...(query.kinds.length ? { kinds: query.kinds } : {}),
    }
  }

  async function readPage(offset: number, base: ReadonlyMap<number, Group>): Promise<void> {
    const asked = generation
    pages.add(offset)
    const answer = await invoke('groups.search', input(offset), { quiet: true })
    if (asked !== generation) return
    loading.value = false
    error.value = answer.ok ? undefined : answer.error
    if (!answer.ok) return
    const next = new Map(offset === 0 ? base : rows.value)
    answer.data.items.forEach((group, index) => next.set(offset + index, group))
    rows.value = next
    total.value = answer.data.total
  }

  /** Searches anew from the first row; the old rows stay until the answer is there. */
  async function search(): Promise<void> {
    generation += 1
    pages.clear()
    await readPage(0, new Map())
  }
  const searchSoon = debounce(() => void search(), SETTLE_MS)

  /** Reads the pages that hold the rows `from..to`, where they are not there yet. */
  function need(from: number, to: number): void {
    for (let offset = Math.floor(from / PAGE) * PAGE; offset <= to; offset += PAGE) {
      if (!pages.has(offset) && offset < total.value) void readPage(offset, rows.value)
    }
  }

  async function show(ids: readonly AccountId[]): Promise<void> {
    accountIds.value = [...ids]
    await search()
  }

  function patch(upsert: readonly Group[]): void {
    const fresh = new Map(upsert.map((group) => [groupKey(group), group]))
    rows.value = new Map([...rows.value].map(([place, group]) => [place, fresh.get(groupKey(group)) ?? group]))
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
        patch(upsert)
        if (upsert.length || sync?.state === 'done') searchSoon()
      },
    })
  }

  /** Reads accounts' groups from the services anew; failures are told by the sync states. */
  async function sync(ids: readonly AccountId[]): Promise<void> {
    await Promise.all(ids.map((accountId) => invoke('groups.sync', { accountId })))
    await readSyncs()
    await search()
  }

  return { query, rows, total, loading, error, running, failed, linkDialog, show, search, searchSoon, need, sync, start }
})
