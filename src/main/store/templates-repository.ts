// Texts kept for use again.
import type { Template } from '../../shared/contract/drafts'
import type { Database } from './database'
import { text } from './rows'

export interface TemplatesRepository {
  /** By name. */
  list(): Template[]
  save(template: Template): void
  remove(id: string): void
}

export function createTemplatesRepository(db: Database): TemplatesRepository {
  const all = db.prepare('SELECT * FROM templates')
  const upsert = db.prepare(
    `INSERT INTO templates (id, kind, name, text, updated_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name, text = excluded.text,
       updated_at = excluded.updated_at`,
  )
  const remove = db.prepare('DELETE FROM templates WHERE id = ?')
  return {
    // SQLite knows no alphabet but ASCII's.
    list: () =>
      all
        .all()
        .map((row) => ({
          id: text(row, 'id'),
          kind: text(row, 'kind') as Template['kind'],
          name: text(row, 'name'),
          text: text(row, 'text'),
          updatedAt: text(row, 'updated_at'),
        }))
        .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)),
    save(template) {
      upsert.run(template.id, template.kind, template.name, template.text, template.updatedAt)
    },
    remove(id) {
      remove.run(id)
    },
  }
}
