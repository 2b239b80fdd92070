// Drafts: what a composer held, per account and target.
import type { AccountId } from '../../shared/contract/common'
import type { Draft } from '../../shared/contract/drafts'
import type { Database } from './database'
import { json, text } from './rows'

export interface DraftsRepository {
  /** Newest first. */
  list(): Draft[]
  save(draft: Draft): void
  remove(accountId: AccountId, targetKey: string): void
}

export function createDraftsRepository(db: Database): DraftsRepository {
  const all = db.prepare('SELECT * FROM drafts ORDER BY updated_at DESC, account_id, target_key')
  const upsert = db.prepare(
    `INSERT INTO drafts (account_id, target_key, body, updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
  )
  const remove = db.prepare('DELETE FROM drafts WHERE account_id = ? AND target_key = ?')
  return {
    list: () =>
      all.all().map((row) => ({
        accountId: text(row, 'account_id') as AccountId,
        targetKey: text(row, 'target_key'),
        body: json(row, 'body'),
        updatedAt: text(row, 'updated_at'),
      })),
    save(draft) {
      upsert.run(draft.accountId, draft.targetKey, JSON.stringify(draft.body), draft.updatedAt)
    },
    remove(accountId, targetKey) {
      remove.run(accountId, targetKey)
    },
  }
}
