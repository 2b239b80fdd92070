// What the view shows: the query as the user narrows it, everything that is not over, and what is done, page by page.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { invoke } from '../../api'
import { debounce } from '../../lib/debounce'
import { throttle } from '../../lib/throttle'
import { createDonePages } from './done-pages'
import { isOver } from './labels'
import { fits, matcher, openCounts, overStates, sections, toInput } from './query'
import type { Filter, Query } from './query'
import { useOutbox } from './store'
import type { Counts, OutboxItem } from './store'

const TYPING_MS = 150
const COUNTING_MS = 400

export type OutboxList = ReturnType<typeof useOutboxList>

export function useOutboxList(accountIds: () => readonly OutboxItem['accountId'][]) {
  const store = useOutbox()
  const done = createDonePages()
  const filter = ref<Filter>('all')
  const text = ref('')
  const sought = ref('')
  const place = shallowRef<Query['place']>()

  const settle = debounce(() => (sought.value = text.value), TYPING_MS)
  watch(text, settle)
  const query = computed<Query>(() => ({
    accountIds: accountIds(),
    filter: filter.value,
    text: sought.value,
    place: place.value,
  }))
  // The rail looks elsewhere: there the place has no messages.
  watch(accountIds, (ids) => {
    if (place.value && !ids.includes(place.value.accountId)) place.value = undefined
  })
  const counted = useCounted(query)

  /** Found in any state. */
  const found = computed(() => store.open.filter(matcher(query.value)))
  const open = computed(() => found.value.filter((item) => fits(item, filter.value)))
  /** What is not over is here and counted at once; what is done is counted by main. */
  const counts = computed(() => counted.counts.value && { ...counted.counts.value, ...openCounts(found.value) })
  const shown = computed(() => sections(open.value, done.items.value))

  function askDone(): void {
    const states = overStates(filter.value)
    const matches = matcher(query.value)
    const belongs = (item: OutboxItem): boolean => isOver(item) && states.includes(item.state) && matches(item)
    void done.ask(states.length ? { input: { ...toInput(query.value), states }, belongs } : undefined)
  }
  watch(() => JSON.stringify(query.value), askDone, { immediate: true })
  const stop = store.onChange((patch) => {
    if (patch === 'all') void done.again()
    else done.apply(patch)
    counted.again()
  })
  onScopeDispose(() => {
    stop()
    settle.cancel()
  })

  function showAll(): void {
    filter.value = 'all'
    text.value = sought.value = ''
    place.value = undefined
  }
  const show = (next: Filter): void => void (filter.value = next)
  const only = (item: OutboxItem): void => void (place.value = item)
  const narrowed = computed(() => filter.value !== 'all' || sought.value !== '' || place.value !== undefined)
  return { filter, text, sought, place, query, counts, done, shown, open, narrowed, show, only, showAll }
}

/** How many there are in each state of what is asked for, counted again after changes. */
function useCounted(query: Readonly<{ value: Query }>) {
  const counts = shallowRef<Counts>()
  let asked = 0
  const count = throttle(() => void read(), COUNTING_MS)
  async function read(): Promise<void> {
    const turn = (asked += 1)
    const answer = await invoke('outbox.counts', toInput(query.value), { quiet: true })
    if (answer.ok && turn === asked) counts.value = answer.data
  }
  watch(() => JSON.stringify(toInput(query.value)), count, { immediate: true })
  onScopeDispose(() => count.cancel())
  return { counts, again: count }
}
