// Groups as last read, per account, searchable by words.
import type { AccountId } from '../../shared/contract/common'
import { MARKED_FIELDS, type Group, type GroupHit } from '../../shared/contract/groups'
import { marksIn, type Sought } from '../../shared/domain/search-marks'
import type { Relation } from '../../shared/domain/states'
import type { Database } from './database'
import { createGroupFinder } from './group-finder'
import { groupFromRow, groupValues, UPSERT_GROUP } from './group-rows'
import type { GroupSearch } from './group-search'

export interface GroupsRepository {
  /**
   * One page of the groups that hold every word of the text, in any order: in name, description, keywords, topic or owner,
   * at the beginning of a word or inside it, whatever the case, the accents and `ё`/`е`; and that pass the filters.
   *
   * Words as typed win. Where they find nothing together, a word is also taken as typed with the other keyboard layout,
   * without the signs around it, or with one mistake in a word of four letters or more; the answer then has `corrected`,
   * the text that was sought instead (of several words that may have been meant, the one found most often).
   *
   * Order: `name` and `members` as they say. By `activity`, while a text is sought, groups named exactly so come first, then
   * those with every word at the beginning of a word of the name, then in the name, then the rest; each by last activity.
   */
  search(query: GroupSearch): { items: GroupHit[]; total: number; corrected?: string }
  /** Whether `search` can look for text without reading the whole table first. */
  isReady(): boolean
  /** Does a slice of the work that makes `search` quick, a few milliseconds of it. Answers whether there is more. */
  prepare(): boolean
  /** Calls back when groups were written, so that there may be something to `prepare`. */
  onWritten(listener: () => void): void
  get(accountId: AccountId, groupId: string): Group | undefined
  /** Keeps a page; `run` is the number of the reading it came with. */
  upsertPage(groups: readonly Group[], run: number): void
  /** Sets my relation to a group that is already known; answers it, or `undefined` when it is not. */
  setRelation(accountId: AccountId, groupId: string, relation: Relation): Group | undefined
  /** Removes groups that are not there any more; unknown ids are no error. */
  remove(accountId: AccountId, groupIds: readonly string[]): void
}

export function createGroupsRepository(db: Database): GroupsRepository {
  const one = db.prepare('SELECT * FROM groups WHERE account_id = ? AND group_id = ?')
  const byRow = db.prepare('SELECT * FROM groups WHERE rowid = ?')
  const upsert = db.prepare(UPSERT_GROUP)
  const relate = db.prepare('UPDATE groups SET relation = ? WHERE account_id = ? AND group_id = ?')
  const remove = db.prepare('DELETE FROM groups WHERE account_id = ? AND group_id = ?')
  const finder = createGroupFinder(db)
  const listeners: (() => void)[] = []
  const written = (): void => {
    for (const listener of listeners) listener()
  }
  const get = (accountId: AccountId, groupId: string): Group | undefined => {
    const row = one.get(accountId, groupId)
    return row === undefined ? undefined : groupFromRow(row)
  }
  return {
    get,
    isReady: () => finder.isReady(),
    prepare: () => finder.prepare(),
    onWritten(listener) {
      listeners.push(listener)
    },
    search(query) {
      const { rows, total, sought, corrected } = finder.find(query)
      const items = rows.flatMap((number) => {
        const row = byRow.get(number)
        return row === undefined ? [] : hit(groupFromRow(row), sought)
      })
      return { items, total, ...(corrected === undefined ? {} : { corrected }) }
    },
    upsertPage(groups, run) {
      db.transaction(() => {
        for (const group of groups) upsert.run(...groupValues(group, run))
      })
      written()
    },
    setRelation(accountId, groupId, relation) {
      relate.run(relation, accountId, groupId)
      written()
      return get(accountId, groupId)
    },
    remove(accountId, groupIds) {
      db.transaction(() => {
        for (const groupId of groupIds) remove.run(accountId, groupId)
      })
      written()
    },
  }
}

function hit(group: Group, sought: readonly Sought[]): GroupHit {
  if (sought.length === 0) return group
  const marks = MARKED_FIELDS.flatMap((field) =>
    marksIn(group[field] ?? '', sought).map((mark) => ({ field, ...mark })),
  )
  return { ...group, marks }
}
