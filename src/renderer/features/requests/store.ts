// My join requests over all accounts, newest first.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'

export type JoinRequest = OutputOf<'requests.list'>[number]

const newestFirst = (a: JoinRequest, b: JoinRequest): number => b.updatedAt.localeCompare(a.updatedAt)

export const useRequests = defineStore('requests', () => {
  const items = ref<JoinRequest[]>([])
  const loaded = ref(false)
  const refreshing = ref(false)

  function put(fresh: readonly JoinRequest[], remove: readonly string[] = []): void {
    const merged = new Map(items.value.map((item) => [item.id, item]))
    for (const item of fresh) merged.set(item.id, item)
    for (const id of remove) merged.delete(id)
    items.value = [...merged.values()].sort(newestFirst)
  }

  async function read(): Promise<void> {
    const answer = await invoke('requests.list', {}, { quiet: true })
    if (answer.ok) items.value = [...answer.data].sort(newestFirst)
    loaded.value = true
  }

  async function start(): Promise<void> {
    await follow({ event: 'requests.changed', read, apply: ({ upsert, remove }) => put(upsert, remove) })
  }

  /** Asks the services how one request, or every open one, stands. */
  async function refresh(id?: string): Promise<ResultOf<'requests.refresh'>> {
    refreshing.value = true
    const answer = await invoke('requests.refresh', id === undefined ? {} : { id })
    refreshing.value = false
    if (answer.ok) put(answer.data)
    return answer
  }

  async function withdraw(id: string): Promise<ResultOf<'requests.withdraw'>> {
    const answer = await invoke('requests.withdraw', { id })
    if (answer.ok) put([answer.data])
    return answer
  }

  return { items, loaded, refreshing, start, refresh, withdraw }
})
