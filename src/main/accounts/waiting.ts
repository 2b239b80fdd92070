// What waits for the user, per account and in all: read from the store, for what stands outside the windows.
import type { Account } from '../../shared/contract/accounts'
import { waitingAt, waitingInAll } from '../../shared/domain/unread'
import type { Store } from '../store/open-store'

export interface WaitingNow {
  /** In the user's order. */
  readonly accounts: readonly (Pick<Account, 'id' | 'label'> & { readonly waiting: number })[]
  readonly waiting: number
  /** Messages that failed, need a decision, or have waited for so long that they ask first. */
  readonly troubled: number
}

/** Asks no service. */
export function readWaiting(
  store: Pick<Store, 'incoming' | 'invitations' | 'outbox'>,
  accounts: readonly Account[],
): WaitingNow {
  const asking = Map.groupBy(store.incoming.list({ states: ['waiting'] }), ({ accountId }) => accountId)
  const [inviting, needing] = [store.invitations.counts(), store.outbox.needing()]
  const all = accounts.map((account) => {
    const asksMe = (asking.get(account.id)?.length ?? 0) + (inviting.get(account.id) ?? 0)
    return { ...account, asksMe, troubled: needing.get(account.id) ?? 0 }
  })
  return {
    accounts: all.map((account) => ({ id: account.id, label: account.label, waiting: waitingAt(account, account) })),
    waiting: waitingInAll(all),
    troubled: all.reduce((sum, { troubled }) => sum + troubled, 0),
  }
}
