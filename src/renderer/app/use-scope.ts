// Which account the window looks at: one, or all. Remembered by main.
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useAccounts } from '../features/accounts'
import type { Account } from '../features/accounts'
import { useSettings } from '../features/settings'

export interface Scope {
  /** The chosen account; absent for "all". */
  readonly active: ComputedRef<Account | undefined>
  /** The accounts the views show. */
  readonly accounts: ComputedRef<readonly Account[]>
  choose(account: Account['id'] | 'all'): Promise<void>
  /** Looks at an account only where it is not in view already: all accounts stay all accounts. */
  bringIntoView(account: Account['id'] | undefined): Promise<void>
}

export function useScope(): Scope {
  const store = useAccounts()
  const settings = useSettings()
  const active = computed(() => {
    const id = settings.current.activeAccount
    return id === 'all' ? undefined : store.byId.get(id)
  })
  const accounts = computed(() => (active.value ? [active.value] : store.list))

  async function choose(account: Account['id'] | 'all'): Promise<void> {
    if (settings.current.activeAccount !== account) await settings.set({ activeAccount: account })
  }
  async function bringIntoView(account: Account['id'] | undefined): Promise<void> {
    const inView = account === undefined || accounts.value.some(({ id }) => id === account)
    if (!inView) await choose(account)
  }
  return { active, accounts, choose, bringIntoView }
}
