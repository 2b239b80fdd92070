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

/** The numbers of the rows that pass the filters, one page of them, and how many there are. Looks for no text. */
export function listRows(db: Database, query: GroupSearch): { readonly rows: number[]; readonly total: number } {
  const { conditions, values } = conditionsOf(query)
  const all = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  const count = db.prepare(`SELECT COUNT(*) AS total FROM groups ${all}`).get(...values)
  // Over most accounts the page is read along the index of the order: `+` keeps the filter by account from choosing its own
  // index, and sorting nearly everything (https://sqlite.org/optoverview.html, "unary +").
  const along = conditions.map((condition) => (isWide(db, query) ? `+${condition}` : condition))
  const where = along.length === 0 ? '' : `WHERE ${along.join(' AND ')}`
  const order = ORDER[query.sort ?? 'activity']
  const page = db.prepare(`SELECT rowid AS row FROM groups ${where} ORDER BY ${order} LIMIT ? OFFSET ?`)
  const rows = page.all(...values, query.limit, query.offset).map((row) => integer(row, 'row'))
  return { rows, total: count === undefined ? 0 : integer(count, 'total') }
}

function isWide(db: Database, { accountIds }: GroupSearch): boolean {
  if (accountIds === undefined) return true
  const accounts = db.prepare('SELECT COUNT(*) AS n FROM accounts').get()
  return accountIds.length > 1 && accountIds.length * 2 >= integer(accounts ?? {}, 'n')
}

/** Every value is bound, none is written into the statement. */
function conditionsOf(query: GroupSearch): { readonly conditions: string[]; readonly values: SQLInputValue[] } {
  const conditions: string[] = []
  const values: SQLInputValue[] = []
  const oneOf = (column: string, allowed: readonly string[] | undefined): void => {
    if (allowed === undefined) return
    const [first] = allowed
    const one = allowed.length === 1 && first !== undefined
    // An equality leaves the order of an index as it is; a list of values does not.
    conditions.push(one ? `${column} = ?` : `${column} IN (SELECT value FROM json_each(?))`)
    values.push(one ? first : JSON.stringify(allowed))
  }
  oneOf('account_id', query.accountIds)
  oneOf('relation', query.relations)
  oneOf('kind', query.kinds)
  oneOf('join_rule', query.joinRules)
  if (query.onlyArchived === true) conditions.push('archived = 1')
  else if (query.includeArchived !== true) conditions.push('archived = 0')
  return { conditions, values }
}
