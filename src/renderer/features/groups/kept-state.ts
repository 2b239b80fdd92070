// What of a list of groups is kept over a restart, and finding the group again that was shown beside it.
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import { groupKey } from './held-pages'
import type { Group } from './held-pages'
import { emptyQuery } from './query'
import type { AccountId, GroupQuery } from './query'

export type GroupsState = Extract<OutputOf<'settings.viewStates'>[number], { view: 'groups' }>['state']
type KeptGroup = NonNullable<GroupsState['group']>

const FOUND_BY_NAME = 100

/** The query as it was kept; accounts that are not in view do not narrow it. */
export function keptQuery(state: GroupsState, inView: readonly AccountId[]): GroupQuery {
  const names = Object.keys(emptyQuery()) as (keyof GroupQuery)[]
  const query = Object.fromEntries(names.map((name) => [name, state[name]])) as unknown as GroupQuery
  return { ...query, accountIds: query.accountIds.filter((id) => inView.includes(id)) }
}

export const keptGroup = (group: Group | undefined): KeptGroup | undefined =>
  group && { accountId: group.accountId, groupId: group.groupId, name: group.name }

/** The group among the rows, else in the directory; `undefined` where it has gone: nobody asked for it just now. */
export async function findKept(kept: KeptGroup, rows: Iterable<[number, Group]>): Promise<Group | undefined> {
  const key = groupKey(kept)
  for (const [, group] of rows) if (groupKey(group) === key) return group
  const { accountId, name: text } = kept
  const query = { accountIds: [accountId], text, includeArchived: true, limit: FOUND_BY_NAME, offset: 0 }
  const answer = await invoke('groups.search', query, { quiet: true })
  return answer.ok ? answer.data.items.find((group) => groupKey(group) === key) : undefined
}
