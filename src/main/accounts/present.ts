// An account as the contract shows it: without what only main needs, and with a limit that has run out taken away.
import type { Account } from '../../shared/contract/accounts'
import type { AccountRecord } from '../store/accounts-repository'

export function presentAccount(record: AccountRecord, now: number): Account {
  const { identityKey: _key, settings: _settings, createdAt: _created, ...account } = record
  const over = account.healthUntil !== undefined && Date.parse(account.healthUntil) <= now
  if (account.health !== 'limited' || !over) return account
  return { ...account, health: 'ok', healthReason: undefined, healthUntil: undefined }
}
