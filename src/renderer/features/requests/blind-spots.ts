// Accounts of which it is not known whether everybody who asks is seen, and why. Pure.
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
 * Without any of these rights a webhook may not see everybody who asks: requests arrive as notifications to confirm (`im`),
 * and groups tell of them themselves (`socialnetwork`) where it is known which are mine (`sonet_group`). https://apidocs.bitrix24.com/api-reference/scopes/permissions.html
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
