import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accountId, accountRecord, group } from '../testing/records'
import { MIGRATIONS } from './migrations/index'
import { openStore, type Store } from './open-store'

let directory: string
let path: string
const opened: Store[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bellhop-open-'))
  path = join(directory, 'bellhop.db')
})

afterEach(() => {
  for (const store of opened.splice(0)) store.close()
  rmSync(directory, { recursive: true, force: true })
})

function mustOpen(): Store {
  const result = openStore({ path })
  if (!result.ok) throw new Error(result.error.code)
  opened.push(result.data)
  return result.data
}

function close(store: Store): void {
  opened.splice(opened.indexOf(store), 1)
  store.close()
}

/** A database as version `step` of the schema left it, with rows in every table that step knew. */
function fixture(step: number): void {
  const db = new DatabaseSync(path)
  // Each step meets the rows of the steps before it.
  for (const [at, migration] of MIGRATIONS.slice(0, step).entries()) db.exec(migration.sql + (ROWS[at] ?? ''))
  db.exec(`PRAGMA user_version = ${String(step)}`)
  db.close()
}

const ROWS = [
  `INSERT INTO accounts VALUES ('a', 'bitrix24', 'key-a', 'Sales', 'portal.example', '7', 'Ann', NULL, '#2f80ed', 0, 0,
     '[]', '["groups"]', '{"tls":true}', '{"toast":true,"sound":false,"preview":true}', 'ok', NULL, NULL, '2025-01-01T00:00:00.000Z');
   INSERT INTO groups VALUES ('a', '5', 'Ёлка', 'елка', NULL, 'none', 'group', 'open', 3, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 'елка', 1);
   INSERT INTO group_sync VALUES ('a', 1, 'done', 1, 1, '2025-01-02T00:00:00.000Z', NULL);
   INSERT INTO key_values VALUES ('limiter', '{"level":4}');`,
  `INSERT INTO join_requests VALUES ('r', 'a', '5', NULL, NULL, 'Ёлка', 'please', 'pending', NULL, 0,
     '2025-01-03T00:00:00.000Z', '2025-01-03T00:00:00.000Z', NULL);
   INSERT INTO join_request_history VALUES ('r', 0, '2025-01-03T00:00:00.000Z', 'checking', NULL);
   INSERT INTO dialogs VALUES ('a', '9', 0, 4, '{"accountId":"a","chatId":"9","status":"waiting","title":"Bob","unread":4}');`,
  '',
  `UPDATE groups SET avatar = '0123456789abcdef0123456789abcdef';
   INSERT INTO saved_filters VALUES ('f', 'Mine', '{"relations":["owner"]}');`,
]

describe('migrations', () => {
  test.each([0, 1, 2, 3, 4, 5])('a database of schema step %i opens with all its rows', (step) => {
    if (step > 0) fixture(step)
    const store = mustOpen()
    expect(store.accounts.list().map(({ id, settings }) => ({ id, settings }))).toEqual(
      step >= 1 ? [{ id: 'a', settings: { tls: true } }] : [],
    )
    expect(store.groups.get(accountId('a'), '5')?.name).toBe(step >= 1 ? 'Ёлка' : undefined)
    expect(store.keyValues.get('limiter')).toEqual(step >= 1 ? { level: 4 } : undefined)
    expect(store.requests.get('r')?.history.length).toBe(step >= 2 ? 1 : undefined)
    expect(store.accounts.get(accountId('a'))?.unread).toBe(step >= 2 ? 4 : step >= 1 ? 0 : undefined)
    expect(store.outbox.list()).toEqual([])
    expect(store.groups.search({ text: 'елк', limit: 9, offset: 0 }).total).toBe(step >= 1 ? 1 : 0)
    expect(store.groups.get(accountId('a'), '5')?.avatar).toBe(
      step >= 4 ? '0123456789abcdef0123456789abcdef' : undefined,
    )
    expect(store.filters.list()).toEqual(step >= 4 ? [{ id: 'f', name: 'Mine', query: { relations: ['owner'] } }] : [])
  })

  test('step by step and all at once give the same schema', () => {
    const schemaOf = (file: string): unknown[] => {
      const db = new DatabaseSync(file, { readOnly: true })
      const rows = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all()
      db.close()
      return rows
    }
    for (let step = 1; step <= MIGRATIONS.length; step += 1) {
      const partial = openStore({ path, migrations: MIGRATIONS.slice(0, step) })
      // The repositories need the whole schema, so only the last step opens; each one migrates.
      if (partial.ok) partial.data.close()
    }
    const other = join(directory, 'other.db')
    const whole = openStore({ path: other })
    if (whole.ok) whole.data.close()
    expect(schemaOf(path)).toEqual(schemaOf(other))
    expect(schemaOf(path).length).toBeGreaterThan(10)
  })

  test('a step that fails leaves the database at the step before it, with its rows', () => {
    fixture(3)
    const broken = {
      version: MIGRATIONS.length + 1,
      sql: 'CREATE TABLE half (x TEXT); INSERT INTO nowhere VALUES (1);',
    }
    const result = openStore({ path, migrations: [...MIGRATIONS, broken] })
    expect(result).toMatchObject({ ok: false, error: { code: 'store.failed' } })
    const db = new DatabaseSync(path)
    expect(db.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: MIGRATIONS.length })
    expect(db.prepare(`SELECT COUNT(*) AS n FROM sqlite_schema WHERE name = 'half'`).get()).toMatchObject({ n: 0 })
    db.close()
    expect(mustOpen().accounts.list()).toHaveLength(1)
  })

  test('the steps are numbered 1, 2, 3 without gaps (a gap would skip a step on some machines)', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1))
  })
})

