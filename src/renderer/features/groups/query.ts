// What is sought among the groups, how it is asked of main, and how it is kept as a saved filter.
import type { InputOf, OutputOf } from '../../../shared/contract'
import type { GroupKind, JoinRule, Relation } from '../../../shared/domain/states'

export type AccountId = OutputOf<'groups.search'>['items'][number]['accountId']
export type SavedFilter = OutputOf<'groups.filters'>[number]
type SavedQuery = SavedFilter['query']

export const SORTS = ['activity', 'name', 'members'] as const
export type Sort = (typeof SORTS)[number]
export const ARCHIVED = ['without', 'with', 'only'] as const
export type Archived = (typeof ARCHIVED)[number]

export interface GroupQuery {
  text: string
  /** Narrows the accounts in view; empty for all of them. */
  accountIds: AccountId[]
  relations: Relation[]
  kinds: GroupKind[]
  joinRules: JoinRule[]
  archived: Archived
  sort: Sort
}

export const emptyQuery = (): GroupQuery => ({
  text: '',
  accountIds: [],
  relations: [],
  kinds: [],
  joinRules: [],
  archived: 'without',
  sort: 'activity',
})

/** Rows asked for at once. */
export const PAGE = 50

/** The filters that are on, leaving out the text and the order. */
export function filtersOn({ accountIds, relations, kinds, joinRules, archived }: GroupQuery): number {
  const lists = [accountIds, relations, kinds, joinRules].filter((list) => list.length > 0).length
  return lists + (archived === 'without' ? 0 : 1)
}

/** What was chosen, as main takes and keeps it; what was not chosen stays out. */
export function chosen(query: GroupQuery): SavedQuery {
  return {
    sort: query.sort,
    ...(query.text.trim() ? { text: query.text } : {}),
    ...(query.accountIds.length ? { accountIds: [...query.accountIds] } : {}),
    ...(query.relations.length ? { relations: [...query.relations] } : {}),
    ...(query.kinds.length ? { kinds: [...query.kinds] } : {}),
    ...(query.joinRules.length ? { joinRules: [...query.joinRules] } : {}),
    ...(query.archived === 'with' ? { includeArchived: true } : {}),
    ...(query.archived === 'only' ? { onlyArchived: true } : {}),
  }
}

/** The input of one page over the accounts in view. */
export function pageInput(query: GroupQuery, inView: readonly AccountId[], offset: number): InputOf<'groups.search'> {
  return { accountIds: [...inView], ...chosen(query), limit: PAGE, offset }
}

/** A saved filter as a query over the accounts in view; accounts that are not in view do not narrow it. */
export function fromSaved(saved: SavedQuery, inView: readonly AccountId[]): GroupQuery {
  const archived = saved.onlyArchived ? 'only' : saved.includeArchived ? 'with' : 'without'
  return {
    text: saved.text ?? '',
    accountIds: inView.length > 1 ? (saved.accountIds ?? []).filter((id) => inView.includes(id)) : [],
    relations: [...(saved.relations ?? [])],
    kinds: [...(saved.kinds ?? [])],
    joinRules: [...(saved.joinRules ?? [])],
    archived,
    sort: saved.sort ?? 'activity',
  }
}
