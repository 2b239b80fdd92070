// What a group is filtered by beside its account, in one number; and filters as a table over all such numbers.
import { GROUP_KINDS, JOIN_RULES, RELATIONS } from '../../../shared/domain/states'
import type { GroupKind, JoinRule, Relation } from '../../../shared/domain/states'

export interface Filter {
  readonly accountIds?: readonly string[] | undefined
  readonly relations?: readonly Relation[] | undefined
  readonly kinds?: readonly GroupKind[] | undefined
  readonly joinRules?: readonly JoinRule[] | undefined
  readonly includeArchived?: boolean | undefined
  /** Wins over `includeArchived`. */
  readonly onlyArchived?: boolean | undefined
}

export interface Faceted {
  readonly relation: Relation
  readonly kind: GroupKind
  readonly joinRule: JoinRule
  readonly archived: boolean
}

const ARCHIVED = 1 << 12
/** Larger than every number of facets. */
export const FACETS = 1 << 13

export const facetsOf = ({ relation, kind, joinRule, archived }: Faceted): number =>
  (archived ? ARCHIVED : 0) |
  (RELATIONS.indexOf(relation) << 8) |
  (GROUP_KINDS.indexOf(kind) << 4) |
  JOIN_RULES.indexOf(joinRule)

/** For every number of facets 1 where it passes, else 0: looked up per group instead of asking four questions. */
export function passingFacets(filter: Filter): Uint8Array {
  const within = <T>(list: readonly T[] | undefined, value: T | undefined): boolean =>
    value !== undefined && (list === undefined || list.includes(value))
  return Uint8Array.from({ length: FACETS }, (_, facets) => {
    const archived = (facets & ARCHIVED) !== 0
    const wanted = archived
      ? filter.includeArchived === true || filter.onlyArchived === true
      : filter.onlyArchived !== true
    const fits =
      wanted &&
      within(filter.relations, RELATIONS[(facets >> 8) & 15]) &&
      within(filter.kinds, GROUP_KINDS[(facets >> 4) & 15]) &&
      within(filter.joinRules, JOIN_RULES[facets & 15])
    return fits ? 1 : 0
  })
}
