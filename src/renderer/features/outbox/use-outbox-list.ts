// What the view shows: the query as the user narrows it, everything that is not over, and what is done, page by page.
import { computed, onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { OutputOf } from '../../../shared/contract'
import { debounce } from '../../lib/debounce'
import { scrollPlace } from '../../lib/use-kept-scroll'
import { scopeOf, useViewState } from '../../lib/use-view-state'
import { fits, matcher, openCounts, sections } from './query'
import type { Filter, Query } from './query'
import { useReadings } from './readings'
import { useOutbox } from './store'
import type { OutboxItem } from './store'

export type OutboxList = ReturnType<typeof useOutboxList>
type AccountIds = () => readonly OutboxItem['accountId'][]
type OutboxState = Extract<OutputOf<'settings.viewStates'>[number], { view: 'outbox' }>['state']

const TYPING_MS = 150
/** Rows whose being unfolded is kept. */
const MOST_UNFOLDED = 50
const emptyState = (): OutboxState => ({ filter: 'all', text: '', unfolded: [], scrollTop: 0 })

export function useOutboxList(accountIds: AccountIds) {
  const store = useOutbox()
  const state = useViewState<OutboxState>('outbox', emptyState, () => scopeOf(accountIds()))
  const narrowing = useNarrowing(state, accountIds)
  const { query, filter } = narrowing
  const { done, counts: counted } = useReadings(query)

  /** Found in any state. */
  const found = computed(() => store.open.filter(matcher(query.value)))
  const open = computed(() => found.value.filter((item) => fits(item, filter.value)))
  /** What is not over is here and counted at once; what is done is counted by main. */
  const counts = computed(() => counted.value && { ...counted.value, ...openCounts(found.value) })
  const shown = computed(() => sections(open.value, done.value.items))
  const scroll = scrollPlace(state, 'scrollTop')
  return { ...narrowing, ...useUnfolded(state), scroll, counts, done, shown, open }
}

/** How the user narrows what is shown. */
function useNarrowing(state: Readonly<Ref<OutboxState>>, accountIds: AccountIds) {
  const filter = computed({ get: () => state.value.filter, set: (next) => (state.value.filter = next) })
  const text = computed({ get: () => state.value.text, set: (next) => (state.value.text = next) })
  const place = computed({
    // The rail looks elsewhere: there the place has no messages.
    get: (): Query['place'] =>
      state.value.place && accountIds().includes(state.value.place.accountId) ? state.value.place : undefined,
    set: (next) =>
      (state.value.place = next && { accountId: next.accountId, target: next.target, targetTitle: next.targetTitle }),
  })
  /** What is searched for: what was typed, after a pause in typing. */
  const sought = ref('')
  const settle = debounce(() => (sought.value = text.value), TYPING_MS)
  watch(text, settle)
  watch(state, ({ text: left }) => (sought.value = left), { flush: 'sync', immediate: true })
  onScopeDispose(() => settle.cancel())

  const query = computed<Query>(() => ({
    accountIds: accountIds(),
    filter: filter.value,
    text: sought.value,
    place: place.value,
  }))
  function showAll(): void {
    filter.value = 'all'
    text.value = sought.value = ''
    place.value = undefined
  }
  const show = (next: Filter): void => void (filter.value = next)
  const only = (item: OutboxItem): void => void (place.value = item)
  const narrowed = computed(() => filter.value !== 'all' || sought.value !== '' || place.value !== undefined)
  return { filter, text, sought, place, query, narrowed, show, only, showAll }
}

/** Which rows are unfolded: the last ones are kept. */
function useUnfolded(state: Readonly<Ref<OutboxState>>) {
  const unfolded = computed(() => new Set(state.value.unfolded))
  function unfold(id: string, open: boolean): void {
    const others = state.value.unfolded.filter((each) => each !== id)
    state.value.unfolded = open ? [...others, id].slice(-MOST_UNFOLDED) : others
  }
  return { unfolded, unfold }
}
