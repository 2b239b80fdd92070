// Who asks to join the groups I run, over all accounts; deciding, and taking a decision back while it is held.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'

export type IncomingRequest = OutputOf<'requests.incoming'>[number]
export type IncomingRef = Pick<IncomingRequest, 'accountId' | 'requestId'>

/** Tells requests of different accounts apart. */
export const incomingKey = ({ accountId, requestId }: IncomingRef): string => `${accountId}:${requestId}`

const toRef = ({ accountId, requestId }: IncomingRef): IncomingRef => ({ accountId, requestId })

/** What is known with what came in; news that are older than what is known change nothing. */
function merged(
  known: readonly IncomingRequest[],
  fresh: readonly IncomingRequest[],
  remove: readonly IncomingRef[],
): IncomingRequest[] {
  const byKey = new Map(known.map((item) => [incomingKey(item), item]))
  for (const item of fresh) {
    const before = byKey.get(incomingKey(item))
    if (!before || before.updatedAt <= item.updatedAt) byKey.set(incomingKey(item), item)
  }
  for (const gone of remove) byKey.delete(incomingKey(gone))
  return [...byKey.values()]
}

export const useIncoming = defineStore('incoming', () => {
  const items = ref<readonly IncomingRequest[]>([])
  const loaded = ref(false)
  const refreshing = ref(false)
  const error = ref<AppError>()
  /** The request that is to be shown and focused next; the view takes it. */
  const wanted = ref<string>()

  const waiting = computed(() => items.value.filter(({ state }) => state === 'waiting'))

  const put = (fresh: readonly IncomingRequest[], remove: readonly IncomingRef[] = []): void => {
    items.value = merged(items.value, fresh, remove)
  }

  async function readAll(asked: boolean): Promise<void> {
    const answer = await invoke('requests.incoming', asked ? { refresh: true } : {}, { quiet: !asked })
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) items.value = answer.data
    loaded.value = true
  }

  async function start(): Promise<void> {
    await follow({
      event: 'requests.changed',
      read: () => readAll(false),
      apply: ({ incoming }) => {
        if (incoming) put(incoming.upsert, incoming.remove)
      },
    })
  }

  /** Asks the services who waits now. */
  async function refresh(): Promise<void> {
    refreshing.value = true
    await readAll(true)
    refreshing.value = false
  }

  /** Approves or declines; it happens after the undo window. */
  async function decide(
    chosen: readonly IncomingRef[],
    approve: boolean,
  ): Promise<ResultOf<'requests.decide'> | ResultOf<'requests.decideMany'>> {
    const [first, ...more] = chosen
    const answer =
      first && more.length === 0
        ? await invoke('requests.decide', { ...toRef(first), approve })
        : await invoke('requests.decideMany', { items: chosen.map(toRef), approve })
    if (answer.ok) put([answer.data].flat())
    return answer
  }

  /** Takes back what is still held. */
  async function undo(chosen: readonly IncomingRef[]): Promise<ResultOf<'requests.undoDecision'>> {
    const answer = await invoke('requests.undoDecision', { items: chosen.map(toRef) })
    if (answer.ok) put(answer.data)
    return answer
  }

  return { items, waiting, loaded, refreshing, error, wanted, start, refresh, decide, undo }
})
