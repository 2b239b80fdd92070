// Rows by their place in the whole answer, read page by page; holes are read when they come into view.
import { ref, shallowRef } from 'vue'
import { invoke } from '../../api'
import type { InputOf, OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { PAGE } from './query'

export type Group = OutputOf<'groups.search'>['items'][number]

/** Tells groups of different accounts apart. */
export const groupKey = (group: Pick<Group, 'accountId' | 'groupId'>): string => `${group.accountId}:${group.groupId}`

/** `input` gives the question for a page, as it stands when the page is read. */
export function usePages(input: (offset: number) => InputOf<'groups.search'>) {
  const rows = shallowRef<ReadonlyMap<number, Group>>(new Map())
  const total = ref(0)
  const loading = ref(true)
  const error = ref<AppError>()
  const asked = new Set<number>()
  let generation = 0

  async function readPage(offset: number): Promise<void> {
    const mine = generation
    asked.add(offset)
    const answer = await invoke('groups.search', input(offset), { quiet: true })
    if (mine !== generation) return
    loading.value = false
    error.value = answer.ok ? undefined : answer.error
    if (!answer.ok) return
    const next = new Map(offset === 0 ? [] : rows.value)
    answer.data.items.forEach((group, index) => next.set(offset + index, group))
    rows.value = next
    total.value = answer.data.total
  }

  /** Searches anew from the first row; the old rows stay until the answer is there. */
  async function search(): Promise<void> {
    generation += 1
    asked.clear()
    await readPage(0)
  }

  /** Reads the pages that hold the rows `from..to`, where they have not been asked for yet. */
  function need(from: number, to: number): void {
    for (let offset = Math.floor(from / PAGE) * PAGE; offset <= to; offset += PAGE) {
      if (!asked.has(offset) && offset < total.value) void readPage(offset)
    }
  }

  /** Puts changed groups into the rows that show them. */
  function patch(changed: readonly Group[]): void {
    const fresh = new Map(changed.map((group) => [groupKey(group), group]))
    rows.value = new Map([...rows.value].map(([place, group]) => [place, fresh.get(groupKey(group)) ?? group]))
  }

  return { rows, total, loading, error, search, need, patch }
}
