// The one SQLite file of the app: opened, brought up to date, and handed out as repositories.
// Knows nothing of networks, secrets or windows; no secret is ever stored here.
import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { fail, ok, type Result } from '../../shared/contract/result'
import { createAccountsRepository, type AccountsRepository } from './accounts-repository'
import { createAvatarsRepository, type AvatarsRepository } from './avatars-repository'
import { createDatabase } from './database'
import { createDialogsRepository, type DialogsRepository } from './dialogs-repository'
import { createDraftsRepository, type DraftsRepository } from './drafts-repository'
import { createGroupsRepository, type GroupsRepository } from './groups-repository'
import { createKeyValues } from './key-values'
import { createLinesRepository, type LinesRepository } from './lines-repository'
import { migrate, versionOf, type Migration } from './migrate'
import { MIGRATIONS } from './migrations/index'
import { createOutboxRepository, type OutboxRepository } from './outbox-repository'
import { createRequestsRepository, type RequestsRepository } from './requests-repository'
import type { KeyValueStore } from '../networks/ports'

export interface Store {
  readonly accounts: AccountsRepository
  readonly groups: GroupsRepository
  readonly avatars: AvatarsRepository
  readonly requests: RequestsRepository
  readonly dialogs: DialogsRepository
  readonly outbox: OutboxRepository
  readonly drafts: DraftsRepository
  readonly lines: LinesRepository
  readonly keyValues: KeyValueStore
  transaction<T>(work: () => T): T
  close(): void
}

export interface OpenStoreOptions {
  readonly path: string
  /** Schema steps; only tests pass fewer. */
  readonly migrations?: readonly Migration[]
}

const BUSY_TIMEOUT_MS = 5_000

/**
 * Opens the database at `path`, making it when there is none.
 * @returns `store.newer` for a file a newer version wrote and `store.failed` for one that cannot be read or written;
 * in both cases the file is left as it is, for the user to decide about
 */
export function openStore(options: OpenStoreOptions): Result<Store, 'store.newer' | 'store.failed'> {
  const migrations = options.migrations ?? MIGRATIONS
  const newest = migrations.at(-1)?.version ?? 0
  let db: DatabaseSync | undefined
  try {
    const found = existingVersion(options.path)
    if (found > newest) return fail('store.newer', 'user', { found, known: newest })
    db = new DatabaseSync(options.path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
    prepareConnection(db)
    migrate(db, migrations)
    return ok(repositories(db))
  } catch {
    if (db?.isOpen === true) db.close()
    return fail('store.failed', 'user')
  }
}

/** Looks through a read-only connection, so that a newer file is not even given a new journal mode. */
function existingVersion(path: string): number {
  if (!existsSync(path)) return 0
  const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
  try {
    const version = versionOf(db)
    const check = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
    if (check !== 'ok' && check !== undefined) throw new Error('the database is damaged')
    return version
  } finally {
    db.close()
  }
}

function prepareConnection(db: DatabaseSync): void {
  // WAL with FULL: a commit that has been answered survives a crash and a power loss (https://sqlite.org/wal.html).
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('PRAGMA synchronous = FULL')
}

function repositories(db: DatabaseSync): Store {
  const database = createDatabase(db)
  return {
    accounts: createAccountsRepository(database),
    groups: createGroupsRepository(database),
    avatars: createAvatarsRepository(database),
    requests: createRequestsRepository(database),
    dialogs: createDialogsRepository(database),
    outbox: createOutboxRepository(database),
    drafts: createDraftsRepository(database),
    lines: createLinesRepository(database),
    keyValues: createKeyValues(database),
    transaction: (work) => database.transaction(work),
    close: () => {
      db.close()
    },
  }
}
