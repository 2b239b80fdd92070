// Going from one account to another by hand: the view comes along that was looked at there last. One press from anywhere.
import { useRouter } from 'vue-router'
import { useAccounts } from '../features/accounts'
import type { Account } from '../features/accounts'
import { isOffered } from './routes'
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
    const last = states.lastView(whose)
    const wanted = last && isOffered(last, account) ? last : undefined
    const { name } = router.currentRoute.value
    // Pages that are of no account's views are left: what was asked for is the account's things.
    const view = wanted ?? (name === 'account' || name === 'add' ? 'groups' : name)
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
