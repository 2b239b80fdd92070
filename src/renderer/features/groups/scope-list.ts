// The list of one choice of accounts: what is sought there, what was found, where one stands and what is selected.
import { markRaw, proxyRefs, reactive, ref } from 'vue'
import type { ShallowUnwrapRef } from 'vue'
import { invoke } from '../../api'
import type { Group } from './held-pages'
import { usePages } from './pages'
import { MOST, usePicks } from './picks'
import { usePlace } from './place'
import { emptyQuery, pageInput } from './query'
import type { AccountId, GroupQuery } from './query'

function makeList(accountIds: readonly AccountId[]) {
  const query = reactive<GroupQuery>(emptyQuery())
  const place = usePlace(() => pages)
  const pages = usePages({ input: (offset) => pageInput(query, accountIds, offset), changed: place.settle })
  const picks = proxyRefs(markRaw(usePicks()))
  /** How far the list was scrolled when it was left. */
  const scrollTop = ref(0)

  function search(): Promise<void> {
    scrollTop.value = 0
    return pages.search()
  }
  /** Seeks something else. */
  function change(part: Partial<GroupQuery>): Promise<void> {
    Object.assign(query, part)
    return search()
  }
  const scrolled = (top: number): void => void (scrollTop.value = top)

  /** Shows a group wherever it stands, in the list or not. */
  function show(group: Group): void {
    picks.clear()
    place.show(group)
  }
  /** Selects what was found, as far as it can be asked at one time. */
  async function pickAll(): Promise<void> {
    const input = { ...pageInput(query, accountIds, 0), limit: MOST }
    const answer = await invoke('groups.search', input, { quiet: true })
    if (answer.ok) picks.set(answer.data.items, answer.data.total > answer.data.items.length)
  }
  function patch(changed: ReadonlyMap<string, Group>): void {
    pages.patch(changed)
    picks.patch(changed)
    place.patch(changed)
  }
  const { active, at, goTo } = place
  return {
    accountIds,
    query,
    ...pages,
    search,
    change,
    scrolled,
    picks,
    active,
    at,
    scrollTop,
    goTo,
    show,
    pickAll,
    patch,
  }
}

export type ScopeList = ShallowUnwrapRef<ReturnType<typeof makeList>>

export function createScopeList(accountIds: readonly AccountId[]): ScopeList {
  return proxyRefs(markRaw(makeList(accountIds)))
}
