// Where one stands in a list whose rows come and go: the group shown beside it, and its row.
import { ref, shallowRef } from 'vue'
import { groupKey } from './held-pages'
import type { Group } from './held-pages'

interface Rows {
  rowAt(index: number): Group | undefined
  rows(): Iterable<[number, Group]>
}

/** `list` answers the rows that are held. */
export function usePlace(list: () => Rows) {
  const active = shallowRef<Group>()
  /** Its row; -1 where it is not among the rows that are held. */
  const at = ref(-1)

  /** Moves to a row; a row that is not held yet is shown when it is. */
  function goTo(index: number): void {
    at.value = index
    active.value = list().rowAt(index)
  }
  /** Finds the group among the rows after they changed; a row that is not held stays where it was. */
  function settle(anew: boolean): void {
    const here = list().rowAt(at.value)
    const key = active.value && groupKey(active.value)
    if (!key || (here && groupKey(here) === key)) {
      active.value = here
      return
    }
    if (!here && !anew) return
    at.value = -1
    for (const [index, group] of list().rows()) if (groupKey(group) === key) goTo(index)
  }
  /** Shows a group wherever it stands. */
  function show(group: Group): void {
    active.value = group
    at.value = -1
    settle(true)
  }
  function patch(changed: ReadonlyMap<string, Group>): void {
    const fresh = active.value && changed.get(groupKey(active.value))
    if (fresh) active.value = fresh
  }
  return { active, at, goTo, settle, show, patch }
}
