// While a message is held, a line with Undo stands at the edge of the window; when it leaves or fails, that is told.
import { watch } from 'vue'
import { useRouter } from 'vue-router'
import { useAccounts } from '../features/accounts'
import { useMessages } from '../features/messages'
import { useOutbox } from '../features/outbox'
import type { OutboxItem } from '../features/outbox'
import { useText } from '../lib/i18n'
import { useErrorText } from '../lib/use-error-text'
import { useNotify } from '../lib/use-notify'

const noticeId = (id: string): string => `outbox:${id}`

type State = OutboxItem['state']

/** Answers a function that tells how one message stands now, in one line that changes with it; `before` is how it stood. */
function useTelling(): (item: OutboxItem, before: State | undefined) => void {
  const outbox = useOutbox()
  const accounts = useAccounts()
  const messages = useMessages()
  const notify = useNotify()
  const router = useRouter()
  const errorText = useErrorText()
  const { t } = useText()

  async function undo(id: string): Promise<void> {
    const answer = await outbox.cancel(id)
    if (!answer.ok) notify.error(answer.error)
  }
  /** Undone, here or in the outbox: what was written goes back to where it was written. */
  function undone(item: OutboxItem): void {
    const description = messages.putBack(item) ? t('outbox.backInComposer') : ''
    notify.show({ id: noticeId(item.id), title: t('outbox.undone'), description, duration: 4000 })
  }
  function held({ id, heldUntil, targetTitle: name }: OutboxItem): void {
    const left = heldUntil ? Date.parse(heldUntil) - Date.now() : 0
    const action = { label: t('outbox.undo'), run: () => void undo(id) }
    if (left > 0) notify.show({ id: noticeId(id), title: t('outbox.leaving', { name }), duration: left, action })
  }

  return (item, before) => {
    const { state, reason, targetTitle: name } = item
    const id = noticeId(item.id)
    const action = { label: t('outbox.open'), run: () => void router.push({ name: 'outbox' }) }
    if (state === 'held') held(item)
    else if (state === 'cancelled' && before === 'held') undone(item)
    else if (state === 'sent') notify.show({ id, title: t('outbox.arrived', { name }), tone: 'good', duration: 4000 })
    else if (state === 'needsDecision') {
      notify.show({ id, title: t('outbox.unsure', { name }), tone: 'warn', duration: 0, action })
    } else if (state === 'failed') {
      const host = accounts.byId.get(item.accountId)?.host
      const description = reason ? errorText(reason, host ? { host } : {}) : ''
      notify.show({ id, title: t('outbox.notSent', { name }), description, tone: 'bad', duration: 12_000, action })
    } else notify.close(id)
  }
}

/** Follows the outbox for as long as the component lives. Only changes seen here are told, not what was there before. */
export function useUndo(): void {
  const outbox = useOutbox()
  const notify = useNotify()
  const tell = useTelling()
  const states = (): ReadonlyMap<string, State> => new Map(outbox.items.map((item) => [item.id, item.state]))
  let seen = states()
  let settled = outbox.loaded
  watch(
    () => outbox.items,
    (items) => {
      const now = states()
      for (const item of settled ? items : []) {
        const before = seen.get(item.id)
        if (before !== item.state) tell(item, before)
      }
      // What is no longer in the journal asks nothing of the user any more.
      for (const id of seen.keys()) if (!now.has(id)) notify.close(noticeId(id))
      seen = now
      settled = outbox.loaded
    },
  )
}
