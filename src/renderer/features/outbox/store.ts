// The outbox as main's journal tells it, newest first.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'

export type OutboxItem = OutputOf<'outbox.list'>[number]
export type Decision = 'sent' | 'resend' | 'discard'

const newestFirst = (a: OutboxItem, b: OutboxItem): number => b.createdAt.localeCompare(a.createdAt)

export const useOutbox = defineStore('outbox', () => {
  const items = shallowRef<readonly OutboxItem[]>([])
  const loaded = ref(false)

  function put(fresh: readonly OutboxItem[], remove: readonly string[] = []): void {
    const merged = new Map(items.value.map((item) => [item.id, item]))
    for (const item of fresh) {
      const known = merged.get(item.id)
      if (!known || known.updatedAt <= item.updatedAt) merged.set(item.id, item)
    }
    for (const id of remove) merged.delete(id)
    items.value = [...merged.values()].sort(newestFirst)
  }

  async function read(): Promise<void> {
    const answer = await invoke('outbox.list', {}, { quiet: true })
    if (answer.ok) items.value = [...answer.data].sort(newestFirst)
    loaded.value = true
  }

  async function start(): Promise<void> {
    await follow({ event: 'outbox.changed', read, apply: ({ upsert, remove }) => put(upsert, remove) })
  }

  async function change<R extends 'outbox.cancel' | 'outbox.retry'>(route: R, id: string): Promise<ResultOf<R>> {
    const answer = await invoke(route, { id })
    if (answer.ok) put([answer.data])
    return answer
  }

  async function resolve(id: string, as: Decision): Promise<ResultOf<'outbox.resolve'>> {
    const answer = await invoke('outbox.resolve', { id, as })
    if (answer.ok) put([answer.data])
    return answer
  }

  return {
    items,
    loaded,
    start,
    cancel: (id: string) => change('outbox.cancel', id),
    retry: (id: string) => change('outbox.retry', id),
    resolve,
  }
})
