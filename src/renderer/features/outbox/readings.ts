// What main was asked of the outbox, for each choice of accounts: what is done, page by page, and how many there are in each
// state. What was read for other accounts waits as it is, and is asked for again only where it has changed.
import { computed, onScopeDispose, proxyRefs, shallowRef, watch } from 'vue'
import { invoke } from '../../api'
import { throttle } from '../../lib/throttle'
import { createDonePages } from './done-pages'
import { isOver } from './labels'
import { matcher, overStates, toInput } from './query'
import type { Query } from './query'
import { useOutbox } from './store'
import type { Counts, OutboxItem } from './store'

const COUNTING_MS = 400
/** Choices of accounts whose reading is kept. */
const MOST_KEPT = 32

function createReading() {
  const done = createDonePages()
  const counts = shallowRef<Counts>()
  /** The question that was answered, or is being asked; none where the answer may be wrong by now. */
  let askedDone: string | undefined
  let askedCounts: string | undefined
  let turn = 0

  function askDone(query: Query): void {
    const question = JSON.stringify(query)
    if (question === askedDone) return
    askedDone = question
    const states = overStates(query.filter)
    const matches = matcher(query)
    const belongs = (item: OutboxItem): boolean => isOver(item) && states.includes(item.state) && matches(item)
    void done.ask(states.length ? { input: { ...toInput(query), states }, belongs } : undefined)
  }
  async function count(query: Query): Promise<void> {
    const input = toInput(query)
    askedCounts = JSON.stringify(input)
    const mine = (turn += 1)
    const answer = await invoke('outbox.counts', input, { quiet: true })
    if (answer.ok && mine === turn) counts.value = answer.data
  }
  return {
    done,
    /** As it is shown. */
    pages: proxyRefs(done),
    counts,
    askDone,
    count,
    counted: (query: Query): boolean => JSON.stringify(toInput(query)) === askedCounts,
    doubtDone: (): void => void (askedDone = undefined),
    doubtCounts: (): void => void (askedCounts = undefined),
  }
}
type Reading = ReturnType<typeof createReading>

/** Keeps what is asked for read, while the scope lives. */
export function useReadings(query: Readonly<{ value: Query }>) {
  const store = useOutbox()
  const kept = new Map<string, Reading>()

  function of(key: string): Reading {
    const reading = kept.get(key) ?? createReading()
    kept.delete(key)
    kept.set(key, reading)
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))) kept.delete(oldest)
    return reading
  }
  const whose = computed(() => query.value.accountIds.join())
  const current = shallowRef(createReading())
  watch(whose, (key) => (current.value = of(key)), { flush: 'sync', immediate: true })

  const countSoon = throttle(() => void current.value.count(query.value), COUNTING_MS)
  watch(
    () => JSON.stringify(query.value),
    () => {
      current.value.askDone(query.value)
      if (!current.value.counted(query.value)) countSoon()
    },
    { immediate: true },
  )
  const stop = store.onChange((patch) => {
    for (const reading of kept.values()) {
      if (reading !== current.value) reading.doubtCounts()
      if (patch !== 'all') reading.done.apply(patch)
      else if (reading === current.value) void reading.done.again()
      else reading.doubtDone()
    }
    countSoon()
  })
  onScopeDispose(() => {
    stop()
    countSoon.cancel()
  })
  return { done: computed(() => current.value.pages), counts: computed(() => current.value.counts.value) }
}
