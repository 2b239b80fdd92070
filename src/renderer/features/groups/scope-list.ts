// The list of one choice of accounts: what is sought there, what was found, where one stands and what is selected. What of
// it is kept over a restart is told whenever it changes.
import { markRaw, proxyRefs, reactive, ref } from 'vue'
import type { ShallowUnwrapRef } from 'vue'
import { invoke } from '../../api'
import type { Group } from './held-pages'
import { usePages } from './pages'
import { MOST, usePicks } from './picks'
import { usePlace } from './place'
import { emptyQuery, pageInput } from './query'
import type { AccountId, GroupQuery } from './query'
import { findKept, keptGroup, keptQuery } from './kept-state'
import type { GroupsState } from './kept-state'

interface Keeping {
  /** As it was left the last time. */
  readonly kept?: GroupsState | undefined
  readonly keep?: (state: GroupsState) => void
}

function makeParts(accountIds: readonly AccountId[], { kept, keep }: Keeping) {
  const query = reactive<GroupQuery>({ ...emptyQuery(), ...(kept && keptQuery(kept, accountIds)) })
  const place = usePlace(() => pages)
  const pages = usePages({ input: (offset) => pageInput(query, accountIds, offset), changed: place.settle })
  const picks = proxyRefs(markRaw(usePicks()))
  /** How far the list was scrolled when it was left. */
  const scrollTop = ref(kept?.scrollTop ?? 0)
  const told = (): void => keep?.({ ...query, scrollTop: scrollTop.value, group: keptGroup(place.active.value) })
  return { accountIds, query, place, pages, picks, scrollTop, told, shownBefore: kept?.group }
}
type Parts = ReturnType<typeof makeParts>

/** Looking for groups, and for the first time after a start for those that were there. */
function searching({ query, scrollTop, place, pages, told, shownBefore }: Parts) {
  function search(): Promise<void> {
    scrollTop.value = 0
    told()
    return pages.search()
  }
  /** Reads it for the first time: as it was left, with the group that was shown, unless that has gone. */
  async function open(): Promise<void> {
    await pages.search()
    const group = shownBefore && !place.active.value ? await findKept(shownBefore, pages.rows()) : undefined
    if (group && !place.active.value) place.show(group)
  }
  /** Seeks something else. */
  function change(part: Partial<GroupQuery>): Promise<void> {
    Object.assign(query, part)
    return search()
  }
  return { search, open, change }
}

/** Where one stands, and what is selected. */
function standing({ accountIds, query, place, pages, picks, scrollTop, told }: Parts) {
  function scrolled(top: number): void {
    scrollTop.value = top
    told()
  }
  function goTo(index: number): void {
    place.goTo(index)
    told()
  }
  /** Shows a group wherever it stands, in the list or not. */
  function show(group: Group): void {
    picks.clear()
    place.show(group)
    told()
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
  return { scrolled, goTo, show, pickAll, patch }
}

function makeList(accountIds: readonly AccountId[], keeping: Keeping) {
  const parts = makeParts(accountIds, keeping)
  const { query, pages, place, picks, scrollTop } = parts
  /** Key of the group whose details were read last because it was shown here. */
  const looked = ref<string>()
  const { active, at } = place
  return { accountIds, query, ...pages, ...searching(parts), picks, active, at, looked, scrollTop, ...standing(parts) }
}

export type ScopeList = ShallowUnwrapRef<ReturnType<typeof makeList>>

export function createScopeList(accountIds: readonly AccountId[], keeping: Keeping = {}): ScopeList {
  return proxyRefs(markRaw(makeList(accountIds, keeping)))
}
