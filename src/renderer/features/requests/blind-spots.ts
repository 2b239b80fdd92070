// Accounts of which it is not known who asks, and why. Pure.
import type { OutputOf } from '../../../shared/contract'

type Account = OutputOf<'accounts.list'>[number]

export type BlindSpot = {
  readonly kind: 'notKnown' | 'offline'
  readonly account: Account
  /** The rights that are missing. */
  readonly scopes: readonly string[]
}

/**
 * Without these rights a webhook does not see who asks: requests arrive as notifications to confirm (`im`), for groups
 * that only `sonet_group` and `socialnetwork` tell. https://apidocs.bitrix24.com/api-reference/scopes/permissions.html
 */
const NEEDED = ['im', 'sonet_group', 'socialnetwork']

/** What has to be said before "nobody asks" could be believed. */
export function blindSpots(accounts: readonly Account[]): BlindSpot[] {
  return accounts.flatMap((account): BlindSpot[] => {
    const scopes = NEEDED.filter((scope) => account.missingScopes.includes(scope))
    if (scopes.length > 0) return [{ kind: 'notKnown', account, scopes }]
    return account.health === 'offline' ? [{ kind: 'offline', account, scopes }] : []
  })
}
