// How far the reading of each account's groups has come, and what it has to know of the groups that are held.
import type { AccountId } from '../../shared/contract/common'
import type { SyncState } from '../../shared/contract/groups'
import type { Relation } from '../../shared/domain/states'
import type { Database } from './database'
import { integer, optionalInteger, optionalText, orNull, text, type Row } from './rows'

export interface StoredSync extends SyncState {
  /** Number of the last full reading, finished or not; kept with every group it brought. */
  readonly run: number
  /** Where the next reading goes on, in the network's own words. */
  readonly cursor?: string | undefined
  /** When a full reading last came to its end. */
  readonly fullAt?: string | undefined
}

export interface SyncRepository {
  get(accountId: AccountId): StoredSync | undefined
  save(sync: StoredSync): void
  countGroups(accountId: AccountId): number
  countSeen(accountId: AccountId, run: number): number
  /** The groups I am something to, with what. */
  related(accountId: AccountId): Map<string, Relation>
  among(accountId: AccountId, groupIds: readonly string[]): Set<string>
  /** Ids in the order of their text, after this one: '' for the first. */
  idsAfter(accountId: AccountId, after: string, limit: number): string[]
  /** Ids of groups that came with no reading since `run`. */
  unseen(accountId: AccountId, run: number, limit: number): string[]
}

export function createSyncRepository(db: Database): SyncRepository {
  const one = db.prepare('SELECT * FROM group_sync WHERE account_id = ?')
  const save = db.prepare(SAVE)
  const held = db.prepare('SELECT COUNT(*) AS n FROM groups WHERE account_id = ?')
  const seen = db.prepare('SELECT COUNT(*) AS n FROM groups WHERE account_id = ? AND sync_run >= ?')
  const related = db.prepare(`SELECT group_id, relation FROM groups WHERE relation <> 'none' AND account_id = ?`)
  const among = db.prepare(
    'SELECT group_id FROM groups WHERE account_id = ? AND group_id IN (SELECT value FROM json_each(?))',
  )
  const after = db.prepare(
    'SELECT group_id FROM groups WHERE account_id = ? AND group_id > ? ORDER BY group_id LIMIT ?',
  )
  const unseen = db.prepare('SELECT group_id FROM groups WHERE account_id = ? AND sync_run < ? LIMIT ?')
  const idOf = (row: Row): string => text(row, 'group_id')
  const count = (row: Row | undefined): number => (row === undefined ? 0 : integer(row, 'n'))
  return {
    get(accountId) {
      const row = one.get(accountId)
      return row === undefined ? undefined : syncFromRow(row)
    },
    save(sync) {
      save.run(
        sync.accountId,
        sync.run,
        sync.state,
        sync.loaded,
        orNull(sync.total),
        orNull(sync.finishedAt),
        orNull(sync.reason),
        orNull(sync.mode),
        orNull(sync.cursor),
        orNull(sync.fullAt),
      )
    },
    countGroups: (accountId) => count(held.get(accountId)),
    countSeen: (accountId, run) => count(seen.get(accountId, run)),
    related: (accountId) =>
      new Map(related.all(accountId).map((row) => [idOf(row), text(row, 'relation') as Relation])),
    among: (accountId, groupIds) => new Set(among.all(accountId, JSON.stringify(groupIds)).map(idOf)),
    idsAfter: (accountId, from, limit) => after.all(accountId, from, limit).map(idOf),
    unseen: (accountId, run, limit) => unseen.all(accountId, run, limit).map(idOf),
  }
}

const SAVE = `INSERT INTO group_sync
    (account_id, run, state, loaded, total, finished_at, reason, mode, cursor, full_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET run = excluded.run, state = excluded.state, loaded = excluded.loaded,
    total = excluded.total, finished_at = excluded.finished_at, reason = excluded.reason, mode = excluded.mode,
    cursor = excluded.cursor, full_at = excluded.full_at`

function syncFromRow(row: Row): StoredSync {
  return {
    accountId: text(row, 'account_id') as AccountId,
    run: integer(row, 'run'),
    state: text(row, 'state') as SyncState['state'],
    loaded: integer(row, 'loaded'),
    total: optionalInteger(row, 'total'),
    finishedAt: optionalText(row, 'finished_at'),
    reason: optionalText(row, 'reason') as SyncState['reason'],
    mode: optionalText(row, 'mode') as SyncState['mode'],
    cursor: optionalText(row, 'cursor'),
    fullAt: optionalText(row, 'full_at'),
  }
}
