// Accounts of which it is not known who asks, and why. Pure.
import type { OutputOf } from '../../../shared/contract'

type Account = OutputOf<'accounts.list'>[number]

export type BlindSpot =
  | {
      readonly kind: 'notKnown'
      readonly account: Account
      /** The rights that are missing. */ readonly scopes: string[]
    }
  | { readonly kind: 'stale'; readonly account: Account }

/**
 * Without these rights a webhook does not see who asks: requests arrive as notifications to confirm (`im`), for groups
 * that only `sonet_group` and `socialnetwork` tell. https://apidocs.bitrix24.com/api-reference/scopes/permissions.html
 */
const NEEDED = ['im', 'sonet_group', 'socialnetwork']

/** So an account cannot be read: what is shown of it may be old. */
const UNREAD: readonly Account['health'][] = ['offline', 'signedOut', 'blocked']

/** What has to be said before "nobody asks" could be believed. */
export function blindSpots(accounts: readonly Account[]): BlindSpot[] {
  return accounts.flatMap((account): BlindSpot[] => {
    const scopes = NEEDED.filter((scope) => account.missingScopes.includes(scope))
    if (scopes.length > 0) return [{ kind: 'notKnown', account, scopes }]
    return UNREAD.includes(account.health) ? [{ kind: 'stale', account }] : []
  })
}
