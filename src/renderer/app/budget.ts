// Which request budget stands at the foot of the navigation. Pure.
import type { Account } from '../features/accounts'
import type { Budget } from './budgets'

/** `portal` for a Bitrix24 portal, `named` for one portal of several, `service` for any other service. */
export type ShownBudget =
  | { readonly kind: 'portal' | 'service'; readonly budget: Budget }
  | { readonly kind: 'named'; readonly budget: Budget; readonly name: string }

/**
 * The chosen account's budget; over all accounts that of the portal with the least requests left, by its account's name.
 * Other services' limits are not comparable with a portal's, so over all accounts they are left out.
 */
export function budgetToShow(
  budgets: readonly Budget[],
  accounts: readonly Account[],
  active: Account | undefined,
): ShownBudget | undefined {
  if (active) {
    const budget = budgets.find(({ host }) => host === active.host)
    return budget && { kind: active.network === 'bitrix24' ? 'portal' : 'service', budget }
  }
  const portals = accounts.filter(({ network }) => network === 'bitrix24')
  const nameOf = (host: string): string | undefined => portals.find((account) => account.host === host)?.label
  const [least] = budgets.filter(({ host }) => nameOf(host) !== undefined).toSorted((a, b) => a.left - b.left)
  return least && { kind: 'named', budget: least, name: nameOf(least.host) ?? least.host }
}
