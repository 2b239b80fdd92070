// Accounts as the other capabilities see them, with the ports a test gives them.
import type { AccountId } from '../../shared/contract/common'
import { fail, ok } from '../../shared/contract/result'
import type { AccountPorts, Accounts } from '../networks/ports'
import type { AccountRecord } from '../store/accounts-repository'
import type { Store } from '../store/open-store'

export interface FakeAccounts extends Accounts {
  /** Ids `touched` was called with. */
  readonly touchedIds: AccountId[]
  remove(id: AccountId): void
}

/** Also writes the rows into the store, which the other tables refer to. */
export function createFakeAccounts(
  store: Store,
  given: readonly { readonly record: AccountRecord; readonly ports: Partial<AccountPorts> }[],
): FakeAccounts {
  const accounts = new Map(given.map((entry) => [entry.record.id, entry]))
  for (const { record } of given) store.accounts.save(record)
  const touchedIds: AccountId[] = []
  const shown = ({ identityKey: _key, settings: _settings, createdAt: _at, ...account }: AccountRecord) => account
  return {
    touchedIds,
    list: () => [...accounts.values()].map(({ record }) => shown(record)),
    get(id) {
      const entry = accounts.get(id)
      return entry === undefined ? undefined : shown(entry.record)
    },
    portOf(id, port) {
      const entry = accounts.get(id)
      if (entry === undefined) return fail('accounts.notFound')
      const found = entry.ports[port]
      return found === undefined ? fail('accounts.noPort') : ok(found)
    },
    touched(id) {
      touchedIds.push(id)
    },
    remove(id) {
      accounts.delete(id)
    },
  }
}
