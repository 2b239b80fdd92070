// Doing things with messages: one at a time per message, failures told, giving up many asks first.
import { ref, shallowRef } from 'vue'
import { invoke } from '../../api'
import type { AppError } from '../../../shared/contract/result'
import { useText } from '../../lib/i18n'
import { useNotify } from '../../lib/use-notify'
import type { Action } from './doable'
import { toInput } from './query'
import type { Query } from './query'
import { useOutbox } from './store'
import type { Decision, OutboxItem } from './store'

type Done = { readonly ok: true } | { readonly ok: false; readonly error: AppError }

export type OutboxActions = ReturnType<typeof useOutboxActions>

/** Which messages something is being done with. */
function useBusy() {
  const notify = useNotify()
  const busy = ref<ReadonlySet<string>>(new Set())

  /** Does something with messages, unless something is being done with one of them; tells a failure. */
  async function run(ids: readonly string[], action: () => Promise<Done>): Promise<void> {
    if (ids.some((id) => busy.value.has(id))) return
    busy.value = new Set([...busy.value, ...ids])
    const answer = await action()
    busy.value = new Set([...busy.value].filter((id) => !ids.includes(id)))
    if (!answer.ok) notify.error(answer.error)
  }
  return { busy, run }
}

const idsOf = (items: readonly OutboxItem[]): string[] => items.map(({ id }) => id)

/** @param edit hands a message over to where it can be written anew */
export function useOutboxActions(edit: (item: OutboxItem) => void) {
  const store = useOutbox()
  const { busy, run } = useBusy()
  const exportCsv = useExport()
  /** What is to be discarded, once the user has said so. */
  const discarding = shallowRef<readonly OutboxItem[]>()
  /** The message that is to get another time. */
  const later = shallowRef<OutboxItem>()

  function act(item: OutboxItem, action: Action): void {
    const { id } = item
    switch (action) {
      case 'undo':
      case 'cancel':
      case 'discard':
        return void run([id], () => store.cancel(id))
      case 'retry':
        return void run([id], () => store.retry(id))
      case 'sendNow':
        return void run([id], () => (item.stale ? store.flush([id]) : store.reschedule(id)))
      case 'remove':
        return void run([id], () => store.remove([id]))
      case 'later':
        later.value = item
        return
      case 'edit':
        return edit(item)
    }
  }
  function reschedule(notBefore: string): void {
    const item = later.value
    later.value = undefined
    if (item) void run([item.id], () => store.reschedule(item.id, notBefore))
  }
  async function discard(): Promise<void> {
    const ids = idsOf(discarding.value ?? [])
    await run(ids, () => store.cancelMany(ids))
    discarding.value = undefined
  }
  return {
    ...{ busy, discarding, later, act, reschedule, discard, exportCsv },
    ask: (items: readonly OutboxItem[]): void => void (discarding.value = items),
    decide: (item: OutboxItem, as: Decision): void => void run([item.id], () => store.resolve(item.id, as)),
    retryAll: (items: readonly OutboxItem[]): void => void run(idsOf(items), () => store.retryMany(idsOf(items))),
    flush: (items: readonly OutboxItem[]): void => void run(idsOf(items), () => store.flush(idsOf(items))),
  }
}

/** Writing what is shown into a file; where it went is told. */
function useExport() {
  const notify = useNotify()
  const { t } = useText()
  return async ({ query, filter }: { query: Query; filter: Query['filter'] }): Promise<void> => {
    const only = filter === 'all' ? {} : filter === 'stale' ? { stale: true } : { states: [filter] }
    const answer = await invoke('outbox.export', { ...toInput(query), ...only })
    if (!answer.ok) notify.error(answer.error)
    else if (answer.data.path) notify.show({ title: t('outbox.exported'), description: answer.data.path, tone: 'good' })
  }
}
