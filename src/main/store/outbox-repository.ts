// The outbox journal: items in the order they were written, and every attempt at sending them.
import type { OutboxAttempt } from '../../shared/contract/outbox'
import type { Schedulable } from '../../shared/domain/outbox-plan'
import { OUTBOX_STATES, type OutboxState } from '../../shared/domain/states'
import type { Database } from './database'
import { FILTER, defineWordSearch, filterValues, type OutboxFilter } from './outbox-filter'
import { changingColumns, fixedColumns, outboxFromRow, type OutboxRecord } from './outbox-rows'
import { createUnfinishedItems } from './outbox-unfinished'
import { integer, optionalText, orNull, text, type Row } from './rows'

export interface OutboxPage extends OutboxFilter {
  readonly newestFirst?: boolean | undefined
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

export type OutboxCounts = Readonly<Record<OutboxState | 'stale', number>>

export interface OutboxRepository {
  /** In journal order unless asked otherwise; all that match when no limit is given. */
  list(page?: OutboxPage): OutboxRecord[]
  counts(filter: OutboxFilter): OutboxCounts
  /** How many wait for the user's word, by account: failed, undecided, or queued for so long that they ask first. */
  needing(): ReadonlyMap<string, number>
  get(id: string): OutboxRecord | undefined
  /** What the scheduler needs of everything that has not ended, in journal order. From memory. */
  unfinished(): readonly Schedulable[]
  insert(item: OutboxRecord): void
  update(item: OutboxRecord): void
  /** First to last. */
  attempts(id: string): OutboxAttempt[]
  saveAttempt(id: string, attempt: OutboxAttempt): void
  /** The service's ids of the others sent to the same target since `since` (ISO). */
  otherServerIds(item: Pick<OutboxRecord, 'id' | 'accountId' | 'targetKey'>, since: string): string[]
  /** Those of the given items that are there, each once, in journal order. */
  inOrder(ids: readonly string[]): string[]
  /** Removes those of the given items that are sent or cancelled, with their attempts, and answers which. */
  remove(ids: readonly string[]): string[]
  /** Removes what is over and done with for an account that goes, and answers the ids; items failed for the reason `except` stay. */
  removeFinished(accountId: string, except: string): string[]
}

const INSERT = `INSERT INTO outbox (id, account_id, host, target, target_key, target_title, text, attach, keyboard, url_preview,
       file_id, file_name, file_size, batch_id, state, reason, evidence_at, evidence_phase, evidence_code, evidence_found, evidence_read_at, attempts,
       held_until, not_before, next_attempt_at, sent_at, server_id, stale_since, confirmed_at, created_at, updated_at)
     VALUES (:id, :accountId, :host, :target, :targetKey, :targetTitle, :text, :attach, :keyboard, :urlPreview,
       :fileId, :fileName, :fileSize, :batchId, :state, :reason, :evidenceAt, :evidencePhase, :evidenceCode, :evidenceFound, :evidenceReadAt, :attempts,
       :heldUntil, :notBefore, :nextAttemptAt, :sentAt, :serverId, :staleSince, :confirmedAt, :createdAt, :updatedAt)`

const UPDATE = `UPDATE outbox SET state = :state, reason = :reason, evidence_at = :evidenceAt, evidence_phase = :evidencePhase,
       evidence_code = :evidenceCode, evidence_found = :evidenceFound, evidence_read_at = :evidenceReadAt, attempts = :attempts,
       held_until = :heldUntil, not_before = :notBefore, next_attempt_at = :nextAttemptAt, sent_at = :sentAt,
       server_id = :serverId, stale_since = :staleSince, confirmed_at = :confirmedAt, updated_at = :updatedAt
     WHERE id = :id`

const SAVE_ATTEMPT = `INSERT INTO outbox_attempts (item_id, attempt, started_at, finished_at, outcome, code) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET finished_at = excluded.finished_at, outcome = excluded.outcome, code = excluded.code`

const OTHERS = `SELECT server_id FROM outbox WHERE state = 'sent' AND account_id = ? AND target_key = ? AND sent_at >= ?
       AND id <> ? AND server_id IS NOT NULL`

const IN_ORDER = 'SELECT id FROM outbox WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq'

const REMOVE = `DELETE FROM outbox
     WHERE id IN (SELECT value FROM json_each(?)) AND state IN ('sent', 'cancelled') RETURNING id`

const REMOVE_FINISHED = `DELETE FROM outbox
     WHERE account_id = ? AND state IN ('sent', 'cancelled', 'failed') AND reason IS NOT ? RETURNING id`

export function createOutboxRepository(db: Database): OutboxRepository {
  const unfinished = createUnfinishedItems(db)
  const one = db.prepare('SELECT * FROM outbox WHERE id = ?')
  const insert = db.prepare(INSERT)
  const update = db.prepare(UPDATE)
  const attempts = db.prepare('SELECT * FROM outbox_attempts WHERE item_id = ? ORDER BY attempt')
  const saveAttempt = db.prepare(SAVE_ATTEMPT)
  const others = db.prepare(OTHERS)
  const inOrder = db.prepare(IN_ORDER)
  const remove = db.prepare(REMOVE)
  const removeFinished = db.prepare(REMOVE_FINISHED)
  return {
    ...createReading(db),
    get(id) {
      const row = one.get(id)
      return row === undefined ? undefined : outboxFromRow(row)
    },
    unfinished: unfinished.all,
    insert(item) {
      const { lastInsertRowid } = insert.run({ ...fixedColumns(item), ...changingColumns(item) })
      unfinished.put(item, Number(lastInsertRowid))
    },
    update(item) {
      update.run(changingColumns(item))
      unfinished.put(item)
    },
    attempts: (id) => attempts.all(id).map(attemptFromRow),
    saveAttempt(id, { attempt, startedAt, finishedAt, outcome, code }) {
      saveAttempt.run(id, attempt, startedAt, orNull(finishedAt), orNull(outcome), orNull(code))
    },
    otherServerIds: ({ id, accountId, targetKey }, since) =>
      others.all(accountId, targetKey, since, id).map((row) => text(row, 'server_id')),
    inOrder: (ids) => inOrder.all(JSON.stringify(ids)).map((row) => text(row, 'id')),
    remove: (ids) => remove.all(JSON.stringify(ids)).map((row) => text(row, 'id')),
    removeFinished: (accountId, except) => removeFinished.all(accountId, except).map((row) => text(row, 'id')),
  }
}

function createReading(db: Database): Pick<OutboxRepository, 'list' | 'counts' | 'needing'> {
  defineWordSearch(db)
  const page = (order: string) =>
    db.prepare(`SELECT * FROM outbox WHERE ${FILTER} ORDER BY ${order} LIMIT :limit OFFSET :offset`)
  const oldestFirst = page('seq')
  const newestFirst = page('seq DESC')
  const counts = db.prepare(
    `SELECT state, count(*) AS items, count(stale_since) AS stale FROM outbox WHERE ${FILTER} GROUP BY state`,
  )
  const needing = db.prepare(
    `SELECT account_id, count(*) AS items FROM outbox
     WHERE state IN ('failed', 'needsDecision') OR (state = 'queued' AND stale_since IS NOT NULL) GROUP BY account_id`,
  )
  return {
    needing: () => new Map(needing.all().map((row) => [text(row, 'account_id'), integer(row, 'items')])),
    list(asked = {}) {
      const { limit = -1, offset = 0 } = asked
      const rows = asked.newestFirst === true ? newestFirst : oldestFirst
      return rows.all({ ...filterValues(asked), limit, offset }).map(outboxFromRow)
    },
    counts(filter) {
      const found = counts.all(filterValues(filter))
      const items = new Map(found.map((row) => [text(row, 'state'), integer(row, 'items')]))
      const perState = Object.fromEntries(OUTBOX_STATES.map((state) => [state, items.get(state) ?? 0]))
      const stale = found.reduce((sum, row) => sum + integer(row, 'stale'), 0)
      return { ...(perState as Record<OutboxState, number>), stale }
    },
  }
}

function attemptFromRow(row: Row): OutboxAttempt {
  return {
    attempt: integer(row, 'attempt'),
    startedAt: text(row, 'started_at'),
    finishedAt: optionalText(row, 'finished_at'),
    outcome: optionalText(row, 'outcome') as OutboxAttempt['outcome'],
    code: optionalText(row, 'code') as OutboxAttempt['code'],
  }
}
