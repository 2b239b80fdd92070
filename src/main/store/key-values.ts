// Small state by key that must survive a restart: limiter levels, what a portal was found to be able to do.
import type { KeyValueStore } from '../networks/ports'
import type { Database } from './database'
import { json } from './rows'

export function createKeyValues(db: Database): KeyValueStore {
  const select = db.prepare('SELECT value FROM key_values WHERE key = ?')
  const upsert = db.prepare(
    'INSERT INTO key_values (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  return {
    get(key) {
      const row = select.get(key)
      return row === undefined ? undefined : json(row, 'value')
    },
    set(key, value) {
      upsert.run(key, JSON.stringify(value))
    },
  }
}
