// The work list of open channels, and stepping into its dialogs.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import type { OpenlineAction } from '../../../shared/domain/states'
import { dialogKey, useReadings } from './readings'
import type { ChatRef } from './readings'
import { useReplyDrafts } from './reply-drafts'

export { dialogKey } from './readings'
export type { ChatRef, Transcript } from './readings'
export type Dialog = OutputOf<'openlines.get'>

export const useOpenlines = defineStore('openlines', () => {
  const items = ref<Dialog[]>([])
  const stale = ref<OutputOf<'openlines.list'>['stale']>([])
  const loaded = ref(false)
  const refreshing = ref(false)
  /** The dialog that is to be shown and focused next; the view takes it. */
  const wanted = ref<ChatRef>()
  const replies = useReplyDrafts()
  const { reading, read, readAgain } = useReadings()

  function put(fresh: readonly Dialog[]): void {
    const merged = new Map(items.value.map((item) => [dialogKey(item), item]))
    for (const item of fresh) merged.set(dialogKey(item), item)
    items.value = [...merged.values()]
    for (const dialog of fresh) readAgain(dialog)
  }

  async function list(refresh: boolean): Promise<void> {
    const answer = await invoke('openlines.list', refresh ? { refresh } : {}, { quiet: true })
    loaded.value = true
    if (!answer.ok) return
    items.value = answer.data.items
    stale.value = answer.data.stale
  }

  /** Reads the list from the services now. */
  async function refresh(): Promise<void> {
    refreshing.value = true
    await list(true)
    refreshing.value = false
  }

  async function start(): Promise<void> {
    window.addEventListener('pagehide', replies.flush)
    await follow({
      event: 'openlines.changed',
      read: () => list(false),
      apply: ({ accountId, upsert, remove }) => {
        put(upsert)
        items.value = items.value.filter((item) => item.accountId !== accountId || !remove.includes(item.chatId))
      },
    })
  }

  return { items, stale, loaded, refreshing, wanted, replies, start, refresh, reading, read, ...dialogs(items, put) }
})

/** One dialog: finding it, stepping into it, acting in it. What main answers is put among the others. */
function dialogs(items: Readonly<Ref<readonly Dialog[]>>, put: (fresh: readonly Dialog[]) => void) {
  /** The dialog where it is known already, else asked for at its service. */
  async function find({ accountId, chatId }: ChatRef): Promise<ResultOf<'openlines.get'>> {
    const known = items.value.find((item) => dialogKey(item) === dialogKey({ accountId, chatId }))
    if (known) return { ok: true, data: known }
    const answer = await invoke('openlines.get', { accountId, chatId })
    if (answer.ok) put([answer.data])
    return answer
  }

  /** `chatId` may be anything main can read a chat from: a number, `chat123`, a link. */
  async function join({ accountId, chatId }: ChatRef): Promise<ResultOf<'openlines.join'>> {
    const answer = await invoke('openlines.join', { accountId, chatId })
    if (answer.ok) put([answer.data.dialog])
    return answer
  }

  async function act({ accountId, chatId }: ChatRef, action: OpenlineAction, to?: string) {
    const answer = await invoke('openlines.act', { accountId, chatId, action, ...(to ? { to } : {}) })
    if (answer.ok) put([answer.data.dialog])
    return answer
  }
  return { find, join, act }
}
