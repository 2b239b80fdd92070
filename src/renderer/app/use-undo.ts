// While a message is held, a line with Undo stands at the edge of the window; when it leaves or fails, that is told.
import { watch } from 'vue'
import { useRouter } from 'vue-router'
import { useOutbox } from '../features/outbox'
import type { OutboxItem } from '../features/outbox'
import { useText } from '../lib/i18n'
import { useErrorText } from '../lib/use-error-text'
import { useNotify } from '../lib/use-notify'

const noticeId = (id: string): string => `outbox:${id}`

/** Follows the outbox for as long as the component lives. Only changes seen here are told, not what was there before. */
export function useUndo(): void {
  const outbox = useOutbox()
  const notify = useNotify()
  const router = useRouter()
  const errorText = useErrorText()
  const { t } = useText()

  async function undo(id: string): Promise<void> {
    const answer = await outbox.cancel(id)
    if (answer.ok) notify.show({ id: noticeId(id), title: t('outbox.undone'), duration: 3000 })
    else notify.error(answer.error)
  }

  function tell(item: OutboxItem): void {
    const id = noticeId(item.id)
    const open = { label: t('outbox.open'), run: () => void router.push({ name: 'outbox' }) }
    if (item.state === 'held') {
      const left = item.heldUntil ? Date.parse(item.heldUntil) - Date.now() : 0
      if (left <= 0) return
      const title = t('outbox.leaving', { name: item.targetTitle })
      notify.show({ id, title, duration: left, action: { label: t('outbox.undo'), run: () => void undo(item.id) } })
    } else if (item.state === 'sent') {
      notify.show({ id, title: t('outbox.arrived', { name: item.targetTitle }), tone: 'good', duration: 4000 })
    } else if (item.state === 'failed') {
      const description = item.reason ? errorText(item.reason) : ''
      notify.show({ id, title: t('outbox.notSent', { name: item.targetTitle }), description, tone: 'bad', duration: 12_000, action: open })
    } else if (item.state === 'needsDecision') {
      notify.show({ id, title: t('outbox.unsure', { name: item.targetTitle }), tone: 'warn', duration: 0, action: open })
    } else {
      notify.close(id)
    }
  }

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
