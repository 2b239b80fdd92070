// The way out of the outbox: a message that is to be written anew goes to the composer.
import { useRouter } from 'vue-router'
import { useMessages } from '../features/messages'
import { useOutbox } from '../features/outbox'
import type { OutboxItem } from '../features/outbox'
import { useNotify } from '../lib/use-notify'
import { useScope } from './use-scope'

/** What would leave by itself: it is taken back before its words can be changed. */
const ON_ITS_WAY: readonly OutboxItem['state'][] = ['held', 'queued']

export function useEditMessage() {
  const outbox = useOutbox()
  const messages = useMessages()
  const scope = useScope()
  const router = useRouter()
  const notify = useNotify()

  /**
   * To the composer. One that would still leave is taken back first, and stays where it is when that is too late. Instead
   * of one that failed goes what is sent from there; one that was given up has no place to be taken.
   */
  return async function edit(item: OutboxItem): Promise<void> {
    const back = ON_ITS_WAY.includes(item.state) ? await outbox.takeBack(item.id) : undefined
    if (back?.ok === false) return notify.error(back.error)
    if (back) messages.takenBack(back.data)
    else if (item.state === 'cancelled') messages.putBack([item])
    else messages.edit(item)
    await scope.bringIntoView(item.accountId)
    await router.push({ name: 'messages' })
  }
}
