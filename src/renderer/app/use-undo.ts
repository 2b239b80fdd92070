// While a message is held, a line with Undo stands at the edge of the window, one for what was written together; Ctrl+Z
// takes the last one back. What came of messages is told there too, all of a kind in one line.
import { onBeforeUnmount, onMounted, watch } from 'vue'
import { useMessages } from '../features/messages'
import { useOpenlines } from '../features/openlines'
import { useOutbox } from '../features/outbox'
import type { OutboxItem } from '../features/outbox'
import { useText } from '../lib/i18n'
import { useNotify } from '../lib/use-notify'
import { isUndoKey } from './decision-batches'
import { groupOf, newsOf, seenOf } from './outbox-news'
import { useOutboxNotices } from './use-outbox-notices'

const ENDED_MS = 4000
const BACK_IN = {
  reply: 'outbox.backInReply',
  composer: 'outbox.backInComposer',
  draft: 'outbox.backInDrafts',
} as const
const NOTHING = { sent: [], failed: [], undecided: [] } as const
const noticeId = (group: string): string => `outbox:${group}`

/** Taking back what is held, and telling that it can be. */
function useHeld() {
  const outbox = useOutbox()
  const messages = useMessages()
  const openlines = useOpenlines()
  const notify = useNotify()
  const { t } = useText()

  async function undo(group: string): Promise<void> {
    const ids = outbox.items.filter((item) => item.state === 'held' && groupOf(item) === group).map(({ id }) => id)
    const answer = await outbox.cancelMany(ids)
    if (!answer.ok) return notify.error(answer.error)
    if (answer.data.length > 0) return
    notify.show({
      id: noticeId(group),
      title: t('outbox.batch.tooLate'),
      description: t('outbox.batch.tooLateText'),
      duration: ENDED_MS,
    })
  }

  function held(group: string, items: readonly OutboxItem[]): void {
    const [first] = items
    const until = Math.max(0, ...items.map(({ heldUntil }) => Date.parse(heldUntil ?? '') || 0))
    const duration = until - Date.now()
    if (!first || duration <= 0) return notify.close(noticeId(group))
    const many = items.length > 1
    const title = many ? t('outbox.batch.leaving', {}, items.length) : t('outbox.leaving', { name: first.targetTitle })
    const label = t(many ? 'outbox.batch.undoAll' : 'outbox.undo')
    notify.show({ id: noticeId(group), title, duration, action: { label, run: () => void undo(group) } })
  }

  /** Undone, here or in the outbox: what was written goes back to where it was written. */
  function undone(id: string, items: readonly OutboxItem[]): void {
    const [only] = items.length === 1 ? items : []
    const to = only && openlines.replies.putBack(only) ? 'reply' : messages.putBack(items)
    const title = items.length > 1 ? t('outbox.batch.undone', {}, items.length) : t('outbox.undone')
    const description = t(BACK_IN[to])
    notify.show({ id, title, description, duration: ENDED_MS })
  }
  return { undo, held, undone }
}

/** Follows the outbox for as long as the component lives. Of what was there before only old queues are told. */
export function useUndo(): void {
  const outbox = useOutbox()
  const { undo, held, undone } = useHeld()
  const tell = useOutboxNotices()
  tell({ ...newsOf(outbox.items, new Map()), ...NOTHING }, new Map(outbox.items.map((item) => [item.id, item])))
  let seen = seenOf(outbox.items)
  let settled = outbox.loaded
  watch(
    () => outbox.items,
    (items) => {
      const news = newsOf(items, seen, outbox.takenBack)
      const all = new Map(items.map((item) => [item.id, item]))
      if (settled) {
        for (const [group, own] of news.held) if (own.length > 0 || !news.undone.has(group)) held(group, own)
        for (const [group, own] of news.undone) {
          undone(news.held.get(group)?.length ? 'outbox:undone' : noticeId(group), own)
        }
      }
      tell(settled ? news : { ...news, ...NOTHING }, all)
      seen = seenOf(items)
      settled = outbox.loaded
    },
  )

  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !isUndoKey(event)) return
    const last = outbox.items.findLast(({ state }) => state === 'held')
    if (!last) return
    event.preventDefault()
    void undo(groupOf(last))
  }
  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))
}
