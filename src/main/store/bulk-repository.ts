// Askings of several groups: what was asked for, and what became of each group. Only the newest one is of interest.
import type { AccountId } from '../../shared/contract/common'
import type { BulkAsk } from '../../shared/contract/requests'
import type { Database } from './database'
import { optionalText, orNull, text, type Row } from './rows'

/** A stored asking: what the contract shows, and the message with its variables as typed. */
export interface BulkRecord extends BulkAsk {
  readonly message?: string | undefined
}

export type BulkItem = BulkAsk['items'][number]

export interface BulkRepository {
  /** The newest, running or not. */
  latest(): BulkRecord | undefined
  get(id: string): BulkRecord | undefined
  /** Adds a new one and forgets those before it. */
  add(bulk: BulkRecord): void
  /** Writes the state, and every item's. */
  save(bulk: BulkRecord): void
}

export function createBulkRepository(db: Database): BulkRepository {
  const latest = db.prepare('SELECT * FROM bulk_asks ORDER BY seq DESC LIMIT 1')
  const one = db.prepare('SELECT * FROM bulk_asks WHERE id = ?')
  const itemsOf = db.prepare('SELECT * FROM bulk_ask_items WHERE bulk_id = ? ORDER BY seq')
  const forget = db.prepare('DELETE FROM bulk_asks')
  const add = db.prepare('INSERT INTO bulk_asks (id, state, message, created_at) VALUES (?, ?, ?, ?)')
  const setState = db.prepare('UPDATE bulk_asks SET state = ? WHERE id = ?')
  const saveItem = db.prepare(
    `INSERT INTO bulk_ask_items (bulk_id, seq, account_id, group_id, group_name, state, reason, request_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state, reason = excluded.reason, request_id = excluded.request_id`,
  )
  const read = (row: Row | undefined): BulkRecord | undefined =>
    row === undefined ? undefined : fromRow(row, itemsOf.all(text(row, 'id')))
  const saveItems = ({ id, items }: BulkRecord): void => {
    for (const [seq, item] of items.entries()) {
      const { accountId, groupId, groupName, state, reason, requestId } = item
      saveItem.run(id, seq, accountId, groupId, groupName, state, orNull(reason), orNull(requestId))
    }
  }
  return {
    latest: () => read(latest.get()),
    get: (id) => read(one.get(id)),
    add(bulk) {
      db.transaction(() => {
        forget.run()
        add.run(bulk.id, bulk.state, orNull(bulk.message), bulk.createdAt)
        saveItems(bulk)
      })
    },
    save(bulk) {
      db.transaction(() => {
        setState.run(bulk.state, bulk.id)
        saveItems(bulk)
      })
    },
  }
}

function fromRow(row: Row, items: readonly Row[]): BulkRecord {
  return {
    id: text(row, 'id'),
    state: text(row, 'state') as BulkAsk['state'],
    message: optionalText(row, 'message'),
    createdAt: text(row, 'created_at'),
    items: items.map(itemFromRow),
  }
}

function itemFromRow(row: Row): BulkItem {
  return {
    accountId: text(row, 'account_id') as AccountId,
    groupId: text(row, 'group_id'),
    groupName: text(row, 'group_name'),
    state: text(row, 'state') as BulkItem['state'],
    reason: optionalText(row, 'reason') as BulkItem['reason'],
    requestId: optionalText(row, 'request_id'),
  }
}
