// Open channels one can write through (network lines) as far as this app has met them, and whose weekly slot is used.
import type { AccountId } from '../../shared/contract/common'
import type { Line } from '../../shared/contract/messages'
import type { Database } from './database'
import { flag, optionalText, text } from './rows'

export interface SlotKey {
  /** Portal host: accounts of one portal share its slots. */
  readonly host: string
  readonly lineCode: string
  readonly userId: string
}

export interface Slot {
  readonly lastSentAt: string
  /** A second message got through within the week: this portal has no limit. */
  readonly unlimited: boolean
}

export interface LinesRepository {
  /** The account's lines, last used first. */
  list(accountId: AccountId): Line[]
  /** Remembers a line; a name that is already known is kept unless a new one is given. */
  remember(accountId: AccountId, line: { lineCode: string; name?: string; usedAt?: string }): void
  slot(key: SlotKey): Slot | undefined
  recordSlot(key: SlotKey, slot: Slot): void
}

export function createLinesRepository(db: Database): LinesRepository {
  const list = db.prepare(
    'SELECT * FROM network_lines WHERE account_id = ? ORDER BY last_used_at IS NULL, last_used_at DESC, name, line_code',
  )
  const remember = db.prepare(
    `INSERT INTO network_lines (account_id, line_code, name, last_used_at) VALUES (:account, :code, COALESCE(:name, :code), :used)
     ON CONFLICT DO UPDATE SET name = COALESCE(:name, name), last_used_at = COALESCE(:used, last_used_at)`,
  )
  const slot = db.prepare('SELECT * FROM network_slots WHERE host = ? AND line_code = ? AND user_id = ?')
  const record = db.prepare(
    `INSERT INTO network_slots (host, line_code, user_id, last_sent_at, unlimited) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET last_sent_at = excluded.last_sent_at, unlimited = excluded.unlimited`,
  )
  return {
    list: (accountId) =>
      list.all(accountId).map((row) => ({
        lineCode: text(row, 'line_code'),
        name: text(row, 'name'),
        lastUsedAt: optionalText(row, 'last_used_at'),
      })),
    remember(accountId, line) {
      remember.run({ account: accountId, code: line.lineCode, name: line.name ?? null, used: line.usedAt ?? null })
    },
    slot(key) {
      const row = slot.get(key.host, key.lineCode, key.userId)
      return row === undefined
        ? undefined
        : { lastSentAt: text(row, 'last_sent_at'), unlimited: flag(row, 'unlimited') }
    },
    recordSlot(key, value) {
      record.run(key.host, key.lineCode, key.userId, value.lastSentAt, Number(value.unlimited))
    },
  }
}
