// Keeps the search over groups in step with their table: built from it a slice at a time, and told of every row that
// changed before it answers. Until it is built, plain lists are read from the table itself. Rows are known by their rowid,
// which stays while the connection is open: nothing runs VACUUM.
import type { Sought } from '../../shared/domain/search-marks'
import type { Database } from './database'
import type { RowChange } from './group-index/apply-rows'
import { createGroupIndex, type GroupIndex } from './group-index/group-index'
import { noteRowChanges } from './group-index/row-changes'
import { listRows, type GroupSearch } from './group-search'
import type { IndexedGroup } from './group-index/slots'
import { flag, integer, optionalText, text, type Row } from './rows'

export interface FoundRows {
  /** Numbers of the rows of the page. */
  readonly rows: readonly number[]
  readonly total: number
  readonly sought: readonly Sought[]
  readonly corrected?: string
}

export interface GroupFinder {
  /** Finishes what is not prepared yet, where it is needed for the answer. */
  find(query: GroupSearch): FoundRows
  /** Whether a text can be sought without first reading the whole table. */
  isReady(): boolean
  /** Does a slice of what is to be done ahead, a few milliseconds of it. Answers whether there is more. */
  prepare(): boolean
}

const SLICE = 500
/** An index more than half of which is about groups that are gone is built anew; a small one is not worth it. */
const MOST_WASTE = 0.5
const WORTHWHILE = 5000

const COLUMNS = `rowid AS row, account_id, relation, kind, join_rule, archived, member_count, active_at, name_folded, search`

export function createGroupFinder(db: Database): GroupFinder {
  const copy = createCopy(db)
  /** A failure half way must not leave an index behind that knows less than the notes have told it. */
  const safely = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      copy.startOver()
      throw error
    }
  }
  db.onRollback(copy.startOver)
  return {
    isReady: () => copy.current() !== undefined,
    find: (query) =>
      safely(() => {
        const { limit, offset, ...sought } = query
        if (copy.current() === undefined && (query.text ?? '').trim() === '')
          return { ...listRows(db, query), sought: [] }
        while (copy.current() === undefined) copy.build()
        while (copy.catchUp());
        const answer = copy.current()?.search(sought)
        if (answer === undefined) throw new Error('there is no index after it was built')
        return { ...answer, rows: answer.rows(offset, offset + limit) }
      }),
    prepare: () =>
      safely(() => {
        const current = copy.current()
        const wasteful = current !== undefined && current.size() > WORTHWHILE && current.waste() > MOST_WASTE
        if (current === undefined || copy.isBuilding() || wasteful) copy.build()
        return copy.catchUp() || copy.isBuilding()
      }),
  }
}

interface Copy {
  /** The index that is whole, once there is one. */
  current(): GroupIndex | undefined
  isBuilding(): boolean
  /** Reads the next slice into a new index, which takes the place of the current one when it is whole. */
  build(): void
  /** Takes some of the noted changes; answers whether there may be more. */
  catchUp(): boolean
  startOver(): void
}

function createCopy(db: Database): Copy {
  const slice = db.prepare(`SELECT ${COLUMNS} FROM groups WHERE rowid > ? ORDER BY rowid LIMIT ?`)
  const one = db.prepare(`SELECT ${COLUMNS} FROM groups WHERE rowid = ?`)
  const changes = noteRowChanges(db)
  let current: GroupIndex | undefined
  /** Rows up to `after` are in it. */
  let building: { readonly index: GroupIndex; after: number } | undefined
  return {
    current: () => current,
    isBuilding: () => building !== undefined,
    build() {
      building ??= { index: createGroupIndex(), after: 0 }
      const rows = slice.all(building.after, SLICE)
      building.index.apply(rows.map((row) => changeOf(integer(row, 'row'), row, true)))
      const last = rows.at(-1)
      if (last !== undefined) building.after = integer(last, 'row')
      if (rows.length === SLICE) return
      current = building.index
      building = undefined
    },
    catchUp() {
      const noted = changes.take(SLICE)
      const read = noted.map(({ row, retext }) => ({ row, retext, found: one.get(row) }))
      const tell = (index: GroupIndex, upTo: number): void => {
        const known = read.filter(({ row }) => row <= upTo)
        index.apply(known.map(({ row, retext, found }) => changeOf(row, found, retext || !index.knows(row))))
      }
      if (current !== undefined) tell(current, Infinity)
      if (building !== undefined) tell(building.index, building.after)
      return noted.length === SLICE
    },
    startOver() {
      current = undefined
      building = undefined
    },
  }
}

function changeOf(row: number, found: Row | undefined, withText: boolean): RowChange {
  if (found === undefined) return { row }
  return { row, group: groupOf(found), ...(withText ? { text: text(found, 'search') } : {}) }
}

function groupOf(row: Row): IndexedGroup {
  return {
    row: integer(row, 'row'),
    accountId: text(row, 'account_id'),
    relation: text(row, 'relation') as IndexedGroup['relation'],
    kind: text(row, 'kind') as IndexedGroup['kind'],
    joinRule: text(row, 'join_rule') as IndexedGroup['joinRule'],
    archived: flag(row, 'archived'),
    memberCount: integer(row, 'member_count'),
    activeAt: optionalText(row, 'active_at'),
    nameFolded: text(row, 'name_folded'),
  }
}
