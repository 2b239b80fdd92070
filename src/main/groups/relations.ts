// What becomes known of my relation to a group outside of a reading of groups: by asking, by answering, by looking.
import type { AccountId } from '../../shared/contract/common'
import type { Emit } from '../../shared/contract/index'
import type { Relation } from '../../shared/domain/states'
import type { Clock, Logger } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'

export interface LearntRelation {
  readonly accountId: AccountId
  readonly groupId: string
  readonly relation: Relation
  /** When the look that showed it began, in milliseconds; absent for what was just done. */
  readonly seenAt?: number
}

/** Keeps and tells a relation that differs; groups that are not known stay unknown. */
export type SetRelation = (learnt: LearntRelation) => void

export interface Relations {
  readonly set: SetRelation
  /** Whether something was done at or after this time that an answer asked for then may not show yet. */
  doneSince(accountId: AccountId, groupId: string, at: number): boolean
}

export interface RelationsDeps {
  readonly store: Pick<Store, 'groups'>
  readonly emit: Emit
  readonly clock: Clock
  readonly log: Logger
  /** I have entered a group that no reading has brought yet. */
  readonly enteredUnknown: (accountId: AccountId) => void
}

const IN: readonly Relation[] = ['member', 'moderator', 'owner']

/** A look that began before something was done says nothing about it. */
export function createRelations({ store, emit, clock, log, enteredUnknown }: RelationsDeps): Relations {
  const doneAt = new Map<string, number>()
  const keyOf = (accountId: AccountId, groupId: string): string => `${accountId} ${groupId}`
  const set: SetRelation = ({ accountId, groupId, relation, seenAt }) => {
    const key = keyOf(accountId, groupId)
    const done = doneAt.get(key)
    if (seenAt === undefined) doneAt.set(key, clock())
    else if (done !== undefined && seenAt <= done) return
    const changed = guarded(log, () => {
      const known = store.groups.get(accountId, groupId)
      // A look names my groups each time, those that no list shows included: only what was done begins a reading.
      if (known === undefined && seenAt === undefined && IN.includes(relation)) enteredUnknown(accountId)
      return known === undefined || known.relation === relation
        ? undefined
        : store.groups.setRelation(accountId, groupId, relation)
    })
    if (changed.ok && changed.data !== undefined) emit('groups.changed', { accountId, upsert: [changed.data] })
  }
  return {
    set,
    doneSince: (accountId, groupId, at) => (doneAt.get(keyOf(accountId, groupId)) ?? -Infinity) >= at,
  }
}
