// How far the reading of each account's groups has come.
import { computed, ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import type { AccountId } from './query'

export type SyncState = OutputOf<'groups.syncStates'>[number]

/** The states of the accounts in view, as main tells them. */
export function useSyncs(inView: Readonly<Ref<readonly AccountId[]>>) {
  const syncs = shallowRef<ReadonlyMap<AccountId, SyncState>>(new Map())
  const asked = ref(0)

  const here = computed(() => inView.value.flatMap((id) => syncs.value.get(id) ?? []))
  const running = computed(() => here.value.filter(({ state }) => state === 'running'))
  const failed = computed(() => here.value.filter(({ state }) => state === 'failed'))
  const cancelled = computed(() => here.value.filter(({ state }) => state === 'cancelled'))
  /** When the account that was read the longest time ago was read; none while one never was. */
  const readAt = computed(() => {
    const times = here.value.map(({ finishedAt }) => finishedAt ?? '')
    return times.includes('') ? undefined : times.sort()[0]
  })

  function put(sync: SyncState): void {
    syncs.value = new Map(syncs.value).set(sync.accountId, sync)
  }
  async function read(): Promise<void> {
    const answer = await invoke('groups.syncStates', {}, { quiet: true })
    if (answer.ok) syncs.value = new Map(answer.data.map((sync) => [sync.accountId, sync]))
  }
  /** Reads accounts' groups from the services, going on where a reading stopped; failures are told by the states. */
  async function sync(ids: readonly AccountId[]): Promise<void> {
    asked.value += 1
    await Promise.all(ids.map((accountId) => invoke('groups.sync', { accountId })))
    asked.value -= 1
    await read()
  }
  async function cancel(ids: readonly AccountId[]): Promise<void> {
    const answers = await Promise.all(ids.map((accountId) => invoke('groups.cancelSync', { accountId })))
    for (const answer of answers) if (answer.ok) put(answer.data)
  }
  return { asked, running, failed, cancelled, readAt, put, read, sync, cancel }
}
