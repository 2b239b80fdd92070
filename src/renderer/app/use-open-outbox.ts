// Ways into the outbox and out of it: a notification leads to exactly the message it was about, and a message that is to
// be written anew goes to the composer.
import { onBeforeUnmount, onMounted } from 'vue'
import { useRouter } from 'vue-router'
import { follow } from '../api'
import { useMessages } from '../features/messages'
import { useOutbox } from '../features/outbox'
import type { OutboxItem } from '../features/outbox'
import { useScope } from './use-scope'

/** Listens while the component lives. */
export function useOpenOutbox() {
  const outbox = useOutbox()
  const messages = useMessages()
  const scope = useScope()
  const router = useRouter()

  async function open(id: string | undefined): Promise<void> {
    const item = outbox.items.find((each) => each.id === id)
    await scope.bringIntoView(item?.accountId)
    outbox.wanted = item?.id
    await router.push({ name: 'outbox' })
  }
  let stop: (() => void) | undefined
  let gone = false
  onMounted(async () => {
    const read = (): Promise<void> => Promise.resolve()
    stop = await follow({ event: 'outbox.open', read, apply: ({ id }) => void open(id) })
    if (gone) stop()
  })
  onBeforeUnmount(() => {
    gone = true
    stop?.()
  })

  /** To the composer: sent from there, it takes this one's place. One that was given up has no place to be taken. */
  async function edit(item: OutboxItem): Promise<void> {
    await scope.bringIntoView(item.accountId)
    if (item.state === 'cancelled') messages.putBack([item])
    else messages.edit(item)
    await router.push({ name: 'messages' })
  }
  return { edit }
}
