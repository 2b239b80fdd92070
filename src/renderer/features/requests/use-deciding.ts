// Choosing among those who wait, and deciding on one or on many: many are declined only after a question.
import { computed, proxyRefs, ref } from 'vue'
import type { ComputedRef } from 'vue'
import { useNotify } from '../../lib/use-notify'
import { incomingKey, useIncoming } from './incoming'
import type { IncomingRef, IncomingRequest } from './incoming'

export interface Question {
  readonly approve: boolean
  readonly items: readonly IncomingRequest[]
}

/** The contract takes this many at once. */
const MOST = 200

/** Choosing and deciding among those in view who wait. */
export function useDeciding(waiting: ComputedRef<readonly IncomingRequest[]>, holdSeconds: () => number) {
  const store = useIncoming()
  const notify = useNotify()
  const chosenKeys = ref<ReadonlySet<string>>(new Set())
  const question = ref<Question>()
  const busy = ref(false)

  const chosen = computed(() => waiting.value.filter((item) => chosenKeys.value.has(incomingKey(item))))
  /** What the buttons for many are about: the chosen, or everybody. */
  const many = computed(() => (chosen.value.length ? chosen.value : waiting.value).slice(0, MOST))

  function choose(item: IncomingRef, on: boolean): void {
    const next = new Set(chosenKeys.value)
    if (on) next.add(incomingKey(item))
    else next.delete(incomingKey(item))
    chosenKeys.value = next
  }

  async function decide(items: readonly IncomingRef[], approve: boolean): Promise<void> {
    if (busy.value || items.length === 0) return
    busy.value = true
    const answer = await store.decide(items, approve)
    busy.value = false
    question.value = undefined
    if (answer.ok) chosenKeys.value = new Set()
    else notify.error(answer.error)
  }

  /** Asks first where many would be turned down, or could not be taken back. */
  function decideMany(approve: boolean): void {
    const items = many.value
    if (items.length > 1 && (!approve || holdSeconds() === 0)) question.value = { approve, items }
    else void decide(items, approve)
  }

  async function undo(item: IncomingRef): Promise<void> {
    const answer = await store.undo([item])
    if (!answer.ok) notify.error(answer.error)
  }

  const confirm = (): void => void (question.value && decide(question.value.items, question.value.approve))

  const drop = (): void => void (question.value = undefined)
  const severalWait = computed(() => waiting.value.length > 1)

  return proxyRefs({ chosen, many, severalWait, question, busy, choose, decide, decideMany, confirm, drop, undo })
}

export type Deciding = ReturnType<typeof useDeciding>
