// Brings a database forward, step by step, each step in its own transaction. There is no way back.
import type { DatabaseSync } from 'node:sqlite'

export interface Migration {
  /** 1, 2, 3 … without gaps: what `PRAGMA user_version` says once the step is done. */
  readonly version: number
  readonly sql: string
}

/** The schema step a database stands at; 0 for an empty one. */
export function versionOf(db: DatabaseSync): number {
  const version = db.prepare('PRAGMA user_version').get()?.['user_version']
  if (typeof version !== 'number') throw new Error('PRAGMA user_version answered nothing')
  return version
}

/** Runs the steps the database has not had. A step that throws leaves the database at the step before it. */
export function migrate(db: DatabaseSync, migrations: readonly Migration[]): void {
  const at = versionOf(db)
  for (const migration of migrations) {
    if (migration.version <= at) continue
    db.exec('BEGIN IMMEDIATE')
    try {
      db.exec(migration.sql)
      db.exec(`PRAGMA user_version = ${String(migration.version)}`)
      db.exec('COMMIT')
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }
}
