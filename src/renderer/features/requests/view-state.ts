// What a person had in the requests, for each account and for all of them: the view makes it, its columns use it.
import { inject, provide } from 'vue'
import type { InjectionKey, Ref } from 'vue'
import type { OutputOf } from '../../../shared/contract'
import { scopeOf, useViewState } from '../../lib/use-view-state'

type RequestsState = Extract<OutputOf<'settings.viewStates'>[number], { view: 'requests' }>['state']

/** Rows whose being unfolded is kept. */
const MOST_UNFOLDED = 50
const KEY: InjectionKey<Readonly<Ref<RequestsState>>> = Symbol('requests-state')

const make = (scope?: () => string): Readonly<Ref<RequestsState>> =>
  useViewState<RequestsState>(
    'requests',
    () => ({ filter: 'all', text: '', unfolded: [], side: 'mine', scrollTop: 0, scrollTopAsksMe: 0 }),
    scope,
  )

export function provideRequestsState(accountIds: () => readonly string[]): Readonly<Ref<RequestsState>> {
  const state = make(() => scopeOf(accountIds()))
  provide(KEY, state)
  return state
}

/** The view's state; a column by itself has one of its own. */
export const useRequestsState = (): Readonly<Ref<RequestsState>> => inject(KEY, () => make(), true)

/** The rows that are unfolded, once one of them was unfolded or folded: the last ones. */
export function unfoldedAfter(before: readonly string[], id: string, open: boolean): string[] {
  const others = before.filter((each) => each !== id)
  return open ? [...others, id].slice(-MOST_UNFOLDED) : others
}
