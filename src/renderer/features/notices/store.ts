// The list of all news, the latest first, and whether its panel is open.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { follow, invoke } from '../../api'
import type { InputOf, OutputOf, PayloadOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'

export type Notice = OutputOf<'notices.list'>['items'][number]
export type Unseen = OutputOf<'notices.list'>['unseen']

export const useNotices = defineStore('notices', () => {
  const items = ref<readonly Notice[]>([])
  const unseen = ref<Unseen>([])
  const loaded = ref(false)
  const error = ref<AppError>()
  const opened = ref(false)

  async function read(): Promise<void> {
    const answer = await invoke('notices.list', {}, { quiet: true })
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) {
      items.value = answer.data.items
      unseen.value = answer.data.unseen
    }
    loaded.value = true
  }

  function apply({ upsert, remove, removedAccount, unseen: counts }: PayloadOf<'notices.changed'>): void {
    const fresh = new Map(upsert.map((notice) => [notice.id, notice]))
    const gone = new Set(remove)
    const kept = items.value
      .filter(({ id, accountId }) => !gone.has(id) && accountId !== removedAccount)
      .map((notice) => fresh.get(notice.id) ?? notice)
    const known = new Set(kept.map(({ id }) => id))
    // What is new comes in the order it happened.
    items.value = [...upsert.filter(({ id }) => !known.has(id)).toReversed(), ...kept]
    unseen.value = counts
  }

  async function start(): Promise<void> {
    await follow({ event: 'notices.changed', read, apply })
  }

  const open = (id: string): Promise<ResultOf<'notices.open'>> => invoke('notices.open', { id })
  /** All of them, or these. */
  const markSeen = (which: InputOf<'notices.markSeen'> = {}): Promise<ResultOf<'notices.markSeen'>> =>
    invoke('notices.markSeen', which)
  const clear = (ids?: string[]): Promise<ResultOf<'notices.clear'>> => invoke('notices.clear', ids ? { ids } : {})
  const test = (): Promise<ResultOf<'notices.test'>> => invoke('notices.test', {})

  return { items, unseen, loaded, error, opened, start, read, open, markSeen, clear, test }
})
