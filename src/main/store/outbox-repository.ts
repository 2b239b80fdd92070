// The outbox journal: items in the order they were written, and every attempt at sending them.
import type { OutboxState } from '../../shared/domain/states'
import type { Database } from './database'
import { changingColumns, fixedColumns, outboxFromRow, type OutboxRecord } from './outbox-rows'
import { integer, optionalText, orNull, text, type Row } from './rows'

export interface Attempt {
  readonly attempt: number
  readonly startedAt: string
  readonly finishedAt?: string | undefined
  readonly outcome?: 'sent' | 'failed' | 'unknown' | undefined
  readonly code?: string | undefined
}

export interface OutboxRepository {
  /** In journal order; all accounts and states when not given. */
  list(filter?: {
    accountIds?: readonly string[] | undefined
    states?: readonly OutboxState[] | undefined
  }): OutboxRecord[]
  get(id: string): OutboxRecord | undefined
  insert(item: OutboxRecord): void
  update(item: OutboxRecord): void
  attempts(id: string): Attempt[]
  saveAttempt(id: string, attempt: Attempt): void
  /** Removes what is over and done with for an account that goes, and answers the ids; items failed for the reason `except` stay. */
  removeFinished(accountId: string, except: string): string[]
}

const INSERT = `INSERT INTO outbox (id, account_id, host, target, target_key, target_title, text, attach, keyboard, url_preview,
       state, reason, evidence_at, evidence_phase, evidence_code, attempts, held_until, not_before, next_attempt_at,
       sent_at, server_id, created_at, updated_at)
     VALUES (:id, :accountId, :host, :target, :targetKey, :targetTitle, :text, :attach, :keyboard, :urlPreview,
       :state, :reason, :evidenceAt, :evidencePhase, :evidenceCode, :attempts, :heldUntil, :notBefore, :nextAttemptAt,
       :sentAt, :serverId, :createdAt, :updatedAt)`

const UPDATE = `UPDATE outbox SET state = :state, reason = :reason, evidence_at = :evidenceAt, evidence_phase = :evidencePhase,
       evidence_code = :evidenceCode, attempts = :attempts, held_until = :heldUntil, not_before = :notBefore,
       next_attempt_at = :nextAttemptAt, sent_at = :sentAt, server_id = :serverId, updated_at = :updatedAt
     WHERE id = :id`

export function createOutboxRepository(db: Database): OutboxRepository {
  const list = db.prepare(
    `SELECT * FROM outbox
     WHERE (:accounts IS NULL OR account_id IN (SELECT value FROM json_each(:accounts)))
       AND (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))
     ORDER BY seq`,
  )
  const one = db.prepare('SELECT * FROM outbox WHERE id = ?')
  const insert = db.prepare(INSERT)
  const update = db.prepare(UPDATE)
  const attempts = db.prepare('SELECT * FROM outbox_attempts WHERE item_id = ? ORDER BY attempt')
  const saveAttempt = db.prepare(
    `INSERT INTO outbox_attempts (item_id, attempt, started_at, finished_at, outcome, code) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET finished_at = excluded.finished_at, outcome = excluded.outcome, code = excluded.code`,
  )
  const removeFinished = db.prepare(
    `DELETE FROM outbox WHERE account_id = ? AND state IN ('sent', 'cancelled', 'failed') AND reason IS NOT ? RETURNING id`,
  )
  return {
    list: (filter = {}) =>
      list
        .all({
          accounts: filter.accountIds === undefined ? null : JSON.stringify(filter.accountIds),
          states: filter.states === undefined ? null : JSON.stringify(filter.states),
        })
        .map(outboxFromRow),
    get(id) {
      const row = one.get(id)
      return row === undefined ? undefined : outboxFromRow(row)
    },
    insert(item) {
      insert.run({ ...fixedColumns(item), ...changingColumns(item) })
    },
    update(item) {
      update.run(changingColumns(item))
    },
    attempts: (id) => attempts.all(id).map(attemptFromRow),
    saveAttempt(id, attempt) {
      saveAttempt.run(
        id,
        attempt.attempt,
        attempt.startedAt,
        orNull(attempt.finishedAt),
        orNull(attempt.outcome),
        orNull(attempt.code),
      )
    },
    removeFinished: (accountId, except) => removeFinished.all(accountId, except).map((row) => text(row, 'id')),
  }
}

function attemptFromRow(row: Row): Attempt {
  return {
    attempt: integer(row, 'attempt'),
    startedAt: text(row, 'started_at'),
    finishedAt: optionalText(row, 'finished_at'),
    outcome: optionalText(row, 'outcome') as Attempt['outcome'],
    code: optionalText(row, 'code'),
  }
}
