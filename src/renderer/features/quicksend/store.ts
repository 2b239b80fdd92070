// What stands in quick-send: to whom, the text, what waits aside. Kept by main, so that it is there at the next summoning.
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { follow, invoke } from '../../api'
import type { InputOf, OutputOf } from '../../../shared/contract'
import type { ErrorCode } from '../../../shared/contract/errors'
import { debounce } from '../../lib/debounce'
import { MOST_TARGETS, hitKey, withoutDoubles } from './hits'
import type { TargetHit } from './hits'
import { journal } from './journal'
import type { Journalled } from './journal'

type Kept = OutputOf<'quicksend.kept'>
export type QuickMessage = Kept['message']
export type Place = InputOf<'quicksend.open'>['place']

/** What became of sending. */
export type Sent =
  | { readonly kind: 'all' | 'some'; readonly message: QuickMessage; readonly journalled: readonly Journalled[] }
  | { readonly kind: 'none' }

const KEEP_MS = 300
const MOST_ASIDE = 20

const isBlank = ({ text }: QuickMessage): boolean => text.trim() === ''
const blank = (): QuickMessage => ({ targets: [], text: '' })

export const useQuick = defineStore('quicksend', () => {
  const message = ref<QuickMessage>(blank())
  const aside = ref<readonly QuickMessage[]>([])
  const last = ref<TargetHit>()
  /** Counts the summonings: what is shown is made fresh with each. */
  const summoned = ref(0)
  /** Why a target was refused, by its key. */
  const refusals = ref<ReadonlyMap<string, ErrorCode>>(new Map())
  const sending = ref(false)
  const keepFailed = ref(false)

  const kept = computed<Kept>(() => ({
    message: message.value,
    aside: [...aside.value],
    ...(last.value ? { last: last.value } : {}),
  }))
  async function keep(): Promise<void> {
    keepFailed.value = !(await invoke('quicksend.keep', kept.value, { quiet: true })).ok
  }
  const soon = debounce(() => void keep(), KEEP_MS)

  /** Reads what was kept, and listens for summonings for as long as the page lives. */
  async function start(): Promise<void> {
    const answer = await invoke('quicksend.kept', {}, { quiet: true })
    if (answer.ok) {
      message.value = answer.data.message
      aside.value = answer.data.aside
      last.value = answer.data.last
    }
    watch(kept, soon)
    await follow({
      event: 'quicksend.shown',
      read: () => Promise.resolve(),
      apply: () => {
        summoned.value += 1
      },
    })
  }

  /** Changes whom it goes to; at most fifty. */
  function writeTo(targets: readonly TargetHit[]): void {
    message.value = { ...message.value, targets: [...withoutDoubles(targets)].slice(0, MOST_TARGETS) }
    const there = new Set(message.value.targets.map(hitKey))
    refusals.value = new Map([...refusals.value].filter(([key]) => there.has(key)))
  }
  function write(text: string): void {
    message.value = { ...message.value, text }
  }

  /** Puts a message where it can be changed; what is being written there waits aside. */
  function putBack(back: QuickMessage): void {
    if (!isBlank(message.value)) aside.value = [...aside.value, message.value].slice(-MOST_ASIDE)
    message.value = back
    refusals.value = new Map()
  }
  /** The latest that waits aside, in place of what stands there. */
  function takeAside(): void {
    const back = aside.value.at(-1)
    if (!back) return
    aside.value = aside.value.slice(0, -1)
    putBack(back)
  }

  /** Hands it to the outbox for every target; who was refused stays, with the reason and the text. */
  async function send(): Promise<Sent> {
    if (sending.value) return { kind: 'none' }
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
    message.value = { targets: left, text: all ? typedSince(message.value.text, handed.text) : message.value.text }
    return { kind: all ? 'all' : 'some', message: handed, journalled }
  }

  /** Goes away; everything stays. */
  function hide(): void {
    soon.flush()
    void invoke('quicksend.hide', {}, { quiet: true })
  }
  function openMain(place: Place): void {
    soon.flush()
    void invoke('quicksend.open', { place }, { quiet: true })
  }

  return {
    ...{ message, aside, last, summoned, refusals, sending, keepFailed },
    ...{ start, writeTo, write, putBack, takeAside, send, hide, openMain },
  }
})

/** What was written while the rest was on its way to the outbox. */
const typedSince = (now: string, sent: string): string => (now.startsWith(sent) ? now.slice(sent.length) : now)
