// The list of one choice of accounts: what is sought there, what was found, where one stands and what is selected.
import { markRaw, proxyRefs, reactive, ref, shallowRef } from 'vue'
import type { ShallowUnwrapRef } from 'vue'
import { invoke } from '../../api'
import { groupKey } from './held-pages'
import { usePages } from './pages'
import type { Group } from './held-pages'
import { MOST, usePicks } from './picks'
import { emptyQuery, pageInput } from './query'
import type { AccountId, GroupQuery } from './query'

function makeList(accountIds: readonly AccountId[]) {
  const query = reactive<GroupQuery>(emptyQuery())
  const pages = usePages({ input: (offset) => pageInput(query, accountIds, offset), changed: settle })
  const picks = proxyRefs(markRaw(usePicks()))
  /** The group shown beside the list, and its row; -1 where it is not among the rows that are held. */
  const active = shallowRef<Group>()
  const at = ref(-1)
  /** How far the list was scrolled when it was left. */
  const scrollTop = ref(0)

  /** Moves to a row; a row that is not held yet is shown when it is. */
  function goTo(index: number): void {
    at.value = index
    active.value = pages.rowAt(index)
  }
  /** Finds the active group among the rows after they changed; a row that is not held stays where it was. */
  function settle(anew: boolean): void {
    const here = pages.rowAt(at.value)
    const key = active.value && groupKey(active.value)
    if (!key || (here && groupKey(here) === key)) {
      active.value = here
      return
    }
    if (!here && !anew) return
    at.value = -1
    for (const [index, group] of pages.rows()) if (groupKey(group) === key) goTo(index)
  }
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
  /** Selects what was found, as far as it can be asked at one time. */
  async function pickAll(): Promise<void> {
    const input = { ...pageInput(query, accountIds, 0), limit: MOST }
    const answer = await invoke('groups.search', input, { quiet: true })
    if (answer.ok) picks.set(answer.data.items, answer.data.total > answer.data.items.length)
  }
  function patch(changed: ReadonlyMap<string, Group>): void {
    pages.patch(changed)
    picks.patch(changed)
    const fresh = active.value && changed.get(groupKey(active.value))
    if (fresh) active.value = fresh
  }
  return { accountIds, query, ...pages, search, change, scrolled, picks, active, at, scrollTop, goTo, pickAll, patch }
}

export type ScopeList = ShallowUnwrapRef<ReturnType<typeof makeList>>

export function createScopeList(accountIds: readonly AccountId[]): ScopeList {
  return proxyRefs(markRaw(makeList(accountIds)))
}
