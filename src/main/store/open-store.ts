// The one SQLite file of the app: opened, brought up to date, and handed out as repositories.
// Knows nothing of networks, secrets or windows; no secret is ever stored here.
import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { fail, ok, type Result } from '../../shared/contract/result'
import { createAccountsRepository, type AccountsRepository } from './accounts-repository'
import { createBulkRepository, type BulkRepository } from './bulk-repository'
import { createAvatarsRepository, type AvatarsRepository } from './avatars-repository'
import { createDatabase } from './database'
import { createDialogsRepository, type DialogsRepository } from './dialogs-repository'
import { createDraftsRepository, type DraftsRepository } from './drafts-repository'
import { createFiltersRepository, type FiltersRepository } from './filters-repository'
import { createGroupsRepository, type GroupsRepository } from './groups-repository'
import { createIncomingRepository, type IncomingRepository } from './incoming-repository'
import { createInvitationsRepository, type InvitationsRepository } from './invitations-repository'
import { createKeptFilesRepository, type KeptFilesRepository } from './kept-files-repository'
import { createKeyValues } from './key-values'
import { createLinesRepository, type LinesRepository } from './lines-repository'
import { migrate, versionOf, type Migration } from './migrate'
import { MIGRATIONS } from './migrations/index'
import { createNoticesRepository, type NoticesRepository } from './notices-repository'
import { createOutboxRepository, type OutboxRepository } from './outbox-repository'
import { createRecentTargetsRepository, type RecentTargetsRepository } from './recent-targets-repository'
import { createRequestsRepository, type RequestsRepository } from './requests-repository'
import { createTemplatesRepository, type TemplatesRepository } from './templates-repository'
import { createSyncRepository, type SyncRepository } from './sync-repository'
import type { KeyValueStore } from '../networks/ports'

export interface Store {
  readonly accounts: AccountsRepository
  readonly groups: GroupsRepository
  readonly filters: FiltersRepository
  readonly sync: SyncRepository
  readonly avatars: AvatarsRepository
  readonly requests: RequestsRepository
  readonly incoming: IncomingRepository
  readonly bulk: BulkRepository
  readonly invitations: InvitationsRepository
  readonly dialogs: DialogsRepository
  readonly outbox: OutboxRepository
  readonly keptFiles: KeptFilesRepository
  readonly drafts: DraftsRepository
  readonly templates: TemplatesRepository
  readonly lines: LinesRepository
  readonly recentTargets: RecentTargetsRepository
  readonly notices: NoticesRepository
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
  const leftOpen = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
  try {
    const version = versionOf(db)
    for (const check of leftOpen ? ['PRAGMA quick_check(1)'] : checksWithoutGroups(db)) {
      const answer = db.prepare(check).get()?.['quick_check']
      if (answer !== 'ok' && answer !== undefined) throw new Error('the database is damaged')
    }
    return version
  } finally {
    db.close()
  }
}

/**
 * What is looked through after a run that ended well: all but the groups, which are most of the file by far and can be
 * read from the services again. Looking through 200,000 of them would cost a tenth of a second at every start, and
 * several from a cold disk. A run that did not end by itself leaves a log beside the file: then everything is looked through.
 */
function checksWithoutGroups(db: DatabaseSync): readonly string[] {
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'groups'`).all()
  return tables.map(({ name }) => `PRAGMA quick_check("${String(name).replaceAll('"', '""')}")`)
}

function prepareConnection(db: DatabaseSync): void {
  // WAL with FULL: a commit that has been answered survives a crash and a power loss (https://sqlite.org/wal.html).
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('PRAGMA synchronous = FULL')
  // Enough for the indexes of a large directory: without it a page of groups is written a third slower.
  db.exec('PRAGMA cache_size = -16000')
  // Notes about changed rows are for this connection alone; they need no file.
  db.exec('PRAGMA temp_store = MEMORY')
}

function repositories(db: DatabaseSync): Store {
  const database = createDatabase(db)
  return {
    accounts: createAccountsRepository(database),
    groups: createGroupsRepository(database),
    filters: createFiltersRepository(database),
    sync: createSyncRepository(database),
    avatars: createAvatarsRepository(database),
    requests: createRequestsRepository(database),
    incoming: createIncomingRepository(database),
    bulk: createBulkRepository(database),
    invitations: createInvitationsRepository(database),
    dialogs: createDialogsRepository(database),
    outbox: createOutboxRepository(database),
    keptFiles: createKeptFilesRepository(database),
    drafts: createDraftsRepository(database),
    templates: createTemplatesRepository(database),
    lines: createLinesRepository(database),
    recentTargets: createRecentTargetsRepository(database),
    notices: createNoticesRepository(database),
    keyValues: createKeyValues(database),
    transaction: (work) => database.transaction(work),
    close: () => {
      db.close()
    },
  }
}
