// The outbox journal: every step is committed before its effect, and the windows are told after the commit.
import type { ErrorCode } from '../../shared/contract/errors'
import type { OutboxAttempt, OutboxItem } from '../../shared/contract/outbox'
import { canOutboxMove } from '../../shared/domain/outbox-machine'
import type { OutboxState } from '../../shared/domain/states'
import { isoAt } from '../../shared/domain/time'
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
    outcome: { attempt: NonNullable<OutboxAttempt['outcome']>; code?: ErrorCode | undefined },
    next: { to: OutboxState; patch?: Partial<OutboxRecord>; also?: () => void },
  ): OutboxRecord
  /** Changes what is noted about an item that stays in its state. */
  note(record: OutboxRecord, patch: Partial<OutboxRecord>): OutboxRecord
  /** Removes what is sent or cancelled, and answers the ids. */
  remove(ids: readonly string[]): string[]
  /** All the steps in `work` in one commit, and the windows are told of them at once; when it throws, nothing of it stays. */
  together<T>(work: () => T): T
}

type JournalDeps = Pick<OutboxDeps, 'store' | 'emit' | 'clock' | 'crashPoint'>

export function createOutboxJournal(deps: JournalDeps): OutboxJournal {
  const { store, clock, crashPoint } = deps
  const { together, written, gone } = createCommits(deps)
  const update = (record: OutboxRecord): void => {
    store.outbox.update(record)
  }
  const insert = (record: OutboxRecord): void => {
    store.outbox.insert(record)
  }
  const moved = (record: OutboxRecord, to: OutboxState, patch: Partial<OutboxRecord> = {}): OutboxRecord =>
    movedRecord(record, to, { ...patch, updatedAt: isoAt(clock()) })
  return {
    together,
    add: (record) => written(record, insert),
    move: (record, to, patch) => written(moved(record, to, patch), update),
    note: (record, patch) => written({ ...record, ...patch }, update),
    begin(record) {
      const attempts = record.attempts + 1
      const next = moved(record, 'sending', { attempts, nextAttemptAt: undefined, evidence: undefined })
      return written(next, () => {
        store.outbox.update(next)
        crashPoint('outbox.duringSendingCommit')
        store.outbox.saveAttempt(record.id, { attempt: attempts, startedAt: next.updatedAt })
      })
    },
    finish(record, outcome, { to, patch, also }) {
      const next = moved(record, to, patch)
      const startedAt = store.outbox.attempts(record.id).at(-1)?.startedAt ?? record.updatedAt
      const ended = { finishedAt: next.updatedAt, outcome: outcome.attempt, code: outcome.code }
      return written(next, () => {
        store.outbox.saveAttempt(record.id, { attempt: record.attempts, startedAt, ...ended })
        crashPoint('outbox.duringOutcomeCommit')
        store.outbox.update(next)
        also?.()
      })
    },
    remove: (ids) =>
      together(() => {
        const removed = store.outbox.remove(ids)
        for (const id of removed) gone(id)
        return removed
      }),
  }
}

/** Commits, each told to the windows as one change once it is on disk. */
function createCommits({ store, emit }: JournalDeps) {
  let news: { readonly upsert: Map<string, OutboxRecord>; readonly remove: Set<string> } | undefined
  function together<T>(work: () => T): T {
    if (news !== undefined) return work()
    const { upsert, remove } = (news = { upsert: new Map(), remove: new Set() })
    let result: T
    try {
      result = store.transaction(work)
    } finally {
      news = undefined
    }
    if (upsert.size + remove.size > 0)
      emit('outbox.changed', { upsert: [...upsert.values()].map(presentItem), remove: [...remove] })
    return result
  }
  return {
    together,
    written: (record: OutboxRecord, write: (record: OutboxRecord) => void): OutboxRecord =>
      together(() => {
        write(record)
        news?.upsert.set(record.id, record)
        return record
      }),
    gone(id: string): void {
      news?.remove.add(id)
    },
  }
}

function movedRecord(record: OutboxRecord, to: OutboxState, patch: Partial<OutboxRecord>): OutboxRecord {
  if (!canOutboxMove(record.state, to)) throw new Error(`no arrow from ${record.state} to ${to}`)
  return { ...record, reason: undefined, staleSince: undefined, ...patch, state: to }
}

export function presentItem(record: OutboxRecord): OutboxItem {
  const { targetKey: _key, host: _host, serverId: _server, ...kept } = record
  const { staleSince, confirmedAt: _confirmed, ...item } = kept
  return staleSince === undefined ? item : { ...item, stale: true }
}
