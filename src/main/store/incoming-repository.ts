// Requests of others to enter groups of mine, as last seen, each with my decision about it.
import type { SQLInputValue } from 'node:sqlite'
import type { AccountId } from '../../shared/contract/common'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import type { Database } from './database'
import { optionalText, orNull, text, type Row } from './rows'

export interface IncomingRepository {
  /** Those first asked first; all accounts when `accountIds` is absent. */
  list(filter?: {
    accountIds?: readonly string[] | undefined
    states?: readonly IncomingRequest['state'][]
  }): IncomingRequest[]
  get(accountId: AccountId, requestId: string): IncomingRequest | undefined
  /** Writes the row as given. */
  save(request: IncomingRequest): void
  remove(accountId: AccountId, requestId: string): void
}

export function createIncomingRepository(db: Database): IncomingRepository {
  const list = db.prepare(
    `SELECT * FROM incoming_requests
     WHERE (:accounts IS NULL OR account_id IN (SELECT value FROM json_each(:accounts)))
       AND (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))
     ORDER BY asked_at IS NULL, asked_at, rowid`,
  )
  const one = db.prepare('SELECT * FROM incoming_requests WHERE account_id = ? AND request_id = ?')
  const save = db.prepare(SAVE)
  const remove = db.prepare('DELETE FROM incoming_requests WHERE account_id = ? AND request_id = ?')
  return {
    list: (filter = {}) =>
      list.all({ accounts: listParameter(filter.accountIds), states: listParameter(filter.states) }).map(fromRow),
    get(accountId, requestId) {
      const row = one.get(accountId, requestId)
      return row === undefined ? undefined : fromRow(row)
    },
    save(request) {
      save.run(toRow(request))
    },
    remove(accountId, requestId) {
      remove.run(accountId, requestId)
    },
  }
}

function listParameter(values: readonly string[] | undefined): string | null {
  return values === undefined ? null : JSON.stringify(values)
}

const SAVE = `INSERT INTO incoming_requests (account_id, request_id, group_id, group_name, user_id, user_name, user_handle,
    avatar, message, asked_at, state, decision, held_until, reason, updated_at)
  VALUES (:accountId, :requestId, :groupId, :groupName, :userId, :userName, :userHandle,
    :avatar, :message, :askedAt, :state, :decision, :heldUntil, :reason, :updatedAt)
  ON CONFLICT DO UPDATE SET group_id = excluded.group_id, group_name = excluded.group_name, user_id = excluded.user_id,
    user_name = excluded.user_name, user_handle = excluded.user_handle, avatar = excluded.avatar,
    message = excluded.message, asked_at = excluded.asked_at, state = excluded.state, decision = excluded.decision,
    held_until = excluded.held_until, reason = excluded.reason, updated_at = excluded.updated_at`

function toRow(request: IncomingRequest): Record<string, SQLInputValue> {
  return {
    accountId: request.accountId,
    requestId: request.requestId,
    groupId: request.groupId,
    groupName: request.groupName,
    userId: orNull(request.userId),
    userName: request.userName,
    userHandle: orNull(request.userHandle),
    avatar: orNull(request.avatar),
    message: orNull(request.message),
    askedAt: orNull(request.askedAt),
    state: request.state,
    decision: orNull(request.decision),
    heldUntil: orNull(request.heldUntil),
    reason: orNull(request.reason),
    updatedAt: request.updatedAt,
  }
}

function fromRow(row: Row): IncomingRequest {
  return {
    accountId: text(row, 'account_id') as AccountId,
    requestId: text(row, 'request_id'),
    groupId: text(row, 'group_id'),
    groupName: text(row, 'group_name'),
    userId: optionalText(row, 'user_id'),
    userName: text(row, 'user_name'),
    userHandle: optionalText(row, 'user_handle'),
    avatar: optionalText(row, 'avatar'),
    message: optionalText(row, 'message'),
    askedAt: optionalText(row, 'asked_at'),
    state: text(row, 'state') as IncomingRequest['state'],
    decision: optionalText(row, 'decision') as IncomingRequest['decision'],
    heldUntil: optionalText(row, 'held_until'),
    reason: optionalText(row, 'reason') as IncomingRequest['reason'],
    updatedAt: text(row, 'updated_at'),
  }
}
