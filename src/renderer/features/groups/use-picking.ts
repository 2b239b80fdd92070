// Moving through the list and selecting in it, by key and by pointer: one at a time, many, or a range.
import type { Group } from './held-pages'
import type { ScopeList } from './scope-list'

/** Where a range began, and what was selected before it. */
interface Anchor {
  readonly index: number
  readonly before: readonly Group[]
}

/** `list` answers the list in view, which changes with the accounts. */
export function usePicking(list: () => ScopeList) {
  let anchor: Anchor | undefined

  /** The first of many takes the shown one in, where it is in the list: it looks selected already. */
  function withActive(): void {
    const { at, rowAt, picks } = list()
    const shown = rowAt(at)
    if (picks.count === 0 && shown) picks.add([shown])
  }
  function move(to: number): void {
    anchor = undefined
    list().goTo(to)
  }
  /** Shows one group and nothing else. */
  function choose(index: number): void {
    list().picks.clear()
    move(index)
  }
  function extend(to: number): void {
    const here = list()
    anchor ??= { index: Math.max(here.at, 0), before: [...here.picks.byKey.values()] }
    const [first, last] = anchor.index < to ? [anchor.index, to] : [to, anchor.index]
    const range: Group[] = []
    for (let index = first; index <= last && range.length <= here.total; index += 1) {
      const group = here.rowAt(index)
      if (group) range.push(group)
    }
    here.picks.set([...anchor.before, ...range], range.length < last - first + 1)
    here.goTo(to)
  }
  function toggle(index: number, keepShown: boolean): void {
    const group = list().rowAt(index)
    if (!group) return
    if (keepShown && index !== list().at) withActive()
    anchor = undefined
    list().picks.toggle(group)
    list().goTo(index)
  }
  return { choose, move, extend, toggle }
}
