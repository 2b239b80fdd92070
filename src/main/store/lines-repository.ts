// Open channels one can write through (network lines) as far as this app has met them, and whose weekly slot is used.
import type { AccountId } from '../../shared/contract/common'
import type { Line } from '../../shared/contract/messages'
import type { Database } from './database'
import { flag, flagOrNull, optionalFlag, optionalText, orNull, text, type Row } from './rows'

export interface SlotKey {
  /** Portal host: accounts of one portal share its slots. */
  readonly host: string
  readonly lineCode: string
  readonly userId: string
}

export interface Slot {
  readonly lastSentAt: string
  /** The portal said that it sent the message of that time; otherwise the time is our reckoning. */
  readonly confirmed: boolean
  /** This message got through within the week of the one before, or the person says so: the portal has no limit. */
  readonly unlimited: boolean
}

export interface LinesRepository {
  /** The account's lines, last used first. */
  list(accountId: AccountId): Line[]
  get(accountId: AccountId, lineCode: string): Line | undefined
  /** Remembers a line; what is known of it is kept where nothing new is given. */
  remember(
    accountId: AccountId,
    line: { lineCode: string; name?: string | undefined; usedAt?: string; joined?: boolean },
  ): void
  forget(accountId: AccountId, lineCode: string): void
  /** Whether the portal has joined the line, for all its accounts that know it. */
  setJoined(host: string, lineCode: string, joined: boolean): void
  slot(key: SlotKey): Slot | undefined
  recordSlot(key: SlotKey, slot: Slot): void
  /** Whether this portal has no limit, as a second message within a week or the person told, and no refusal since. */
  unlimited(host: string): boolean
  /** The person says that the portal has no limit. Told of nothing where nothing is known to be used. */
  setUnlimited(host: string): void
  /** A message was refused because of the weekly limit: the portal has one. */
  setLimited(host: string): void
}

export function createLinesRepository(db: Database): LinesRepository {
  return { ...lines(db), ...slots(db) }
}

function lines(db: Database): Pick<LinesRepository, 'list' | 'get' | 'remember' | 'forget' | 'setJoined'> {
  const list = db.prepare(
    'SELECT * FROM network_lines WHERE account_id = ? ORDER BY last_used_at IS NULL, last_used_at DESC, name, line_code',
  )
  const one = db.prepare('SELECT * FROM network_lines WHERE account_id = ? AND line_code = ?')
  const remember = db.prepare(
    `INSERT INTO network_lines (account_id, line_code, name, last_used_at, joined)
       VALUES (:account, :code, COALESCE(:name, :code), :used, :joined)
     ON CONFLICT DO UPDATE SET name = COALESCE(:name, name), last_used_at = COALESCE(:used, last_used_at),
       joined = COALESCE(:joined, joined)`,
  )
  const forget = db.prepare('DELETE FROM network_lines WHERE account_id = ? AND line_code = ?')
  const setJoined = db.prepare(
    `UPDATE network_lines SET joined = :joined
     WHERE line_code = :code AND account_id IN (SELECT id FROM accounts WHERE host = :host)`,
  )
  return {
    list: (accountId) => list.all(accountId).map(lineFromRow),
    get(accountId, lineCode) {
      const row = one.get(accountId, lineCode)
      return row === undefined ? undefined : lineFromRow(row)
    },
    remember(account, { lineCode: code, name, usedAt, joined }) {
      remember.run({ account, code, name: orNull(name), used: orNull(usedAt), joined: flagOrNull(joined) })
    },
    forget(accountId, lineCode) {
      forget.run(accountId, lineCode)
    },
    setJoined(host, code, joined) {
      setJoined.run({ host, code, joined: Number(joined) })
    },
  }
}

function lineFromRow(row: Row): Line {
  return {
    lineCode: text(row, 'line_code'),
    name: text(row, 'name'),
    lastUsedAt: optionalText(row, 'last_used_at'),
    joined: optionalFlag(row, 'joined'),
  }
}

function slots(
  db: Database,
): Pick<LinesRepository, 'slot' | 'recordSlot' | 'unlimited' | 'setUnlimited' | 'setLimited'> {
  const slot = db.prepare('SELECT * FROM network_slots WHERE host = ? AND line_code = ? AND user_id = ?')
  const record = db.prepare(
    `INSERT INTO network_slots (host, line_code, user_id, last_sent_at, unlimited, confirmed) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET last_sent_at = excluded.last_sent_at, unlimited = excluded.unlimited,
       confirmed = excluded.confirmed`,
  )
  const unlimited = db.prepare('SELECT 1 FROM network_slots WHERE host = ? AND unlimited = 1 LIMIT 1')
  const free = db.prepare('UPDATE network_slots SET unlimited = 1 WHERE host = ?')
  const limited = db.prepare('UPDATE network_slots SET unlimited = 0 WHERE host = ? AND unlimited = 1')
  return {
    slot(key) {
      const row = slot.get(key.host, key.lineCode, key.userId)
      if (row === undefined) return undefined
      return {
        lastSentAt: text(row, 'last_sent_at'),
        confirmed: flag(row, 'confirmed'),
        unlimited: flag(row, 'unlimited'),
      }
    },
    recordSlot({ host, lineCode, userId }, { lastSentAt, unlimited: noLimit, confirmed }) {
      record.run(host, lineCode, userId, lastSentAt, Number(noLimit), Number(confirmed))
    },
    unlimited: (host) => unlimited.get(host) !== undefined,
    setUnlimited(host) {
      free.run(host)
    },
    setLimited(host) {
      limited.run(host)
    },
  }
}
