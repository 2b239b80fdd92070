// Account rows as the windows see them, and every change of theirs told. Knows nothing of connections or secrets.
import type { Account } from '../../shared/contract/accounts'
import type { AccountId } from '../../shared/contract/common'
import type { Health } from '../networks/ports'
import type { AccountRecord } from '../store/accounts-repository'
import type { AccountsDeps } from './deps'
import { presentAccount } from './present'

export interface AccountRows {
  list(): Account[]
  get(id: AccountId): Account | undefined
  present(record: AccountRecord): Account
  /** Tells every window. */
  changed(ids: readonly AccountId[], remove?: AccountId[]): void
  /** Keeps and tells a health that differs; calls `onUsable` when the account can be used (again). */
  setHealth(id: AccountId, health: Health): void
  /** Offline and limited are news of the last run, not of this one. */
  forgetPassingHealth(): void
}

export function createAccountRows(
  { store, emit, clock }: Pick<AccountsDeps, 'store' | 'emit' | 'clock'>,
  onUsable: (id: AccountId) => void,
): AccountRows {
  const rows = store.accounts
  const present = (record: AccountRecord): Account => presentAccount(record, clock())
  const list = (): Account[] => rows.list().map(present)
  const changed: AccountRows['changed'] = (ids, remove = []) => {
    const all = list()
    const upsert = all.filter((account) => ids.includes(account.id))
    emit('accounts.changed', { upsert, remove, order: all.map((account) => account.id) })
  }
  return {
    list,
    present,
    changed,
    get(id) {
      const record = rows.get(id)
      return record === undefined ? undefined : present(record)
    },
    setHealth(id, health) {
      const record = rows.get(id)
      if (record === undefined) return
      const next = { ...record, health: health.state, healthReason: health.reason, healthUntil: health.until }
      if (sameHealth(record, next)) return
      rows.save(next)
      changed([id])
      if (health.state === 'ok' || health.state === 'missingScope') onUsable(id)
    },
    forgetPassingHealth() {
      for (const record of rows.list()) {
        if (record.health !== 'offline' && record.health !== 'limited') continue
        rows.save({ ...record, health: 'ok', healthReason: undefined, healthUntil: undefined })
      }
    },
  }
}

function sameHealth(a: AccountRecord, b: AccountRecord): boolean {
  return a.health === b.health && a.healthReason === b.healthReason && a.healthUntil === b.healthUntil
}
