// What needs me, by account: the one number of the rail, and of the tray. It is the sum of the red numbers of the navigation:
// unread messages, requests and invitations that wait for my decision, messages of mine that did not leave or whose fate is
// not known.
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { waitingAt } from '../../shared/domain/unread'
import { useAccounts } from '../features/accounts'
import type { Account } from '../features/accounts'
import { useOutbox } from '../features/outbox'
import { useIncoming, useInvitations } from '../features/requests'

type AccountId = Account['id']

export interface Needs {
  /** Unread messages of open channels. */
  readonly unread: number
  /** People who ask me, and groups that invite me. */
  readonly asksMe: number
  /** Messages of mine in trouble. */
  readonly troubled: number
}

export interface NeedsByAccount {
  /** Of some accounts together. */
  of(ids: Iterable<AccountId>): Needs
  /** The number at the account in the rail; 0 where its owner wants none. */
  badge(id: AccountId): number
  /** The number at "all accounts": of every account that shows one. */
  readonly total: ComputedRef<number>
}

const countBy = (items: readonly { readonly accountId: AccountId }[]): ReadonlyMap<AccountId, number> =>
  new Map([...Map.groupBy(items, ({ accountId }) => accountId)].map(([id, own]) => [id, own.length]))

export function useNeeds(): NeedsByAccount {
  const accounts = useAccounts()
  const incoming = useIncoming()
  const invitations = useInvitations()
  const outbox = useOutbox()

  const asking = computed(() => countBy(incoming.waiting))
  const inviting = computed(() => countBy(invitations.items))
  const troubled = computed(() => countBy(outbox.needing))

  function one(id: AccountId): Needs {
    return {
      unread: accounts.byId.get(id)?.unread ?? 0,
      asksMe: (asking.value.get(id) ?? 0) + (inviting.value.get(id) ?? 0),
      troubled: troubled.value.get(id) ?? 0,
    }
  }
  function of(ids: Iterable<AccountId>): Needs {
    const sum = { unread: 0, asksMe: 0, troubled: 0 }
    for (const needs of [...ids].map(one)) {
      sum.unread += needs.unread
      sum.asksMe += needs.asksMe
      sum.troubled += needs.troubled
    }
    return sum
  }
  function badge(id: AccountId): number {
    const account = accounts.byId.get(id)
    return account ? waitingAt(account, one(id)) : 0
  }
  return { of, badge, total: computed(() => accounts.list.reduce((sum, { id }) => sum + badge(id), 0)) }
}
