// Groups as rows of their table, and back.
import type { SQLInputValue } from 'node:sqlite'
import type { AccountId } from '../../shared/contract/common'
import type { Group } from '../../shared/contract/groups'
import { foldForSearch } from '../../shared/domain/search-text'
import { flag, flagOrNull, integer, optionalFlag, optionalInteger, optionalText, orNull, text, type Row } from './rows'

const COLUMNS = [
  'account_id',
  'group_id',
  'name',
  'name_folded',
  'description',
  'relation',
  'kind',
  'join_rule',
  'member_count',
  'member_limit',
  'archived',
  'owner_name',
  'avatar',
  'topic',
  'keywords',
  'active_at',
  'created_at',
  'locked',
  'search',
  'sync_run',
] as const

const CHANGED = COLUMNS.slice(2).map((column) => `${column} = excluded.${column}`)

/** Takes the values of `groupValues`. */
export const UPSERT_GROUP = `INSERT INTO groups (${COLUMNS.join(', ')})
  VALUES (${COLUMNS.map(() => '?').join(', ')}) ON CONFLICT DO UPDATE SET ${CHANGED.join(', ')}`

/**
 * The values of a group's row, in the order of its columns. `search` holds everything that is searched, folded, a field to
 * a line, the name first: no word can match across two fields, for folded text has no line feeds.
 */
export function groupValues(group: Group, run: number): SQLInputValue[] {
  const searched = [group.name, group.description, group.keywords, group.ownerName, group.topic]
  const folded = searched.map((part) => foldForSearch(part ?? ''))
  return [
    group.accountId,
    group.groupId,
    group.name,
    folded[0] ?? '',
    orNull(group.description),
    group.relation,
    group.kind,
    group.joinRule,
    group.memberCount,
    orNull(group.memberLimit),
    Number(group.archived),
    orNull(group.ownerName),
    orNull(group.avatar),
    orNull(group.topic),
    orNull(group.keywords),
    orNull(group.activeAt),
    orNull(group.createdAt),
    flagOrNull(group.locked),
    folded.join('\n'),
    run,
  ]
}

export function groupFromRow(row: Row): Group {
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
    avatar: optionalText(row, 'avatar'),
    topic: optionalText(row, 'topic'),
    keywords: optionalText(row, 'keywords'),
    activeAt: optionalText(row, 'active_at'),
    createdAt: optionalText(row, 'created_at'),
    locked: optionalFlag(row, 'locked'),
  }
}
