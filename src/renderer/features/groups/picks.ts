// Which groups are selected together: one by one, as a range, or all that were found.
import { computed, shallowRef } from 'vue'
import { groupKey } from './held-pages'
import type { Group } from './held-pages'

/** As many as can be asked at one time. */
export const MOST = 200

export function usePicks() {
  const byKey = shallowRef<ReadonlyMap<string, Group>>(new Map())
  /** More were found than could be selected. */
  const cut = shallowRef(false)
  const count = computed(() => byKey.value.size)
  const has = (group: Group): boolean => byKey.value.has(groupKey(group))

  function set(groups: Iterable<Group>, more = false): void {
    const next = new Map<string, Group>()
    let left = false
    for (const group of groups) {
      if (next.size < MOST || next.has(groupKey(group))) next.set(groupKey(group), group)
      else left = true
    }
    byKey.value = next
    cut.value = left || more
  }
  function toggle(group: Group): void {
    if (has(group)) set([...byKey.value.values()].filter((each) => groupKey(each) !== groupKey(group)))
    else set([...byKey.value.values(), group])
  }
  /** Adds what is not in yet. */
  const add = (groups: readonly Group[]): void => set([...byKey.value.values(), ...groups])
  const clear = (): void => set([])

  /** Selected groups as they are now. */
  function patch(changed: ReadonlyMap<string, Group>): void {
    if (![...byKey.value.keys()].some((key) => changed.has(key))) return
    byKey.value = new Map([...byKey.value].map(([key, group]) => [key, changed.get(key) ?? group]))
  }
  return { byKey, cut, count, has, set, toggle, add, clear, patch }
}
