// Asking several groups at once: main does it in the background, this follows how far it has come.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'

export type BulkAsk = OutputOf<'requests.sendMany'>
export type BulkItem = BulkAsk['items'][number]
type Target = Pick<BulkItem, 'accountId' | 'groupId'>

/** Follows the asking that main tells of. */
const followBulk = (put: (bulk: BulkAsk) => void): Promise<unknown> =>
  follow({
    event: 'requests.changed',
    read: async () => {
      const answer = await invoke('requests.bulk', {}, { quiet: true })
      if (answer.ok && answer.data.bulk) put(answer.data.bulk)
    },
    apply: ({ bulk }) => {
      if (bulk) put(bulk)
    },
  })

/** Asked again when the user says so: nothing arrived. What is not certain is never asked twice. */
const AGAIN: readonly BulkItem['state'][] = ['failed', 'stopped']
const OPEN: readonly BulkItem['state'][] = ['waiting', 'asking']

export const useBulk = defineStore('bulk', () => {
  const bulk = shallowRef<BulkAsk>()
  const message = ref('')
  const error = shallowRef<AppError>()
  const busy = ref(false)
  /** Shown beside the list; otherwise a line above it tells of it. */
  const shown = ref(false)
  /** One that ended before the window was opened is of no interest any more. */
  const closed = ref(true)

  const running = computed(() => bulk.value?.state === 'running')
  const current = computed(() => (closed.value ? undefined : bulk.value))
  const done = computed(() => bulk.value?.items.filter(({ state }) => !OPEN.includes(state)).length ?? 0)
  const again = computed(() => bulk.value?.items.filter(({ state }) => AGAIN.includes(state)) ?? [])

  let told = 0
  function put(fresh: BulkAsk): void {
    told += 1
    if (fresh.state === 'running') closed.value = false
    bulk.value = fresh
  }
  async function take(
    call: () => Promise<ResultOf<'requests.sendMany'> | ResultOf<'requests.stopMany'>>,
  ): Promise<boolean> {
    busy.value = true
    error.value = undefined
    const before = told
    const answer = await call()
    busy.value = false
    error.value = answer.ok ? undefined : answer.error
    if (!answer.ok) return false
    closed.value = false
    // What was told by event meanwhile is newer than the answer.
    if (told === before || bulk.value?.id !== answer.data.id) put(answer.data)
    return true
  }

  /** Asks these groups; the message may hold variables, filled for each. */
  async function ask(targets: readonly Target[], typed = message.value): Promise<boolean> {
    const text = typed.trim()
    const items = targets.map(({ accountId, groupId }) => ({ accountId, groupId }))
    const started = await take(() => invoke('requests.sendMany', { items, ...(text ? { message: text } : {}) }))
    if (started) shown.value = true
    return started
  }
  /** Those that failed or were not reached once more, with the message they were to be asked with. */
  const askAgain = (): Promise<boolean> => ask(again.value, bulk.value?.message ?? '')
  async function stop(): Promise<void> {
    const id = bulk.value?.id
    if (id) await take(() => invoke('requests.stopMany', { id }))
  }
  function close(): void {
    closed.value = true
    shown.value = false
  }

  void followBulk(put)
  return { bulk, current, message, error, busy, shown, running, done, again, ask, askAgain, stop, close }
})
