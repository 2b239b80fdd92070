// While a message is held, a line with Undo stands at the edge of the window; when it leaves or fails, that is told.
import { watch } from 'vue'
import { useRouter } from 'vue-router'
import { useAccounts } from '../features/accounts'
import { useOutbox } from '../features/outbox'
import type { OutboxItem } from '../features/outbox'
import { useText } from '../lib/i18n'
import { useErrorText } from '../lib/use-error-text'
import { useNotify } from '../lib/use-notify'

const noticeId = (id: string): string => `outbox:${id}`

/** Answers a function that tells how one message stands now, in one line that changes with it. */
function useTelling(): (item: OutboxItem) => void {
  const outbox = useOutbox()
  const accounts = useAccounts()
  const notify = useNotify()
  const router = useRouter()
  const errorText = useErrorText()
  const { t } = useText()

  async function undo(id: string): Promise<void> {
    const answer = await outbox.cancel(id)
    if (answer.ok) notify.show({ id: noticeId(id), title: t('outbox.undone'), duration: 3000 })
    else notify.error(answer.error)
  }
  function held({ id, heldUntil, targetTitle: name }: OutboxItem): void {
    const left = heldUntil ? Date.parse(heldUntil) - Date.now() : 0
    const action = { label: t('outbox.undo'), run: () => void undo(id) }
    if (left > 0) notify.show({ id: noticeId(id), title: t('outbox.leaving', { name }), duration: left, action })
  }

  return (item) => {
    const { state, reason, targetTitle: name } = item
    const id = noticeId(item.id)
    const action = { label: t('outbox.open'), run: () => void router.push({ name: 'outbox' }) }
    if (state === 'held') held(item)
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
  const tell = useTelling()
  const states = (): ReadonlyMap<string, string> => new Map(outbox.items.map((item) => [item.id, item.state]))
  let seen = states()
  let settled = outbox.loaded
  watch(
    () => outbox.items,
    (items) => {
      if (settled) for (const item of items) if (seen.get(item.id) !== item.state) tell(item)
      seen = states()
      settled = outbox.loaded
    },
  )
}
