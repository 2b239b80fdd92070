// Rows of accounts. An account's secrets are not here: only what may be shown and what opens it again.
import type { Account } from '../../shared/contract/accounts'
import type { AccountId, JsonObject } from '../../shared/contract/common'
import type { Database } from './database'
import { flag, integer, json, optionalText, orNull, text, type Row } from './rows'

/** A stored account: what the contract shows, and what the network needs to open it again. */
export interface AccountRecord extends Account {
  readonly identityKey: string
  readonly settings: JsonObject
  readonly createdAt: string
}

/** How a new account tells its news. */
export const DEFAULT_NOTIFICATIONS: Account['notifications'] = {
  toast: true,
  sound: true,
  preview: true,
  badge: true,
  doNotDisturb: false,
}

export interface AccountsRepository {
  /** In the user's order. */
  list(): AccountRecord[]
  get(id: AccountId): AccountRecord | undefined
  byIdentity(identityKey: string): AccountRecord | undefined
  /** Inserts at the end of the order, or updates the row of the same id where it stands. */
  save(account: AccountRecord): void
  setOrder(ids: readonly AccountId[]): void
  /**
   * Removes the account and everything that hangs on it, except its outbox items. Of the small state by key, what is kept
   * under a name that ends with the account's id.
   */
  remove(id: AccountId): void
}

// Unread is counted from the dialogs, so that it can never disagree with them.
const SELECT = `SELECT accounts.*, (SELECT COALESCE(SUM(unread), 0) FROM dialogs WHERE account_id = accounts.id) AS unread FROM accounts`

export function createAccountsRepository(db: Database): AccountsRepository {
  const all = db.prepare(`${SELECT} ORDER BY position, created_at, id`)
  const byId = db.prepare(`${SELECT} WHERE id = ?`)
  const byIdentity = db.prepare(`${SELECT} WHERE identity_key = ?`)
  const save = db.prepare(
    `INSERT INTO accounts (id, network, identity_key, label, host, user_id, user_name, handle, color, position, practice,
       missing_scopes, ports, settings, notifications, health, health_reason, health_until, created_at)
     VALUES (:id, :network, :identityKey, :label, :host, :userId, :userName, :handle, :color,
       (SELECT COALESCE(MAX(position), -1) + 1 FROM accounts), :practice,
       :missingScopes, :ports, :settings, :notifications, :health, :healthReason, :healthUntil, :createdAt)
     ON CONFLICT (id) DO UPDATE SET identity_key = excluded.identity_key, label = excluded.label, host = excluded.host,
       user_id = excluded.user_id, user_name = excluded.user_name, handle = excluded.handle, color = excluded.color,
       missing_scopes = excluded.missing_scopes, ports = excluded.ports, settings = excluded.settings,
       notifications = excluded.notifications, health = excluded.health, health_reason = excluded.health_reason,
       health_until = excluded.health_until`,
  )
  const place = db.prepare('UPDATE accounts SET position = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM accounts WHERE id = ?')
  const forget = db.prepare(`DELETE FROM key_values WHERE key LIKE '%.' || ?`)
  const optional = (row: Row | undefined): AccountRecord | undefined => (row === undefined ? undefined : fromRow(row))
  return {
    list: () => all.all().map(fromRow),
    get: (id) => optional(byId.get(id)),
    byIdentity: (identityKey) => optional(byIdentity.get(identityKey)),
    save(account) {
      save.run(toRow(account))
    },
    setOrder(ids) {
      db.transaction(() => {
        for (const [position, id] of ids.entries()) place.run(position, id)
      })
    },
    remove(id) {
      db.transaction(() => {
        remove.run(id)
        forget.run(id)
      })
    },
  }
}

function toRow(account: AccountRecord): Record<string, string | number | null> {
  return {
    id: account.id,
    network: account.network,
    identityKey: account.identityKey,
    label: account.label,
    host: account.host,
    userId: account.userId,
    userName: account.userName,
    handle: orNull(account.handle),
    color: account.color,
    practice: Number(account.practice),
    missingScopes: JSON.stringify(account.missingScopes),
    ports: JSON.stringify(account.ports),
    settings: JSON.stringify(account.settings),
    notifications: JSON.stringify(account.notifications),
    health: account.health,
    healthReason: orNull(account.healthReason),
    healthUntil: orNull(account.healthUntil),
    createdAt: account.createdAt,
  }
}

function fromRow(row: Row): AccountRecord {
  return {
    id: text(row, 'id') as AccountId,
    network: text(row, 'network') as Account['network'],
    identityKey: text(row, 'identity_key'),
    label: text(row, 'label'),
    host: text(row, 'host'),
    userId: text(row, 'user_id'),
    userName: text(row, 'user_name'),
    handle: optionalText(row, 'handle'),
    color: text(row, 'color'),
    health: text(row, 'health') as Account['health'],
    healthReason: optionalText(row, 'health_reason') as Account['healthReason'],
    healthUntil: optionalText(row, 'health_until'),
    missingScopes: json(row, 'missing_scopes') as string[],
    ports: json(row, 'ports') as Account['ports'],
    practice: flag(row, 'practice'),
    // Rows of earlier versions lack the newer switches.
    notifications: { ...DEFAULT_NOTIFICATIONS, ...(json(row, 'notifications') as Account['notifications']) },
    unread: integer(row, 'unread'),
    settings: json(row, 'settings') as JsonObject,
    createdAt: text(row, 'created_at'),
  }
}
