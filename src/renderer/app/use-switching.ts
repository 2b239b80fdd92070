// Going from one account to another by hand: one stays in the view one is in. One press from anywhere.
import { useRouter } from 'vue-router'
import { useAccounts } from '../features/accounts'
import type { Account } from '../features/accounts'
import { VIEW_NAMES, isOffered } from './routes'
import type { ViewName } from './routes'
import { useScope } from './use-scope'
import { useViewStates } from './view-states'

type Whose = Account['id'] | 'all'

export interface Switching {
  to(whose: Whose): Promise<void>
  /** The next (+1) or previous (-1) in the rail, "all" included. */
  step(by: 1 | -1): Promise<void>
  /** To a place of the rail, from 0; nowhere where there is none. */
  toPlace(index: number): Promise<void>
}

export function useSwitching(): Switching {
  const accounts = useAccounts()
  const scope = useScope()
  const states = useViewStates()
  const router = useRouter()

  async function to(whose: Whose): Promise<void> {
    const account = whose === 'all' ? undefined : accounts.byId.get(whose)
    const fits = (view: ViewName | undefined): view is ViewName => view !== undefined && isOffered(view, account)
    const { name } = router.currentRoute.value
    const here = VIEW_NAMES.find((view) => view === name)
    // A page of no account's things, or a view this account has not: the one that was looked at there last.
    const view = [here, states.lastView(whose)].find(fits) ?? 'groups'
    if (view === name) return scope.choose(whose)
    // With the view, not before or after it: neither is ever seen with the other's account.
    let chosen: Promise<void> | undefined
    const stop = router.afterEach(() => {
      stop()
      chosen = scope.choose(whose)
    })
    await router.push({ name: view })
    await chosen
  }
  async function step(by: 1 | -1): Promise<void> {
    const places: Whose[] = ['all', ...accounts.list.map(({ id }) => id)]
    const at = Math.max(0, places.indexOf(scope.active.value?.id ?? 'all'))
    await to(places[(at + by + places.length) % places.length] ?? 'all')
  }
  async function toPlace(index: number): Promise<void> {
    const account = accounts.list[index]
    if (account) await to(account.id)
  }
  return { to, step, toPlace }
}
