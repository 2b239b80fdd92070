// Turns a search over groups into SQL. Every value is bound, none is written into the statement.
import type { SQLInputValue } from 'node:sqlite'
import { searchWords } from '../../shared/domain/search-text'
import type { GroupKind, Relation } from '../../shared/domain/states'

export interface GroupSearch {
  readonly text?: string | undefined
  /** All accounts when absent. */
  readonly accountIds?: readonly string[] | undefined
  readonly relations?: readonly Relation[] | undefined
  readonly kinds?: readonly GroupKind[] | undefined
  readonly includeArchived?: boolean | undefined
  /** `activity` when absent. */
  readonly sort?: 'activity' | 'name' | 'members' | undefined
  readonly limit: number
  readonly offset: number
}

// Each order ends in the key, so that pages neither repeat nor skip a row.
const ORDER: { readonly [S in NonNullable<GroupSearch['sort']>]: string } = {
  activity: 'active_at IS NULL, active_at DESC, name_folded, account_id, group_id',
  name: 'name_folded, account_id, group_id',
  members: 'member_count DESC, name_folded, account_id, group_id',
}

export interface SearchStatement {
  readonly page: string
  readonly count: string
  /** Values of both statements. */
  readonly filters: readonly SQLInputValue[]
  /** Values of the page after the filters: limit and offset. */
  readonly slice: readonly SQLInputValue[]
}

/** All words must occur, in any order, in name, description, keywords, topic or owner. An empty list filters to nothing. */
export function searchStatement(query: GroupSearch): SearchStatement {
  const conditions: string[] = []
  const filters: SQLInputValue[] = []
  const oneOf = (column: string, values: readonly string[] | undefined): void => {
    if (values === undefined) return
    conditions.push(`${column} IN (SELECT value FROM json_each(?))`)
    filters.push(JSON.stringify(values))
  }
  oneOf('account_id', query.accountIds)
  oneOf('relation', query.relations)
  oneOf('kind', query.kinds)
  if (query.includeArchived !== true) conditions.push('archived = 0')
  for (const word of searchWords(query.text ?? '')) {
    conditions.push('instr(search, ?) > 0')
    filters.push(word)
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  return {
    page: `SELECT * FROM groups ${where} ORDER BY ${ORDER[query.sort ?? 'activity']} LIMIT ? OFFSET ?`,
    count: `SELECT COUNT(*) AS total FROM groups ${where}`,
    filters,
    slice: [query.limit, query.offset],
  }
}
