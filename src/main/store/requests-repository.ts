// The journal of join requests. A state is never overwritten: each change adds a line to the history.
import type { AccountId } from '../../shared/contract/common'
import type { JoinRequest } from '../../shared/contract/requests'
import type { Database } from './database'
import { flag, optionalText, orNull, text, type Row } from './rows'

/** A stored request: what the contract shows, and the link it was asked with. */
export interface JoinRequestRecord extends JoinRequest {
  readonly link?: string | undefined
}

export interface RequestsRepository {
  /** Newest first; all accounts when `accountIds` is absent. */
  list(filter?: { accountIds?: readonly string[] | undefined; states?: readonly string[] }): JoinRequestRecord[]
  get(id: string): JoinRequestRecord | undefined
  /** Writes the row as given, history included, in one transaction. */
  save(request: JoinRequestRecord): void
  remove(id: string): void
}

export function createRequestsRepository(db: Database): RequestsRepository {
  const list = db.prepare(
    `SELECT * FROM join_requests
     WHERE (:accounts IS NULL OR account_id IN (SELECT value FROM json_each(:accounts)))
       AND (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))
     ORDER BY created_at DESC, rowid DESC`,
  )
  const one = db.prepare('SELECT * FROM join_requests WHERE id = ?')
  const history = db.prepare('SELECT * FROM join_request_history WHERE request_id = ? ORDER BY seq')
  const save = db.prepare(
    `INSERT INTO join_requests (id, account_id, group_id, link, link_code, group_name, message, state, reason,
       can_withdraw, created_at, updated_at, checked_at)
     VALUES (:id, :accountId, :groupId, :link, :linkCode, :groupName, :message, :state, :reason,
       :canWithdraw, :createdAt, :updatedAt, :checkedAt)
     ON CONFLICT (id) DO UPDATE SET group_id = excluded.group_id, link = excluded.link, link_code = excluded.link_code,
       group_name = excluded.group_name, state = excluded.state, reason = excluded.reason,
       can_withdraw = excluded.can_withdraw, updated_at = excluded.updated_at, checked_at = excluded.checked_at`,
  )
  const addHistory = db.prepare(
    'INSERT OR IGNORE INTO join_request_history (request_id, seq, at, state, reason) VALUES (?, ?, ?, ?, ?)',
  )
  const remove = db.prepare('DELETE FROM join_requests WHERE id = ?')
  const read = (row: Row): JoinRequestRecord => fromRow(row, history.all(text(row, 'id')))
  return {
    list: (filter = {}) =>
      list.all({ accounts: listParameter(filter.accountIds), states: listParameter(filter.states) }).map(read),
    get(id) {
      const row = one.get(id)
      return row === undefined ? undefined : read(row)
    },
    save(request) {
      db.transaction(() => {
        save.run(toRow(request))
        for (const [seq, line] of request.history.entries()) {
          addHistory.run(request.id, seq, line.at, line.state, orNull(line.reason))
        }
      })
    },
    remove(id) {
      remove.run(id)
    },
  }
}

function listParameter(values: readonly string[] | undefined): string | null {
  return values === undefined ? null : JSON.stringify(values)
}

function toRow(request: JoinRequestRecord): Record<string, string | number | null> {
  return {
    id: request.id,
    accountId: request.accountId,
    groupId: orNull(request.groupId),
    link: orNull(request.link),
    linkCode: orNull(request.linkCode),
    groupName: request.groupName,
    message: orNull(request.message),
    state: request.state,
    reason: orNull(request.reason),
    canWithdraw: Number(request.canWithdraw),
    createdAt: request.createdAt,
    updatedAt: request.updatedAt,
    checkedAt: orNull(request.checkedAt),
  }
}

function fromRow(row: Row, history: readonly Row[]): JoinRequestRecord {
  return {
    id: text(row, 'id'),
    accountId: text(row, 'account_id') as AccountId,
    groupId: optionalText(row, 'group_id'),
    link: optionalText(row, 'link'),
    linkCode: optionalText(row, 'link_code'),
    groupName: text(row, 'group_name'),
    message: optionalText(row, 'message'),
    state: text(row, 'state') as JoinRequest['state'],
    reason: optionalText(row, 'reason') as JoinRequest['reason'],
    createdAt: text(row, 'created_at'),
    updatedAt: text(row, 'updated_at'),
    checkedAt: optionalText(row, 'checked_at'),
    canWithdraw: flag(row, 'can_withdraw'),
    history: history.map((line) => ({
      at: text(line, 'at'),
      state: text(line, 'state') as JoinRequest['state'],
      reason: optionalText(line, 'reason') as JoinRequest['reason'],
    })),
  }
}
