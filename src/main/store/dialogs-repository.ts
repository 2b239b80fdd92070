// The last known open-channel dialogs of each account: what is shown when a portal cannot be asked.
import type { AccountId } from '../../shared/contract/common'
import type { Dialog } from '../../shared/contract/openlines'
import type { Database } from './database'
import { json } from './rows'

export interface DialogsRepository {
  /** In the order of the last reading. */
  list(accountId: AccountId): Dialog[]
  /** Replaces the account's dialogs by a complete reading. */
  replaceAll(accountId: AccountId, dialogs: readonly Dialog[]): void
  /** Keeps one dialog that was read or changed alone. */
  upsert(dialog: Dialog): void
}

export function createDialogsRepository(db: Database): DialogsRepository {
  const list = db.prepare('SELECT body FROM dialogs WHERE account_id = ? ORDER BY position, chat_id')
  const clear = db.prepare('DELETE FROM dialogs WHERE account_id = ?')
  const insert = db.prepare(
    `INSERT INTO dialogs (account_id, chat_id, position, unread, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET unread = excluded.unread, body = excluded.body`,
  )
  return {
    list: (accountId) => list.all(accountId).map((row) => json(row, 'body') as unknown as Dialog),
    replaceAll(accountId, dialogs) {
      db.transaction(() => {
        clear.run(accountId)
        for (const [position, dialog] of dialogs.entries()) {
          insert.run(accountId, dialog.chatId, position, dialog.unread, JSON.stringify(dialog))
        }
      })
    },
    upsert(dialog) {
      insert.run(dialog.accountId, dialog.chatId, -1, dialog.unread, JSON.stringify(dialog))
    },
  }
}
