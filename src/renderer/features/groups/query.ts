// What is sought among the groups, and how it is asked of main.
import type { InputOf, OutputOf } from '../../../shared/contract'
import type { GroupKind, Relation } from '../../../shared/domain/states'

type AccountId = OutputOf<'groups.search'>['items'][number]['accountId']

export interface GroupQuery {
  text: string
  relations: Relation[]
  kinds: GroupKind[]
  includeArchived: boolean
}

export const emptyQuery = (): GroupQuery => ({ text: '', relations: [], kinds: [], includeArchived: false })

/** Rows asked for at once. */
export const PAGE = 100

/** The input of one page; what was not chosen stays out. */
export function pageInput(
  query: GroupQuery,
  accountIds: readonly AccountId[],
  offset: number,
): InputOf<'groups.search'> {
  return {
    accountIds: [...accountIds],
    includeArchived: query.includeArchived,
    sort: 'activity',
    limit: PAGE,
    offset,
    ...(query.text.trim() ? { text: query.text } : {}),
    ...(query.relations.length ? { relations: query.relations } : {}),
    ...(query.kinds.length ? { kinds: query.kinds } : {}),
  }
}
