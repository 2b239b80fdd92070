// What can be chosen among the filters, and what is chosen in words, each with the way to let go of it.
import type { GroupKind, JoinRule, Relation } from '../../../shared/domain/states'
import type { Texts } from '../../lib/i18n'
import type { GroupQuery } from './query'

export const RELATION_CHIPS: readonly {
  readonly id: 'all' | 'outside' | 'asked' | 'inside'
  readonly relations: readonly Relation[]
}[] = [
  { id: 'all', relations: [] },
  { id: 'outside', relations: ['none'] },
  { id: 'asked', relations: ['requested', 'invited'] },
  { id: 'inside', relations: ['member', 'moderator', 'owner'] },
]
export const KIND_CHIPS: readonly GroupKind[] = ['group', 'project', 'scrum', 'collab', 'bluesky']
export const ENTRY_CHIPS: readonly { readonly id: 'open' | 'closed'; readonly rules: readonly JoinRule[] }[] = [
  { id: 'open', rules: ['open'] },
  { id: 'closed', rules: ['approval', 'followedByOwner', 'invite'] },
]

/** The list with a value put in, or taken out where it was in. */
export const toggled = <T>(list: readonly T[], value: T): T[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value]

/** Whether a chip's rules are all among those chosen. */
export const holdsAll = <T>(list: readonly T[], part: readonly T[]): boolean =>
  part.every((each) => list.includes(each))

export interface ChosenFilter {
  readonly id: string
  readonly label: string
  /** The query without it. */
  readonly without: Partial<GroupQuery>
}

/** The filters that have no chip of their own in the row above the list. */
export function chosenFilters(
  query: GroupQuery,
  accounts: ReadonlyMap<string, { readonly label: string }>,
  { t }: Texts,
): ChosenFilter[] {
  return [
    ...query.accountIds.map((id) => ({
      id: `account:${id}`,
      label: accounts.get(id)?.label ?? id,
      without: { accountIds: toggled(query.accountIds, id) },
    })),
    ...query.kinds.map((kind) => ({
      id: `kind:${kind}`,
      label: t(`groups.kinds.${kind}`),
      without: { kinds: toggled(query.kinds, kind) },
    })),
    ...ENTRY_CHIPS.filter(({ rules }) => query.joinRules.length > 0 && holdsAll(query.joinRules, rules)).map(
      ({ id, rules }) => ({
        id: `entry:${id}`,
        label: t(`groups.entry.${id}`),
        without: { joinRules: query.joinRules.filter((rule) => !rules.includes(rule)) },
      }),
    ),
    ...(query.archived === 'without'
      ? []
      : [
          {
            id: 'archived',
            label: t(`groups.archived.${query.archived}`),
            without: { archived: 'without' as const },
          },
        ]),
  ]
}
