// Which files are kept for messages, and which of them nobody needs any more. Their bytes are not here.
import type { KeptFile } from '../../shared/contract/messages'
import type { Database } from './database'
import { integer, optionalText, text, type Row } from './rows'

/** A file that no message still to leave and no draft holds. */
export interface UnneededFile {
  readonly id: string
  readonly size: number
  /** When it was taken in, ISO. */
  readonly createdAt: string
  /** When the last message with it went out, ISO; absent when none did. */
  readonly sentAt?: string
  /** When the last message with it was taken back, ISO; absent when none was. */
  readonly cancelledAt?: string
}

export interface KeptFilesRepository {
  get(id: string): KeptFile | undefined
  /** @param at ISO */
  insert(file: KeptFile, at: string): void
  /** Oldest first. */
  unneeded(): UnneededFile[]
  remove(ids: readonly string[]): void
  ids(): string[]
}

/** A message that failed or asks may still be sent; a draft, or quick-send, may hold a file nobody has sent yet. */
const UNNEEDED = `SELECT id, size, created_at,
       (SELECT max(updated_at) FROM outbox WHERE file_id = kept_files.id AND state = 'sent') AS sent_at,
       (SELECT max(updated_at) FROM outbox WHERE file_id = kept_files.id AND state = 'cancelled') AS cancelled_at
     FROM kept_files
     WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE file_id = kept_files.id AND state NOT IN ('sent', 'cancelled'))
       AND NOT EXISTS (SELECT 1 FROM key_values WHERE key = 'quicksend.kept' AND instr(value, kept_files.id))
       AND id NOT IN (SELECT body ->> '$.file.fileId' FROM drafts WHERE body ->> '$.file.fileId' IS NOT NULL)
     ORDER BY created_at, id`

export function createKeptFilesRepository(db: Database): KeptFilesRepository {
  const one = db.prepare('SELECT id, name, size FROM kept_files WHERE id = ?')
  const insert = db.prepare('INSERT INTO kept_files (id, name, size, created_at) VALUES (?, ?, ?, ?)')
  const unneeded = db.prepare(UNNEEDED)
  const remove = db.prepare('DELETE FROM kept_files WHERE id IN (SELECT value FROM json_each(?))')
  const all = db.prepare('SELECT id FROM kept_files')
  return {
    get(id) {
      const row = one.get(id)
      return row && { fileId: text(row, 'id'), name: text(row, 'name'), size: integer(row, 'size') }
    },
    insert({ fileId, name, size }, at) {
      insert.run(fileId, name, size, at)
    },
    unneeded: () => unneeded.all().map(unneededFromRow),
    remove(ids) {
      remove.run(JSON.stringify(ids))
    },
    ids: () => all.all().map((row) => text(row, 'id')),
  }
}

function unneededFromRow(row: Row): UnneededFile {
  const sentAt = optionalText(row, 'sent_at')
  const cancelledAt = optionalText(row, 'cancelled_at')
  return {
    id: text(row, 'id'),
    size: integer(row, 'size'),
    createdAt: text(row, 'created_at'),
    ...(sentAt !== undefined && { sentAt }),
    ...(cancelledAt !== undefined && { cancelledAt }),
  }
}
