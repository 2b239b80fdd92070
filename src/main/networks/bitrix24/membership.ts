// What I am to one group, read fresh: before anything is asked of it, and afterwards for proof. Never writes.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonObject } from '../../../shared/contract/common'
import type { Relation } from '../../../shared/domain/states'
import type { JoinTarget, RequestStanding } from '../ports'
import type { CallResult } from './client'
import { groupCommand, groupRow } from './group-row'
import { ownRelation, readRoles } from './group-shapes'
import type { Roles } from './group-shapes'
import { failed, fallsBack, isNumericId } from './portal'
import type { Portal } from './portal'
import { pendingIn, relationsCommands } from './relations'
import type { PendingRelation } from './relations'
import { batchLearning } from './undocumented'

export interface Membership {
  readonly groupId: string
  readonly relation: Relation
  /** False without the scope `socialnetwork`: a pending request cannot be seen then. */
  readonly complete: boolean
  /** Absent where the group cannot be seen. */
  readonly row?: JsonObject
}

/** What I am to the group, in one request. Errors: `groups.notFound` for what is no group's id, `requests.badLink`. */
export async function readMembership(portal: Portal, { groupId, link }: JoinTarget): Promise<Result<Membership>> {
  if (groupId === undefined) return fail(link === undefined ? 'groups.notFound' : 'requests.badLink', 'user')
  if (!isNumericId(groupId)) return fail('groups.notFound')
  const answer = await batchLearning(portal, {
    mine: { method: 'sonet_group.user.groups' },
    group: groupCommand(portal, groupId),
    ...relationsCommands(portal),
  })
  if (!answer.ok) return failed(answer)
  const { mine, group } = answer.data
  if (fallsBack(portal, group)) return readMembership(portal, { groupId })
  if (!mine.ok) return failed(mine)
  const pending = pendingIn(portal, answer.data)
  return membershipIn(portal, { groupId, roles: readRoles(mine.data), group, pending })
}

interface Told {
  readonly groupId: string
  readonly roles: Roles
  /** The answer of `groupCommand`. */
  readonly group: CallResult
  readonly pending: readonly PendingRelation[]
}

/**
 * My groups outweigh what the group says of me: a stale copy must not cost anybody their role. Of a group that cannot be
 * seen the list of what waits may tell: a secret one that invites me.
 */
export function membershipIn(portal: Portal, { groupId, roles, group, pending }: Told): Result<Membership> {
  const row = groupRow(group, groupId)
  if (!row.ok && row.error.code !== 'groups.notFound') return row
  const told = row.ok ? ownRelation(row.data) : undefined
  const complete = told !== undefined || (portal.scopes.has('socialnetwork') && row.ok)
  const waits = pending.find((one) => one.groupId === groupId)?.relation
  const relation = roles.get(groupId) ?? told ?? waits ?? 'none'
  return ok({ groupId, relation, complete, ...(row.ok ? { row: row.data } : {}) })
}

/** How a request of mine stands. */
export function standingOf({ groupId, relation, complete, row }: Membership): RequestStanding {
  switch (relation) {
    case 'member':
    case 'moderator':
    case 'owner':
      return { standing: 'joined', groupId }
    case 'requested':
      return { standing: 'pending', groupId }
    case 'invited':
      return { standing: 'invited', groupId }
    case 'banned':
      return { standing: 'none', groupId }
    case 'none':
      return { standing: complete || row === undefined ? 'none' : 'notKnown', groupId }
  }
}

/** In the group, in whatever role. */
export function isIn({ relation }: Pick<Membership, 'relation'>): boolean {
  return relation === 'member' || relation === 'moderator' || relation === 'owner'
}
