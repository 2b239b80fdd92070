// The outbox as main's journal tells it: every message that is not over, those that ended lately, and what can be done.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { follow, invoke } from '../../api'
import type { InputOf, OutputOf, PayloadOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { isOver, needsMe } from './labels'

export type OutboxItem = OutputOf<'outbox.list'>[number]
export type Counts = OutputOf<'outbox.counts'>
export type Decision = InputOf<'outbox.resolve'>['as']
type Patch = Pick<PayloadOf<'outbox.changed'>, 'upsert' | 'remove'>

const OPEN_STATES = ['held', 'queued', 'sending', 'failed', 'needsDecision'] as const
/** So many that ended are kept, to tell that they did. The rest is read by pages. */
const KEPT_OVER = 300

const oldestFirst = (a: OutboxItem, b: OutboxItem): number =>
  a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0

/** The newest word on each message; what ended long ago is let go. */
function merged(items: readonly OutboxItem[], { upsert, remove }: Patch): OutboxItem[] {
  const all = new Map(items.map((item) => [item.id, item]))
  for (const item of upsert) {
    const known = all.get(item.id)
    if (!known || known.updatedAt <= item.updatedAt) all.set(item.id, item)
  }
  for (const id of remove) all.delete(id)
  const over = [...all.values()].filter(isOver)
  if (over.length > KEPT_OVER) {
    const oldest = over.sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1)).slice(0, over.length - KEPT_OVER)
    for (const { id } of oldest) all.delete(id)
  }
  return [...all.values()].sort(oldestFirst)
}

export const useOutbox = defineStore('outbox', () => {
  /** In the order of writing. */
  const items = shallowRef<readonly OutboxItem[]>([])
  const loaded = ref(false)
  const error = ref<AppError>()
  /** The message that is to be shown and focused next; the view takes it. */
  const wanted = ref<string>()
  /** Being taken back, or taken back, by whoever brings the words along: nobody else is to put them anywhere. */
  const takenBack = new Set<string>()
  const listeners = new Set<(patch: Patch | 'all') => void>()

  function put(patch: Patch): void {
    items.value = merged(items.value, patch)
    for (const listener of listeners) listener(patch)
  }

  async function read(): Promise<void> {
    const answer = await invoke('outbox.list', { states: [...OPEN_STATES] }, { quiet: true })
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) items.value = merged(items.value.filter(isOver), { upsert: answer.data, remove: [] })
    loaded.value = true
    for (const listener of listeners) listener('all')
  }

  async function start(): Promise<void> {
    await follow({ event: 'outbox.changed', read, apply: put })
    await follow({
      event: 'quicksend.takingBack',
      read: () => Promise.resolve(),
      apply: ({ ids }) => {
        for (const id of ids) takenBack.add(id)
      },
    })
  }

  /** Calls back with every change, `all` where everything was read anew. Answers how to stop. */
  function onChange(listener: (patch: Patch | 'all') => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  return {
    items,
    loaded,
    error,
    wanted,
    takenBack,
    open: computed(() => items.value.filter((item) => !isOver(item))),
    needing: computed(() => items.value.filter(needsMe)),
    start,
    read,
    onChange,
    ...actions(put, takenBack),
  }
})

type OneRoute = 'outbox.cancel' | 'outbox.retry' | 'outbox.reschedule' | 'outbox.resolve'
type ManyRoute = 'outbox.cancelMany' | 'outbox.retryMany' | 'outbox.flush'

/** What can be done with messages; what main answers is believed at once, the events follow. */
function actions(put: (patch: Patch) => void, takenBack: Set<string>) {
  async function one<R extends OneRoute>(route: R, input: InputOf<R>): Promise<ResultOf<R>> {
    const answer: ResultOf<R> = await invoke(route, input)
    if (answer.ok) put({ upsert: [answer.data], remove: [] })
    return answer
  }
  async function many<R extends ManyRoute>(route: R, ids: readonly string[]): Promise<ResultOf<R>> {
    const answer: ResultOf<R> = await invoke(route, { ids: [...ids] })
    if (answer.ok) put({ upsert: answer.data, remove: [] })
    return answer
  }
  async function remove(ids: readonly string[]): Promise<ResultOf<'outbox.remove'>> {
    const answer = await invoke('outbox.remove', { ids: [...ids] })
    if (answer.ok) put({ upsert: [], remove: answer.data })
    return answer
  }
  /** Cancels a message whose words the caller brings elsewhere. */
  async function takeBack(id: string): Promise<ResultOf<'outbox.cancel'>> {
    takenBack.add(id)
    const answer = await one('outbox.cancel', { id })
    if (!answer.ok) takenBack.delete(id)
    return answer
  }
  return {
    takeBack,
    cancel: (id: string) => one('outbox.cancel', { id }),
    retry: (id: string) => one('outbox.retry', { id }),
    /** Another time, or as soon as possible. */
    reschedule: (id: string, notBefore?: string) =>
      one('outbox.reschedule', { id, ...(notBefore === undefined ? {} : { notBefore }) }),
    resolve: (id: string, as: Decision) => one('outbox.resolve', { id, as }),
    cancelMany: (ids: readonly string[]) => many('outbox.cancelMany', ids),
    retryMany: (ids: readonly string[]) => many('outbox.retryMany', ids),
    flush: (ids: readonly string[]) => many('outbox.flush', ids),
    remove,
  }
}
