// What stands in quick-send: to whom, the text, what waits aside. Kept by main, so that it is there at the next summoning.
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { follow, invoke } from '../../api'
import type { InputOf } from '../../../shared/contract'
import type { ErrorCode } from '../../../shared/contract/errors'
import { debounce } from '../../lib/debounce'
import { hitKey } from './hits'
import { useHolding } from './holding'
import type { QuickMessage } from './holding'
import { journal } from './journal'
import type { Journalled } from './journal'

export type Place = InputOf<'quicksend.open'>['place']

/** What became of sending. */
export type Sent =
  | { readonly kind: 'all' | 'some'; readonly message: QuickMessage; readonly journalled: readonly Journalled[] }
  | { readonly kind: 'none' }

const KEEP_MS = 300
const QUIET = { quiet: true } as const

/** Brings the window, from anywhere in the app. */
export const summonQuick = (): void => void invoke('quicksend.show', {}, QUIET)

export const useQuick = defineStore('quicksend', () => {
  const holding = useHolding()
  const { message, last, kept } = holding
  /** Counts the summonings: what is shown is made fresh with each. */
  const summoned = ref(0)
  const keepFailed = ref(false)
  const keepSoon = debounce(() => {
    void invoke('quicksend.keep', kept.value, QUIET).then(({ ok }) => (keepFailed.value = !ok))
  }, KEEP_MS)

  /** Reads what was kept, and listens for summonings for as long as the page lives. */
  async function start(): Promise<void> {
    const answer = await invoke('quicksend.kept', {}, QUIET)
    if (answer.ok) holding.restore(answer.data)
    watch(kept, keepSoon)
    await follow({
      event: 'quicksend.shown',
      read: () => Promise.resolve(),
      apply: () => {
        summoned.value += 1
      },
    })
  }
  /** Goes away; everything stays. */
  function hide(): void {
    keepSoon.flush()
    void invoke('quicksend.hide', {}, QUIET)
  }
  function openMain(place: Place): void {
    keepSoon.flush()
    void invoke('quicksend.open', { place }, QUIET)
  }
  return { ...holding, summoned, keepFailed, start, hide, openMain, ...useHandingOver(message, last) }
})

type Holding = ReturnType<typeof useHolding>

function useHandingOver(message: Holding['message'], last: Holding['last']) {
  /** Why a target was refused when it was sent last, by its key. */
  const refusals = ref<ReadonlyMap<string, ErrorCode>>(new Map())
  const sending = ref(false)
  /** A file is being taken in: the message is not complete yet. */
  const taking = ref(false)
  watch(
    () => message.value.targets,
    (targets) => {
      const there = new Set(targets.map(hitKey))
      refusals.value = new Map([...refusals.value].filter(([key]) => there.has(key)))
    },
  )

  /** Hands it to the outbox for every target; who was refused stays, with the reason and the text. */
  async function send(): Promise<Sent> {
    if (sending.value || taking.value) return { kind: 'none' }
    sending.value = true
    const handed = message.value
    const { journalled, refused } = await journal(handed)
    sending.value = false
    const gone = new Set(journalled.map(({ hit }) => hitKey(hit)))
    const left = message.value.targets.filter((hit) => !gone.has(hitKey(hit)))
    refusals.value = refused
    if (journalled.length === 0) return { kind: 'none' }
    last.value = handed.targets[0]
    const all = left.length === 0
    message.value = all ? typedSince(message.value, handed) : { ...message.value, targets: left }
    return { kind: all ? 'all' : 'some', message: handed, journalled }
  }
  return { refusals, sending, taking, send }
}

/** What was written while the rest was on its way to the outbox. */
function typedSince(now: QuickMessage, sent: QuickMessage): QuickMessage {
  const text = now.text.startsWith(sent.text) ? now.text.slice(sent.text.length) : now.text
  const another = now.file && now.file.fileId !== sent.file?.fileId
  return { targets: [], text, ...(another ? { file: now.file } : {}) }
}