describe('a file that is not ours to write', () => {
  test('of a newer version: refused, and not one byte changes', () => {
    fixture(3)
    const db = new DatabaseSync(path)
    db.exec(`PRAGMA user_version = ${String(MIGRATIONS.length + 1)}; CREATE TABLE from_the_future (x TEXT);`)
    db.close()
    const before = readFileSync(path)
    expect(openStore({ path })).toMatchObject({ ok: false, error: { code: 'store.newer', retry: 'user' } })
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(directory)).toEqual(['bellhop.db'])
  })

  test('of a newer version that has not been checkpointed: the version in the write-ahead log counts', () => {
    fixture(3)
    const db = new DatabaseSync(path)
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 99;`)
    const before = readFileSync(path)
    expect(before.readUInt32BE(60)).toBe(3)
    expect(openStore({ path })).toMatchObject({ ok: false, error: { code: 'store.newer' } })
    expect(readFileSync(path).equals(before)).toBe(true)
    db.close()
  })

  test.each([
    ['text', Buffer.from('this is not a database, but long enough to look like a file of some kind'.repeat(40))],
    ['a torn header', Buffer.from('SQLite format 3\0 and then nonsense')],
  ])('%s: refused and kept as it is', (_name, bytes) => {
    writeFileSync(path, bytes)
    expect(openStore({ path })).toMatchObject({ ok: false, error: { code: 'store.failed', retry: 'user' } })
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  test('a database with a damaged page is refused, not half read', () => {
    const store = mustOpen()
    for (let n = 0; n < 400; n += 1) store.keyValues.set(`key-${String(n)}`, 'x'.repeat(200))
    close(store)
    const bytes = readFileSync(path)
    bytes.fill(0xff, bytes.length - 4096 * 3, bytes.length - 4096)
    writeFileSync(path, bytes)
    expect(openStore({ path })).toMatchObject({ ok: false, error: { code: 'store.failed' } })
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  /** A database in which a page of the groups' table is damaged, and nothing else. */
  function damageGroups(store: Store): void {
    store.accounts.save(accountRecord('a'))
    const many = Array.from({ length: 400 }, (_, n) => group('a', String(n), { description: 'x'.repeat(500) }))
    store.groups.upsertPage(many, 1)
    close(store)
    const db = new DatabaseSync(path, { readOnly: true })
    const page = db.prepare(`SELECT rootpage AS n FROM sqlite_schema WHERE name = 'groups'`).get()?.['n']
    db.close()
    const bytes = readFileSync(path)
    const at = (Number(page) - 1) * 4096
    bytes.fill(0xff, at, at + 4096)
    writeFileSync(path, bytes)
  }

  test('damage among the groups, which can be read again, costs nothing else (nobody could start the app any more)', () => {
    damageGroups(mustOpen())
    const store = mustOpen()
    expect(store.accounts.list()).toHaveLength(1)
    expect(() => store.groups.search({ text: 'x', limit: 1, offset: 0 })).toThrow('malformed')
  })

  test('after a run that did not end by itself everything is looked through', () => {
    damageGroups(mustOpen())
    const crashed = new DatabaseSync(path)
    crashed.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE late (x TEXT);')
    const log = readFileSync(`${path}-wal`)
    crashed.close()
    writeFileSync(`${path}-wal`, log)
    expect(openStore({ path })).toMatchObject({ ok: false, error: { code: 'store.failed' } })
  })

  test('a folder that is not there is a clear error, not an exception', () => {
    expect(openStore({ path: join(directory, 'no', 'such', 'x.db') })).toMatchObject({
      ok: false,
      error: { code: 'store.failed' },
    })
  })
})

describe('the connection', () => {
  test('keeps a write-ahead log, and rows of an account go with it', () => {
    const store = mustOpen()
    store.accounts.save(accountRecord('a'))
    store.drafts.save({ accountId: accountId('a'), targetKey: 't', body: {}, updatedAt: '2026-01-01T00:00:00.000Z' })
    store.accounts.remove(accountId('a'))
    expect(store.drafts.list()).toEqual([])
    close(store)
    const db = new DatabaseSync(path, { readOnly: true })
    expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
    db.close()
  })

  test('a transaction that throws keeps nothing, also of a transaction within it', () => {
    const store = mustOpen()
    const attempt = (): void => {
      store.transaction(() => {
        store.keyValues.set('outer', 1)
        store.transaction(() => {
          store.keyValues.set('inner', 2)
        })
        throw new Error('stop')
      })
    }
    expect(attempt).toThrow('stop')
    expect(store.keyValues.get('outer')).toBeUndefined()
    expect(store.keyValues.get('inner')).toBeUndefined()
    store.transaction(() => {
      store.keyValues.set('after', 3)
    })
    expect(store.keyValues.get('after')).toBe(3)
  })
})
