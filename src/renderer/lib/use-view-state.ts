// What a person had in a view, for each account and for all of them: filters, what is chosen, how far it is scrolled. Going to
// another account shows what was there, going back shows what was here. Whoever provides the keeper keeps it over a restart.
import { effectScope, inject, onScopeDispose, shallowReactive, shallowRef, watch } from 'vue'
import type { InjectionKey, Ref, ShallowRef } from 'vue'

export interface ViewStateKeeper {
  /** What was kept; `undefined` for a view that was never looked at. */
  read(view: string, scope: string): object | undefined
  /** Takes every change; how often it is written is the keeper's affair. */
  keep(view: string, scope: string, state: object): void
}

export const VIEW_STATES: InjectionKey<ViewStateKeeper> = Symbol('view-states')

/** Whose view it is that shows these accounts: the one's, or the one over all of them. */
export function scopeOf(accountIds: readonly string[]): string {
  const [only, ...others] = accountIds
  return only !== undefined && others.length === 0 ? only : 'all'
}

/** A view by itself: kept as long as it lives. */
const alone = (): ViewStateKeeper => ({ read: () => undefined, keep: () => undefined })

/**
 * The state of a view for the account in view. Its properties are changed in place; the ref turns to another state when
 * another account is looked at. What is kept must be plain data.
 * @param initial what a view starts with that was never looked at
 * @param scope whose things are shown: an account's id, or `all`; a view of no account's things has one state
 */
export function useViewState<S extends object>(
  view: string,
  initial: () => S,
  scope: () => string = () => 'all',
): Readonly<Ref<S>> {
  const keeper = inject(VIEW_STATES, alone, true)
  const states = new Map<string, S>()
  const watching = effectScope()

  function of(whose: string): S {
    const known = states.get(whose)
    if (known) return known
    const state = shallowReactive<S>({ ...initial(), ...keeper.read(view, whose) })
    states.set(whose, state)
    watching.run(() => watch(state, () => keeper.keep(view, whose, { ...state })))
    return state
  }
  const current = shallowRef(of(scope())) as ShallowRef<S>
  // At once: nothing is ever shown with another account's state.
  watch(scope, (whose) => (current.value = of(whose)), { flush: 'sync' })
  onScopeDispose(() => watching.stop())
  return current
}
