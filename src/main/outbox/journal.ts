// The outbox journal: every step is committed here before the effect it announces, and told to the windows after.
import type { ErrorCode } from '../../shared/contract/errors'
import type { OutboxItem } from '../../shared/contract/outbox'
import { canOutboxMove } from '../../shared/domain/outbox-machine'
import type { OutboxState } from '../../shared/domain/states'
import { isoAt } from '../../shared/domain/time'
import type { Attempt } from '../store/outbox-repository'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'

export interface OutboxJournal {
  add(record: OutboxRecord): OutboxRecord
  /** Moves along an arrow of the state machine; anything else is a bug and throws. */
  move(record: OutboxRecord, to: OutboxState, patch?: Partial<OutboxRecord>): OutboxRecord
  /** `sending`, with its attempt, before the socket opens. */
  begin(record: OutboxRecord): OutboxRecord
  /** The attempt's outcome and the item's next state, in one step. */
  finish(
    record: OutboxRecord,
    outcome: { attempt: NonNullable<Attempt['outcome']>; code?: ErrorCode | undefined },
    next: { to: OutboxState; patch?: Partial<OutboxRecord>; also?: () => void },
  ): OutboxRecord
  note(record: OutboxRecord, patch: Partial<OutboxRecord>): OutboxRecord
  unfinished(): OutboxRecord[]
}

export function createOutboxJournal({
  store,
  emit,
  clock,
}: Pick<OutboxDeps, 'store' | 'emit' | 'clock'>): OutboxJournal {
  const tell = (record: OutboxRecord): OutboxRecord => {
    emit('outbox.changed', { upsert: [presentItem(record)], remove: [] })
    return record
  }
  const moved = (record: OutboxRecord, to: OutboxState, patch: Partial<OutboxRecord> = {}): OutboxRecord =>
    movedRecord(record, to, { ...patch, updatedAt: isoAt(clock()) })
  return {
    add(record) {
      store.outbox.insert(record)
      return tell(record)
    },
    move(record, to, patch) {
      const next = moved(record, to, patch)
      store.outbox.update(next)
      return tell(next)
    },
    begin(record) {
      const attempts = record.attempts + 1
      const next = moved(record, 'sending', { attempts, nextAttemptAt: undefined, evidence: undefined })
      store.transaction(() => {
        store.outbox.update(next)
        store.outbox.saveAttempt(record.id, { attempt: attempts, startedAt: next.updatedAt })
      })
      return tell(next)
    },
    finish(record, outcome, { to, patch, also }) {
      const next = moved(record, to, patch)
      const startedAt = store.outbox.attempts(record.id).at(-1)?.startedAt ?? record.updatedAt
      const ended = { finishedAt: next.updatedAt, outcome: outcome.attempt, code: outcome.code }
      store.transaction(() => {
        store.outbox.saveAttempt(record.id, { attempt: record.attempts, startedAt, ...ended })
        store.outbox.update(next)
        also?.()
      })
      return tell(next)
    },
    note(record, patch) {
      const next = { ...record, ...patch }
      store.outbox.update(next)
      return tell(next)
    },
    unfinished: () => store.outbox.list({ states: ['held', 'queued', 'sending'] }),
  }
}

function movedRecord(record: OutboxRecord, to: OutboxState, patch: Partial<OutboxRecord>): OutboxRecord {
  if (!canOutboxMove(record.state, to)) throw new Error(`no arrow from ${record.state} to ${to}`)
  return { ...record, reason: undefined, ...patch, state: to }
}

export function presentItem(record: OutboxRecord): OutboxItem {
  const { targetKey: _key, host: _host, nextAttemptAt: _next, serverId: _server, ...item } = record
  return item
}
