// My join requests over all accounts, newest first, and which one is to be shown.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'

export type JoinRequest = OutputOf<'requests.list'>[number]

const newestFirst = (a: JoinRequest, b: JoinRequest): number => b.updatedAt.localeCompare(a.updatedAt)

export const useRequests = defineStore('requests', () => {
  const items = ref<readonly JoinRequest[]>([])
  const loaded = ref(false)
  const error = ref<AppError>()
  const refreshing = ref(false)
  /** The request whose time line is to be opened and focused next; the view takes it. */
  const wanted = ref<string>()

  function put(fresh: readonly JoinRequest[], remove: readonly string[] = []): void {
    const merged = new Map(items.value.map((item) => [item.id, item]))
    for (const item of fresh) merged.set(item.id, item)
    for (const id of remove) merged.delete(id)
    items.value = [...merged.values()].sort(newestFirst)
  }

  async function read(): Promise<void> {
    const answer = await invoke('requests.list', {}, { quiet: true })
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) items.value = [...answer.data].sort(newestFirst)
    loaded.value = true
  }

  async function start(): Promise<void> {
    await follow({ event: 'requests.changed', read, apply: ({ upsert, remove }) => put(upsert, remove) })
  }

  /** The request of this id, read anew where it is not known yet. */
  async function find(id: string): Promise<JoinRequest | undefined> {
    const known = (): JoinRequest | undefined => items.value.find((item) => item.id === id)
    if (!known()) await read()
    return known()
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

  return { items, loaded, error, refreshing, wanted, start, read, find, refresh, withdraw }
})
