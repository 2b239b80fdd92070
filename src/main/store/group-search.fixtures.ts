// What a search over groups must answer, by looking through every one of them: slow, and simple enough to be believed.
import { DatabaseSync } from 'node:sqlite'
import type { AccountId } from '../../shared/contract/common'
import type { Group } from '../../shared/contract/groups'
import { foldForSearch, searchWords } from '../../shared/domain/search-text'
import { createAccountsRepository, type AccountsRepository } from './accounts-repository'
import { createDatabase } from './database'
import type { GroupSearch } from './group-search'
import { createGroupsRepository, type GroupsRepository } from './groups-repository'
import { migrate } from './migrate'
import { MIGRATIONS } from './migrations/index'
import { createSyncRepository, type SyncRepository } from './sync-repository'

const searched = (held: Group): string[] =>
  [held.name, held.description, held.keywords, held.ownerName, held.topic].map((field) => foldForSearch(field ?? ''))

/** Whether a group holds every word; the words are as typed or as read in the other layout. */
const holds = (held: Group, words: readonly string[]): boolean =>
  words.every((word) => searched(held).some((field) => field.includes(word)))

const passes = (held: Group, query: GroupSearch): boolean =>
  (query.accountIds?.includes(held.accountId) ?? true) &&
  (query.relations?.includes(held.relation) ?? true) &&
  (query.kinds?.includes(held.kind) ?? true) &&
  (query.joinRules?.includes(held.joinRule) ?? true) &&
  (query.onlyArchived === true ? held.archived : query.includeArchived === true || !held.archived)

function rank(held: Group, words: readonly string[]): number {
  const name = foldForSearch(held.name)
  const starts = (word: string): boolean =>
    [...name.matchAll(/\S+/g)].some(([part]) =>
      [...part.matchAll(/./gsu)].some(
        ({ index }) => part.startsWith(word, index) && (index === 0 || !/[\p{L}\p{N}]/u.test(part[index - 1] ?? '')),
      ),
    )
  if (words.every(starts)) return name === words.join(' ') ? 0 : 1
  return words.every((word) => name.includes(word)) ? 2 : 3
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What looking through every group answers, in order, where words are only taken as typed. */
export function naiveSearch(all: readonly Group[], query: GroupSearch): string[] {
  const words = [...new Set(searchWords(query.text ?? ''))]
  const found = all.filter((held) => passes(held, query) && holds(held, words))
  const ranked = words.length > 0 && (query.sort ?? 'activity') === 'activity'
  const key = (held: Group): number => (ranked ? rank(held, words) : 0)
  const first = (a: Group, b: Group): number => {
    if (query.sort === 'name') return 0
    if (query.sort === 'members') return b.memberCount - a.memberCount
    return key(a) - key(b) || byText(b.activeAt ?? '', a.activeAt ?? '')
  }
  return found
    .toSorted((a, b) => first(a, b) || byText(foldForSearch(a.name), foldForSearch(b.name)))
    .map(({ accountId: account, groupId }) => `${account}/${groupId}`)
}

/** As much of a store as the search over groups needs, on a file that is never waited for: thousands of writes in a test. */
export interface QuickStore {
  readonly accounts: AccountsRepository
  readonly groups: GroupsRepository
  readonly sync: SyncRepository
  transaction<T>(work: () => T): T
  close(): void
}

export function openQuickStore(path: string): QuickStore {
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  db.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF')
  migrate(db, MIGRATIONS)
  const database = createDatabase(db)
  return {
    accounts: createAccountsRepository(database),
    groups: createGroupsRepository(database),
    sync: createSyncRepository(database),
    transaction: (work) => database.transaction(work),
    close: () => {
      db.close()
    },
  }
}

/** Every group of these accounts, as it stands in the table. */
export function allGroups({ groups, sync }: QuickStore, accounts: readonly AccountId[]): Group[] {
  return accounts.flatMap((id) => sync.idsAfter(id, '', 1000).flatMap((groupId) => groups.get(id, groupId) ?? []))
}
