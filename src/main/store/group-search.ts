// What is asked of the directory, and its plain list in SQL: how it is shown until the search over it is ready.
import type { SQLInputValue } from 'node:sqlite'
import type { Database } from './database'
import type { IndexQuery, Sort } from './group-index/group-index'
import { integer } from './rows'

export interface GroupSearch extends IndexQuery {
  readonly limit: number
  readonly offset: number
}

// Each order ends in the row's number, so that pages neither repeat nor skip a row. NULL sorts below every time.
const ORDER: { readonly [S in Sort]: string } = {
  activity: 'active_at DESC, name_folded, rowid',
  name: 'name_folded, rowid',
  members: 'member_count DESC, name_folded, rowid',
}

// The page is read along the index of its order: `+` keeps a filter by account from choosing another index, which would
// have to be sorted (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
const ALONG_ORDER = '+'

/** The numbers of the rows that pass the filters, one page of them, and how many there are. Looks for no text. */
export function listRows(db: Database, query: GroupSearch): { readonly rows: number[]; readonly total: number } {
  const { where, values } = conditionsOf(query)
  const count = db.prepare(`SELECT COUNT(*) AS total FROM groups ${where('')}`).get(...values)
  const order = ORDER[query.sort ?? 'activity']
  const page = db.prepare(`SELECT rowid AS row FROM groups ${where(ALONG_ORDER)} ORDER BY ${order} LIMIT ? OFFSET ?`)
  const rows = page.all(...values, query.limit, query.offset).map((row) => integer(row, 'row'))
  return { rows, total: count === undefined ? 0 : integer(count, 'total') }
}

/** Every value is bound, none is written into the statement. */
function conditionsOf(query: GroupSearch): {
  readonly where: (prefix: string) => string
  readonly values: readonly SQLInputValue[]
} {
  const conditions: string[] = []
  const values: SQLInputValue[] = []
  const oneOf = (column: string, allowed: readonly string[] | undefined): void => {
    if (allowed === undefined) return
    conditions.push(`${column} IN (SELECT value FROM json_each(?))`)
    values.push(JSON.stringify(allowed))
  }
  oneOf('account_id', query.accountIds)
  oneOf('relation', query.relations)
  oneOf('kind', query.kinds)
  oneOf('join_rule', query.joinRules)
  if (query.onlyArchived === true) conditions.push('archived = 1')
  else if (query.includeArchived !== true) conditions.push('archived = 0')
  const where = (prefix: string): string =>
    conditions.length === 0 ? '' : `WHERE ${conditions.map((condition) => prefix + condition).join(' AND ')}`
  return { where, values }
}
