// Transcripts that were read, by dialog.
import { reactive } from 'vue'
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'

type Dialog = OutputOf<'openlines.get'>
export type Transcript = OutputOf<'openlines.history'>
export type ChatRef = Pick<Dialog, 'accountId' | 'chatId'>

export interface Reading {
  transcript?: Transcript
  error?: AppError
  reading: boolean
}

/** Tells dialogs of different accounts apart. */
export const dialogKey = ({ accountId, chatId }: ChatRef): string => `${accountId}:${chatId}`

export function useReadings() {
  const readings = reactive(new Map<string, Reading>())

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

  /** Reads again what has been read before. */
  const readAgain = (chat: ChatRef): void => {
    if (readings.has(dialogKey(chat))) void read(chat)
  }
  return { reading, read, readAgain }
}
