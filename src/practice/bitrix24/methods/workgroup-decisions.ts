// Registered methods the documentation does not describe (undocumented): join with a rights check, withdraw, leave, decide.
// Portals may not show them; a client has to feature-detect.
import { answer, refuse, type Call, type MethodAnswer, type MethodTable } from '../call'
import { siteDate } from '../format'
import { toInt, toList, toMap, toText } from '../params'
import { decideRelation, requestToJoin, withdrawRelation } from '../requests'
import { canSeeGroup, dropRelation, fullName, relationOf, relationsOfGroup } from '../world'
import type { Relation, Workgroup } from '../world-types'

const SCOPES = ['socialnetwork']

/** These read `groupId` at the top or under `params`. */
function groupOf(call: Call): Workgroup | undefined {
  const groupId = toInt(call.params['groupId'] ?? toMap(call.params['params'])['groupId'])
  const group = call.world.groups.get(groupId)
  return group !== undefined && canSeeGroup(call.world, group, call.userId) ? group : undefined
}

const NOT_FOUND = refuse('SONET_CONTROLLER_WORKGROUP_NOT_FOUND', 'Workgroup not found.')
const NO_ACCESS = refuse('ACCESS_DENIED', 'Access denied.')

function join(call: Call): MethodAnswer {
  const group = groupOf(call)
  if (group === undefined) return NOT_FOUND
  if (!group.active || relationOf(call.world, group.id, call.userId) !== undefined) return NO_ACCESS
  const relation = requestToJoin(call.world, group, { userId: call.userId, message: '', at: call.now })
  return answer({ success: true, confirmationNeeded: relation.role === 'Z' })
}

function leave(call: Call): MethodAnswer {
  const group = groupOf(call)
  if (group === undefined) return NOT_FOUND
  const role = relationOf(call.world, group.id, call.userId)?.role
  if (role !== 'K' && role !== 'E') return NO_ACCESS
  dropRelation(call.world, group.id, call.userId)
  return answer(true)
}

function cancelIncoming(call: Call): MethodAnswer {
  const group = groupOf(call)
  if (group === undefined) return NOT_FOUND
  const relation = relationOf(call.world, group.id, toInt(call.params['userId']))
  if (
    relation === undefined ||
    relation.userId !== call.userId ||
    relation.role !== 'Z' ||
    relation.initiatedBy !== 'U'
  ) {
    return NO_ACCESS
  }
  withdrawRelation(call.world, relation)
  return answer(true)
}

function runsGroup(call: Call, group: Workgroup): boolean {
  const role = relationOf(call.world, group.id, call.userId)?.role
  return role === 'A' || role === 'E'
}

function decide(accept: boolean) {
  return (call: Call): MethodAnswer => {
    const group = groupOf(call)
    if (group === undefined) return NOT_FOUND
    if (!runsGroup(call, group)) return NO_ACCESS
    for (const id of toList(call.params['userIds'])) {
      const relation = relationOf(call.world, group.id, toInt(id))
      if (relation?.role === 'Z' && relation.initiatedBy === 'U')
        decideRelation(call.world, relation, { accept, at: call.now })
    }
    return answer(true)
  }
}

function decideInvitation(accept: boolean) {
  return (call: Call): MethodAnswer => {
    // Secret groups are invisible to those invited, but the invitation itself may be answered.
    const relation = relationOf(call.world, toInt(call.params['groupId']), call.userId)
    if (relation?.role !== 'Z' || relation.initiatedBy !== 'G') return NO_ACCESS
    decideRelation(call.world, relation, { accept, at: call.now })
    return answer(true)
  }
}

function incomingUsers(call: Call): MethodAnswer {
  const group = groupOf(call)
  if (group === undefined) return NOT_FOUND
  if (!runsGroup(call, group)) return NO_ACCESS
  const waiting = relationsOfGroup(call.world, group.id, ['Z']).filter((relation) => relation.initiatedBy === 'U')
  return answer({
    users: waiting.map((relation) => ({
      id: relation.userId,
      name: fullName(call.world.people.get(relation.userId)),
      image: '',
    })),
  })
}

function matches(relation: Relation, filter: ReturnType<typeof toMap>): boolean {
  const wanted = (key: string, value: string | number): boolean =>
    filter[key] === undefined || toText(filter[key]) === String(value)
  return (
    wanted('ROLE', relation.role) &&
    wanted('INITIATED_BY_TYPE', relation.initiatedBy) &&
    wanted('INITIATED_BY_USER_ID', relation.initiatedByUserId) &&
    wanted('USER_ID', relation.userId) &&
    wanted('GROUP_ID', relation.groupId)
  )
}

function relationList(call: Call): MethodAnswer {
  const rows = [...call.world.relations.values()].filter(
    (relation) => relation.userId === call.userId && matches(relation, toMap(call.params['filter'])),
  )
  return answer({
    relations: rows.map((relation) => ({
      id: String(relation.id),
      userId: String(relation.userId),
      groupId: String(relation.groupId),
      role: relation.role,
      initiatedByType: relation.initiatedBy,
      message: relation.message,
      dateCreate: siteDate(call.world, relation.createdAt),
    })),
  })
}

export const workgroupDecisionMethods: MethodTable = {
  'socialnetwork.api.usertogroup.list': { scopes: SCOPES, undocumented: true, run: relationList },
  'socialnetwork.api.usertogroup.join': { scopes: SCOPES, undocumented: true, run: join },
  'socialnetwork.api.usertogroup.leave': { scopes: SCOPES, undocumented: true, run: leave },
  'socialnetwork.api.usertogroup.cancelincomingrequest': { scopes: SCOPES, undocumented: true, run: cancelIncoming },
  'socialnetwork.api.usertogroup.acceptoutgoingrequest': {
    scopes: SCOPES,
    undocumented: true,
    run: decideInvitation(true),
  },
  'socialnetwork.api.usertogroup.rejectoutgoingrequest': {
    scopes: SCOPES,
    undocumented: true,
    run: decideInvitation(false),
  },
  'socialnetwork.api.workgroup.leave': { scopes: SCOPES, undocumented: true, run: leave },
  'socialnetwork.api.workgroup.acceptincomingrequest': { scopes: SCOPES, undocumented: true, run: decide(true) },
  'socialnetwork.api.workgroup.rejectincomingrequest': { scopes: SCOPES, undocumented: true, run: decide(false) },
  'socialnetwork.api.workgroup.getlistincomingusers': { scopes: SCOPES, undocumented: true, run: incomingUsers },
}
