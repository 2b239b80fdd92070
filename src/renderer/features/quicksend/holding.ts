// The message in the window, and those that made room for it. Knows no main and no window.
import { computed, ref } from 'vue'
import type { OutputOf } from '../../../shared/contract'
import { MOST_TARGETS, withoutDoubles } from './hits'
import type { TargetHit } from './hits'

type Kept = OutputOf<'quicksend.kept'>
export type QuickMessage = Kept['message']

const MOST_ASIDE = 20

const isBlank = ({ text, file }: QuickMessage): boolean => text.trim() === '' && file === undefined

export function useHolding() {
  const message = ref<QuickMessage>({ targets: [], text: '' })
  const aside = ref<readonly QuickMessage[]>([])
  const last = ref<TargetHit>()

  /** All of it, as it is kept. */
  const kept = computed<Kept>(() => ({
    message: message.value,
    aside: [...aside.value],
    ...(last.value ? { last: last.value } : {}),
  }))
  function restore(from: Kept): void {
    message.value = from.message
    aside.value = from.aside
    last.value = from.last
  }

  /** Changes whom it goes to; at most fifty. */
  function writeTo(targets: readonly TargetHit[]): void {
    message.value = { ...message.value, targets: [...withoutDoubles(targets)].slice(0, MOST_TARGETS) }
  }
  function write(text: string): void {
    message.value = { ...message.value, text }
  }
  /** The file that goes along, or none. */
  function carry(file: QuickMessage['file']): void {
    const { targets, text } = message.value
    message.value = { targets, text, ...(file ? { file } : {}) }
  }
  /** Puts a message where it can be changed; what is being written there waits aside. */
  function putBack(back: QuickMessage): void {
    if (!isBlank(message.value)) aside.value = [...aside.value, message.value].slice(-MOST_ASIDE)
    message.value = back
  }
  /** The latest that waits aside, in place of what stands there. */
  function takeAside(): void {
    const back = aside.value.at(-1)
    if (!back) return
    aside.value = aside.value.slice(0, -1)
    putBack(back)
  }
  return { message, aside, last, kept, restore, writeTo, write, carry, putBack, takeAside }
}
