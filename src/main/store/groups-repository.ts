// Groups as last read, per account, searchable by words; and how far each account's reading has come.
import type { SQLInputValue } from 'node:sqlite'
import type { AccountId } from '../../shared/contract/common'
import type { Group, SyncState } from '../../shared/contract/groups'
import { foldForSearch } from '../../shared/domain/search-text'
import type { Relation } from '../../shared/domain/states'
import type { Database } from './database'
import { searchStatement, type GroupSearch } from './group-search'
import { flag, flagOrNull, integer, optionalFlag, optionalInteger, optionalText, orNull, text, type Row } from './rows'

export interface GroupsRepository {
  search(query: GroupSearch): { items: Group[]; total: number }
  get(accountId: AccountId, groupId: string): Group | undefined
  /** Keeps a page; `run` is the number of the reading it came with. */
  upsertPage(groups: readonly Group[], run: number): void
  /** Sets my relation to a group that is already known; answers it, or `undefined` when it is not. */
  setRelation(accountId: AccountId, groupId: string, relation: Relation): Group | undefined
  /** Removes what a complete reading no longer saw. */
  removeUnseen(accountId: AccountId, run: number): void
  syncState(accountId: AccountId): (SyncState & { readonly run: number }) | undefined
  saveSync(state: SyncState, run: number): void
}

export function createGroupsRepository(db: Database): GroupsRepository {
  const one = db.prepare('SELECT * FROM groups WHERE account_id = ? AND group_id = ?')
  const upsert = db.prepare(UPSERT)
  const relate = db.prepare('UPDATE groups SET relation = ? WHERE account_id = ? AND group_id = ?')
  const removeUnseen = db.prepare('DELETE FROM groups WHERE account_id = ? AND sync_run < ?')
  const sync = db.prepare('SELECT * FROM group_sync WHERE account_id = ?')
  const saveSync = db.prepare(SAVE_SYNC)
  const get = (accountId: AccountId, groupId: string): Group | undefined => {
    const row = one.get(accountId, groupId)
    return row === undefined ? undefined : groupFromRow(row)
  }
  return {
    get,
    search(query) {
      const { page, count, filters, slice } = searchStatement(query)
      const total = db.prepare(count).get(...filters)
      const items = db.prepare(page).all(...filters, ...slice)
      return { items: items.map(groupFromRow), total: total === undefined ? 0 : integer(total, 'total') }
    },
    upsertPage(groups, run) {
      db.transaction(() => {
        for (const group of groups) upsert.run(toRow(group, run))
      })
    },
    setRelation(accountId, groupId, relation) {
      relate.run(relation, accountId, groupId)
      return get(accountId, groupId)
    },
    removeUnseen(accountId, run) {
      removeUnseen.run(accountId, run)
    },
    syncState(accountId) {
      const row = sync.get(accountId)
      return row === undefined ? undefined : { ...syncFromRow(row), run: integer(row, 'run') }
    },
    saveSync(state, run) {
      saveSync.run(
        state.accountId,
        run,
        state.state,
        state.loaded,
        orNull(state.total),
        orNull(state.finishedAt),
        orNull(state.reason),
      )
    },
  }
}

const SAVE_SYNC = `INSERT INTO group_sync (account_id, run, state, loaded, total, finished_at, reason) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET run = excluded.run, state = excluded.state, loaded = excluded.loaded,
       total = excluded.total, finished_at = excluded.finished_at, reason = excluded.reason`

const UPSERT = `INSERT INTO groups (account_id, group_id, name, name_folded, description, relation, kind, join_rule,
    member_count, member_limit, archived, owner_name, topic, keywords, active_at, created_at, locked, search, sync_run)
  VALUES (:accountId, :groupId, :name, :nameFolded, :description, :relation, :kind, :joinRule,
    :memberCount, :memberLimit, :archived, :ownerName, :topic, :keywords, :activeAt, :createdAt, :locked, :search, :run)
  ON CONFLICT DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded, description = excluded.description,
    relation = excluded.relation, kind = excluded.kind, join_rule = excluded.join_rule, member_count = excluded.member_count,
    member_limit = excluded.member_limit, archived = excluded.archived, owner_name = excluded.owner_name,
    topic = excluded.topic, keywords = excluded.keywords, active_at = excluded.active_at, created_at = excluded.created_at,
    locked = excluded.locked, search = excluded.search, sync_run = excluded.sync_run`

function toRow(group: Group, run: number): Record<string, SQLInputValue> {
  const searched = [group.name, group.description, group.keywords, group.ownerName, group.topic]
  return {
    accountId: group.accountId,
    groupId: group.groupId,
    name: group.name,
    nameFolded: foldForSearch(group.name),
    description: orNull(group.description),
    relation: group.relation,
    kind: group.kind,
    joinRule: group.joinRule,
    memberCount: group.memberCount,
    memberLimit: orNull(group.memberLimit),
    archived: Number(group.archived),
    ownerName: orNull(group.ownerName),
    topic: orNull(group.topic),
    keywords: orNull(group.keywords),
    activeAt: orNull(group.activeAt),
    createdAt: orNull(group.createdAt),
    locked: flagOrNull(group.locked),
    search: searched.map((part) => foldForSearch(part ?? '')).join('\n'),
    run,
  }
}

function groupFromRow(row: Row): Group {
  return {
    accountId: text(row, 'account_id') as AccountId,
    groupId: text(row, 'group_id'),
    name: text(row, 'name'),
    description: optionalText(row, 'description'),
    relation: text(row, 'relation') as Group['relation'],
    kind: text(row, 'kind') as Group['kind'],
    joinRule: text(row, 'join_rule') as Group['joinRule'],
    memberCount: integer(row, 'member_count'),
    memberLimit: optionalInteger(row, 'member_limit'),
    archived: flag(row, 'archived'),
    ownerName: optionalText(row, 'owner_name'),
    topic: optionalText(row, 'topic'),
    keywords: optionalText(row, 'keywords'),
    activeAt: optionalText(row, 'active_at'),
    createdAt: optionalText(row, 'created_at'),
    locked: optionalFlag(row, 'locked'),
  }
}

function syncFromRow(row: Row): SyncState {
  return {
    accountId: text(row, 'account_id') as AccountId,
    state: text(row, 'state') as SyncState['state'],
    loaded: integer(row, 'loaded'),
    total: optionalInteger(row, 'total'),
    finishedAt: optionalText(row, 'finished_at'),
    reason: optionalText(row, 'reason') as SyncState['reason'],
  }
}
