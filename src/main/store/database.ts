// A thin handle over one SQLite connection, shared by the repositories: prepared statements and transactions.
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'

export interface Database {
  prepare(sql: string): StatementSync
  /** Runs statements that answer nothing. */
  exec(sql: string): void
  /** Makes a function known to statements prepared after it; equal arguments must give equal answers. */
  define(name: string, work: (...given: SQLOutputValue[]) => SQLInputValue): void
  /**
   * Runs `work` in one transaction; when it throws, nothing of it is kept. Inside another transaction it joins that
   * one. `work` is synchronous: no other statement can come in between.
   */
  transaction<T>(work: () => T): T
  /** Calls back whenever a transaction was rolled back: what was read within it never was. */
  onRollback(listener: () => void): void
}

export function createDatabase(db: DatabaseSync): Database {
  let depth = 0
  const listeners: (() => void)[] = []
  return {
    prepare: (sql) => db.prepare(sql),
    exec: (sql) => {
      db.exec(sql)
    },
    define: (name, work) => {
      db.function(name, { deterministic: true }, work)
    },
    onRollback: (listener) => {
      listeners.push(listener)
    },
    transaction(work) {
      if (depth > 0) return work()
      db.exec('BEGIN IMMEDIATE')
      depth += 1
      try {
        const result = work()
        db.exec('COMMIT')
        return result
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK')
        for (const listener of listeners) listener()
        throw error
      } finally {
        depth -= 1
      }
    },
  }
}
