// Which rows of the groups table have changed, whoever changed them: noted by the database itself, in a table of this
// connection that is never on disk. A change that is rolled back takes its note with it.
import { integer } from '../rows'
import type { Database } from '../database'

export interface RowChanges {
  /** Up to `limit` rows that have changed since they were last taken; `retext`: what is searched in them has. */
  take(limit: number): readonly { readonly row: number; readonly retext: boolean }[]
}

// Deleting an account deletes its groups by cascade, and cascades run triggers too (https://sqlite.org/foreignkeys.html#fk_actions).
const NOTES = `
  CREATE TEMP TABLE group_changes (row INTEGER PRIMARY KEY, retext INTEGER NOT NULL) STRICT;
  CREATE TEMP TRIGGER group_inserted AFTER INSERT ON main.groups BEGIN
    INSERT INTO group_changes VALUES (new.rowid, 1) ON CONFLICT DO UPDATE SET retext = 1;
  END;
  CREATE TEMP TRIGGER group_deleted AFTER DELETE ON main.groups BEGIN
    INSERT INTO group_changes VALUES (old.rowid, 1) ON CONFLICT DO UPDATE SET retext = 1;
  END;
  CREATE TEMP TRIGGER group_updated AFTER UPDATE ON main.groups
    WHEN new.search IS NOT old.search OR new.relation IS NOT old.relation OR new.kind IS NOT old.kind
      OR new.join_rule IS NOT old.join_rule OR new.archived IS NOT old.archived
      OR new.member_count IS NOT old.member_count OR new.active_at IS NOT old.active_at
  BEGIN
    INSERT INTO group_changes VALUES (new.rowid, new.search IS NOT old.search)
      ON CONFLICT DO UPDATE SET retext = max(retext, excluded.retext);
  END;
`

export function noteRowChanges(db: Database): RowChanges {
  db.exec(NOTES)
  const some = db.prepare('SELECT row, retext FROM group_changes ORDER BY row LIMIT ?')
  const forget = db.prepare('DELETE FROM group_changes WHERE row <= ?')
  return {
    take(limit) {
      const taken = some.all(limit).map((row) => ({ row: integer(row, 'row'), retext: integer(row, 'retext') === 1 }))
      const last = taken.at(-1)
      if (last !== undefined) forget.run(last.row)
      return taken
    },
  }
}
