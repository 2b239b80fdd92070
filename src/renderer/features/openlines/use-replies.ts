// Replies on their way to a dialog: sent through the outbox, shown until the transcript has them.
import { onScopeDispose, ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import { dialogIdOf } from '../../../shared/domain/dialog-id'
import type { ChatRef, Dialog } from './store'

type Item = OutputOf<'outbox.list'>[number]
export type PendingReply = Pick<Item, 'id' | 'text' | 'state'>

const ON_THE_WAY = ['held', 'queued', 'sending', 'failed', 'needsDecision']

/** Follows the outbox for dialogs; `onSent` gets the chat whenever one of its replies has arrived. */
export function useReplies(onSent: (chat: ChatRef) => void) {
  const items = ref<ReadonlyMap<string, Item>>(new Map())
  let stop: (() => void) | undefined
  let gone = false

  function take(fresh: readonly Item[]): void {
    const next = new Map(items.value)
    for (const item of fresh) {
      if (item.target.kind !== 'dialog') continue
      const { dialogId } = item.target
      if (item.state === 'sent' && next.has(item.id))
        onSent({ accountId: item.accountId, chatId: dialogId.replace(/^chat/, '') })
      if (ON_THE_WAY.includes(item.state)) next.set(item.id, item)
      else next.delete(item.id)
    }
    items.value = next
  }

  void follow({
    event: 'outbox.changed',
    read: async () => {
      const answer = await invoke('outbox.list', {}, { quiet: true })
      if (answer.ok) take(answer.data)
    },
    apply: ({ upsert }) => take(upsert),
  }).then((unfollow) => {
    if (gone) unfollow()
    else stop = unfollow
  })
  onScopeDispose(() => {
    gone = true
    stop?.()
  })

  /** Replies to a dialog that have not arrived, oldest first. */
  function pending({ accountId, chatId }: ChatRef): PendingReply[] {
    return [...items.value.values()]
      .filter(
        ({ target, accountId: from }) =>
          from === accountId && target.kind === 'dialog' && target.dialogId === dialogIdOf(chatId),
      )
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
  }

  function send(dialog: Dialog, text: string): Promise<ResultOf<'outbox.enqueue'>> {
    return invoke('outbox.enqueue', {
      accountId: dialog.accountId,
      target: { kind: 'dialog', dialogId: dialogIdOf(dialog.chatId) },
      targetTitle: dialog.title,
      text,
    })
  }

  return { pending, send }
}
