// What has not ended yet, in memory: the scheduler looks at all of it at each step, so it is read from disk only once,
// light columns only, and kept in step with what the repository writes.
import type { Schedulable } from '../../shared/domain/outbox-plan'
import type { OutboxState } from '../../shared/domain/states'
import { msOf } from '../../shared/domain/time'
import type { Database } from './database'
import type { OutboxRecord } from './outbox-rows'
import { integer, optionalText, text, type Row } from './rows'

export interface UnfinishedItems {
  /** In journal order. The same array until something changes it: look, do not keep. */
  all(): readonly Schedulable[]
  /** After the item was written with its number in the journal, where that is known. */
  put(item: OutboxRecord, seq?: number): void
}

type Entry = Schedulable & { readonly seq: number }

const STATES: ReadonlySet<OutboxState> = new Set(['held', 'queued', 'sending'])

export function createUnfinishedItems(db: Database): UnfinishedItems {
  const read = db.prepare(
    `SELECT seq, id, account_id, target_key, state, held_until, not_before, next_attempt_at, created_at, updated_at,
       confirmed_at, stale_since
     FROM outbox WHERE state IN ('held', 'queued', 'sending') ORDER BY seq`,
  )
  const seqOf = db.prepare('SELECT seq FROM outbox WHERE id = ?')
  let entries: Entry[] | undefined
  let seqs = new Map<string, number>()
  // What was put in within a transaction that was rolled back never was: read again.
  db.onRollback(() => {
    entries = undefined
  })
  const load = (): Entry[] => {
    const found = read.all().map(entryFromRow)
    seqs = new Map(found.map(({ id, seq }) => [id, seq]))
    return found
  }
  return {
    all: () => (entries ??= load()),
    put(item, given) {
      if (entries === undefined) return
      const known = seqs.get(item.id)
      const stays = STATES.has(item.state)
      if (known === undefined && !stays) return
      const seq = known ?? given ?? seqOnDisk(seqOf.get(item.id))
      if (seq === undefined) return
      if (stays) seqs.set(item.id, seq)
      else seqs.delete(item.id)
      const entry = stays ? [{ ...toSchedulable(item), seq }] : []
      entries.splice(placeOf(entries, seq), known === undefined ? 0 : 1, ...entry)
    },
  }
}

/** Where the entry with this number stands, or would. */
function placeOf(entries: readonly Entry[], seq: number): number {
  let low = 0
  let high = entries.length
  if ((entries.at(-1)?.seq ?? -1) < seq) return high
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.seq ?? Infinity) < seq) low = middle + 1
    else high = middle
  }
  return low
}

function toSchedulable(item: OutboxRecord): Schedulable {
  return {
    id: item.id,
    accountId: item.accountId,
    targetKey: item.targetKey,
    state: item.state,
    createdAt: Date.parse(item.createdAt),
    heldUntil: msOf(item.heldUntil),
    notBefore: msOf(item.notBefore),
    nextAttemptAt: msOf(item.nextAttemptAt),
    updatedAt: Date.parse(item.updatedAt),
    confirmedAt: msOf(item.confirmedAt),
    stale: item.staleSince !== undefined,
  }
}

function entryFromRow(row: Row): Entry {
  return {
    seq: integer(row, 'seq'),
    id: text(row, 'id'),
    accountId: text(row, 'account_id'),
    targetKey: text(row, 'target_key'),
    state: text(row, 'state') as OutboxState,
    createdAt: Date.parse(text(row, 'created_at')),
    heldUntil: msOf(optionalText(row, 'held_until')),
    notBefore: msOf(optionalText(row, 'not_before')),
    nextAttemptAt: msOf(optionalText(row, 'next_attempt_at')),
    updatedAt: Date.parse(text(row, 'updated_at')),
    confirmedAt: msOf(optionalText(row, 'confirmed_at')),
    stale: optionalText(row, 'stale_since') !== undefined,
  }
}

function seqOnDisk(row: Row | undefined): number | undefined {
  return row === undefined ? undefined : integer(row, 'seq')
}
