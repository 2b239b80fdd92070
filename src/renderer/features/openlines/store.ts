// The work list of open channels, and the transcripts that were read.
import { defineStore } from 'pinia'
import { reactive, ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import type { OpenlineAction } from '../../../shared/domain/states'

export type Dialog = OutputOf<'openlines.get'>
export type Transcript = OutputOf<'openlines.history'>
export type ChatRef = Pick<Dialog, 'accountId' | 'chatId'>

export interface Reading {
  transcript?: Transcript
  error?: AppError
  reading: boolean
}

/** Tells dialogs of different accounts apart. */
export const dialogKey = ({ accountId, chatId }: ChatRef): string => `${accountId}:${chatId}`

export const useOpenlines = defineStore('openlines', () => {
  const items = ref<Dialog[]>([])
  const stale = ref<OutputOf<'openlines.list'>['stale']>([])
  const loaded = ref(false)
  const refreshing = ref(false)
  const readings = reactive(new Map<string, Reading>())
  /** What was typed into each dialog's reply box. */
  const replies = reactive(new Map<string, string>())

  function put(fresh: readonly Dialog[]): void {
    const merged = new Map(items.value.map((item) => [dialogKey(item), item]))
    for (const item of fresh) merged.set(dialogKey(item), item)
    items.value = [...merged.values()]
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

  function reading(chat: ChatRef): Reading {
    const key = dialogKey(chat)
    if (!readings.has(key)) readings.set(key, { reading: false })
    return readings.get(key) as Reading
  }

  /** Reads a transcript; the old one stays in sight meanwhile. */
  async function read({ accountId, chatId }: ChatRef): Promise<void> {
    const now = reading({ accountId, chatId })
    if (now.reading) return
    now.reading = true
    const answer = await invoke('openlines.history', { accountId, chatId }, { quiet: true })
    now.reading = false
    delete now.error
    if (answer.ok) now.transcript = answer.data
    else now.error = answer.error
  }

  async function start(): Promise<void> {
    await follow({
      event: 'openlines.changed',
      read: () => list(false),
      apply: ({ accountId, upsert, remove }) => {
        put(upsert)
        items.value = items.value.filter((item) => item.accountId !== accountId || !remove.includes(item.chatId))
        for (const dialog of upsert) if (readings.has(dialogKey(dialog))) void read(dialog)
      },
    })
  }

  /** `chatId` may be anything main can read a chat from: a number, `chat123`, a link. */
  async function join(chat: ChatRef): Promise<ResultOf<'openlines.join'>> {
    const answer = await invoke('openlines.join', { accountId: chat.accountId, chatId: chat.chatId })
    if (answer.ok) {
      put([answer.data.dialog])
      void read(answer.data.dialog)
    }
    return answer
  }

  async function act(chat: ChatRef, action: OpenlineAction, to?: string): Promise<ResultOf<'openlines.act'>> {
    const { accountId, chatId } = chat
    const answer = await invoke('openlines.act', { accountId, chatId, action, ...(to ? { to } : {}) })
    if (answer.ok) {
      put([answer.data.dialog])
      void read(answer.data.dialog)
    }
    return answer
  }

  return { items, stale, loaded, refreshing, replies, start, refresh, reading, read, join, act }
})
