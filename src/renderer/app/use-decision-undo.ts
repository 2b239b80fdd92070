// While a decision on somebody's request is held, a line with Undo stands at the edge of the window, one for what was
// decided together; Ctrl+Z takes the last one back. What came of it is told in the same line.
import { onBeforeUnmount, onMounted, watch } from 'vue'
import { useRouter } from 'vue-router'
import { useAccounts } from '../features/accounts'
import { incomingKey, useIncoming } from '../features/requests'
import type { IncomingRequest } from '../features/requests'
import { useText } from '../lib/i18n'
import { useErrorText } from '../lib/use-error-text'
import { useNotify } from '../lib/use-notify'
import { addHeld, isUndoKey, outcomeOf } from './decision-batches'
import type { Batch } from './decision-batches'

const ENDED_MS = 4000
const FAILED_MS = 12_000

/** Tells how a batch stands: held with Undo, and in the end what became of it. */
function useTelling(undo: (batch: Batch) => void): (batch: Batch, items: readonly IncomingRequest[]) => void {
  const accounts = useAccounts()
  const router = useRouter()
  const notify = useNotify()
  const errorText = useErrorText()
  const { t } = useText()

  function ended({ id }: Batch, items: readonly IncomingRequest[], outcome: ReturnType<typeof outcomeOf>): void {
    const told = items.filter(({ state }) => state === outcome)
    const [first] = told
    if (!first || outcome === undefined) return notify.close(id)
    const name = first.userName
    const many = told.length > 1
    if (outcome === 'failed') {
      const host = accounts.byId.get(first.accountId)?.host
      const title = many
        ? t('requests.incoming.notice.failedMany', {}, told.length)
        : t('requests.incoming.notice.failed', { name })
      const description = first.reason ? errorText(first.reason, host ? { host } : {}) : ''
      const action = { label: t('requests.incoming.notice.show'), run: () => void router.push({ name: 'requests' }) }
      return notify.show({ id, title, description, action, tone: 'bad', duration: FAILED_MS })
    }
    const title = many
      ? t(`requests.incoming.notice.${outcome}Many`, {}, told.length)
      : t(`requests.incoming.notice.${outcome}`, { name })
    notify.show({ id, title, tone: outcome === 'approved' ? 'good' : 'plain', duration: ENDED_MS })
  }

  return (batch, items) => {
    const held = items.filter(({ state }) => state === 'held')
    const left = batch.until - Date.now()
    const [first] = held
    if (first && left > 0) {
      const title =
        held.length > 1
          ? t(`requests.incoming.notice.${batch.decision}Many`, {}, held.length)
          : t(`requests.incoming.notice.${batch.decision}`, { name: first.userName })
      const action = { label: t('requests.incoming.undo'), run: () => undo(batch) }
      notify.show({ id: batch.id, title, action, duration: left })
    } else if (items.every(({ state }) => state !== 'held' && state !== 'deciding')) {
      ended(batch, items, outcomeOf(items))
    }
  }
}

/** Follows decisions for as long as the component lives. Only those made while it lives are told. */
export function useDecisionUndo(): void {
  const store = useIncoming()
  const notify = useNotify()
  const { t } = useText()
  const batches = new Map<string, Batch>()
  const itemsOf = ({ keys }: Batch): IncomingRequest[] => store.items.filter((item) => keys.has(incomingKey(item)))

  async function undo(batch: Batch): Promise<void> {
    const held = itemsOf(batch).filter(({ state }) => state === 'held')
    // Told by its own line from here on.
    batches.delete(batch.id)
    notify.close(batch.id)
    const answer = await store.undo(held)
    if (!answer.ok) return notify.error(answer.error)
    const back = answer.data.some(({ state }) => state === 'waiting')
    const told = back ? 'undone' : 'tooLate'
    notify.show({
      title: t(`requests.incoming.notice.${told}`),
      description: t(`requests.incoming.notice.${told}Text`),
      duration: ENDED_MS,
    })
  }
  const tell = useTelling((batch) => void undo(batch))

  let seen = new Map(store.items.map((item) => [incomingKey(item), item.state]))
  let settled = store.loaded
  watch(
    () => store.items,
    (items) => {
      if (settled) addHeld(batches, items, seen)
      for (const batch of batches.values()) {
        const own = itemsOf(batch)
        tell(batch, own)
        if (own.every(({ state }) => state !== 'held' && state !== 'deciding')) batches.delete(batch.id)
      }
      seen = new Map(items.map((item) => [incomingKey(item), item.state]))
      settled = store.loaded
    },
  )

  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !isUndoKey(event)) return
    const last = [...batches.values()].findLast((batch) => itemsOf(batch).some(({ state }) => state === 'held'))
    if (!last) return
    event.preventDefault()
    void undo(last)
  }
  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))
}
