// Searches over groups that the user gave a name.
import * as v from 'valibot'
import { SavedFilter } from '../../shared/contract/groups'
import type { Database } from './database'
import { json, text } from './rows'

export interface FiltersRepository {
  /** In the order in which they were first saved. One that this version cannot read is left out, and stays in the table. */
  list(): SavedFilter[]
  /** Keeps a new one, or changes the one of the same id where it stands. */
  save(filter: SavedFilter): void
  /** An unknown id is no error. */
  remove(id: string): void
}

export function createFiltersRepository(db: Database): FiltersRepository {
  const all = db.prepare('SELECT * FROM saved_filters ORDER BY rowid')
  const upsert = db.prepare(
    `INSERT INTO saved_filters (id, name, query) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET name = excluded.name, query = excluded.query`,
  )
  const remove = db.prepare('DELETE FROM saved_filters WHERE id = ?')
  return {
    list: () =>
      all.all().flatMap((row) => {
        const stored = { id: text(row, 'id'), name: text(row, 'name'), query: json(row, 'query') }
        const filter = v.safeParse(SavedFilter, stored)
        return filter.success ? filter.output : []
      }),
    save({ id, name, query }) {
      upsert.run(id, name, JSON.stringify(query))
    },
    remove(id) {
      remove.run(id)
    },
  }
}
