// The fields of socialnetwork.api.workgroup.get: the ones always there, and the ones asked for by `select`.
// https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-get.html
import type { JsonObject, JsonValue } from '../../types'
import type { Call } from '../call'
import { siteDate, yesNo } from '../format'
import { groupPicture, photoPath } from '../pictures'
import { fullName, memberCount, relationOf, relationsOfGroup } from '../world'
import type { Relation, Role, Workgroup } from '../world-types'

function ids(call: Call, group: Workgroup, roles: readonly Role[]): number[] {
  return relationsOfGroup(call.world, group.id, roles).map((relation) => relation.userId)
}

/** The fields every answer holds. */
export function baseFields(call: Call, group: Workgroup): JsonObject {
  const { world } = call
  const invited = relationsOfGroup(world, group.id, ['Z']).filter((relation) => relation.initiatedBy === 'G')
  return {
    ID: group.id,
    ACTIVE: yesNo(group.active),
    SITE_ID: 's1',
    SUBJECT_ID: 1,
    NAME: group.name,
    DESCRIPTION: group.description,
    KEYWORDS: group.keywords,
    CLOSED: yesNo(group.closed),
    VISIBLE: yesNo(group.visible),
    OPENED: yesNo(group.opened),
    DATE_CREATE: siteDate(world, group.createdAt),
    DATE_UPDATE: siteDate(world, group.activityAt),
    DATE_ACTIVITY: siteDate(world, group.activityAt),
    IMAGE_ID: group.image === '' ? 0 : group.id * 7,
    AVATAR_TYPE: group.avatarType,
    OWNER_ID: group.ownerId,
    INITIATE_PERMS: group.initiatePerms,
    NUMBER_OF_MEMBERS: memberCount(world, group.id),
    NUMBER_OF_MODERATORS: ids(call, group, ['A', 'E']).length,
    PROJECT: yesNo(group.kind === 'project'),
    PROJECT_DATE_START: null,
    PROJECT_DATE_FINISH: null,
    LANDING: 'N',
    SCRUM_MASTER_ID: group.kind === 'scrum' ? group.ownerId : 0,
    SCRUM_SPRINT_DURATION: group.kind === 'scrum' ? 1_209_600 : 0,
    SCRUM_TASK_RESPONSIBLE: group.kind === 'scrum' ? 'A' : '',
    TYPE: group.kind,
    MEMBERS: ids(call, group, ['A', 'E', 'K']),
    CHAT_ID: group.chatId,
    DIALOG_ID: `chat${group.chatId}`,
    ORDINARY_MEMBERS: ids(call, group, ['K']),
    INVITED_MEMBERS: invited.map((relation) => relation.userId),
    MODERATOR_MEMBERS: ids(call, group, ['E']),
    SITE_IDS: ['s1'],
  }
}

/** Whether this user may invite, as INITIATE_PERMS says. */
function mayInvite(group: Workgroup, relation: Relation | undefined): boolean {
  const allowed: Readonly<Record<Role, readonly Role[]>> = { A: ['A'], E: ['A', 'E'], K: ['A', 'E', 'K'], Z: [], T: [] }
  return relation !== undefined && allowed[group.initiatePerms].includes(relation.role)
}

/** JOIN is offered only to those without any relation; archived groups keep it, as the server looks at ACTIVE alone (undocumented). */
function actions(call: Call, group: Workgroup): JsonObject {
  const relation = relationOf(call.world, group.id, call.userId)
  const runs = relation?.role === 'A' || relation?.role === 'E' || call.world.adminIds.has(call.userId)
  const member = relation?.role === 'A' || relation?.role === 'E' || relation?.role === 'K'
  return {
    EDIT: runs,
    DELETE: relation?.role === 'A',
    INVITE: mayInvite(group, relation),
    JOIN: relation === undefined && group.active,
    LEAVE: relation?.role === 'E' || relation?.role === 'K',
    FOLLOW: member,
    PIN: member,
    EDIT_FEATURES: runs,
  }
}

function pending(call: Call, group: Workgroup, by: Relation['initiatedBy']): Relation[] {
  return relationsOfGroup(call.world, group.id, ['Z']).filter((relation) => relation.initiatedBy === by)
}

/** Up to ten who wait; only for those who may decide. */
function awaiting(call: Call, group: Workgroup): JsonValue {
  const relation = relationOf(call.world, group.id, call.userId)
  const decides = relation?.role === 'A' || relation?.role === 'E' || mayInvite(group, relation)
  if (!decides) return []
  return pending(call, group, 'U')
    .slice(0, 10)
    .map((row) => call.world.people.get(row.userId))
    .map((person) => ({ id: person?.id ?? 0, name: fullName(person), photo: photoPath(person) }))
}

function listOfMembers(call: Call, group: Workgroup): JsonValue {
  return relationsOfGroup(call.world, group.id, ['A', 'E', 'K']).map((relation) => {
    const person = call.world.people.get(relation.userId)
    return {
      id: relation.userId,
      isOwner: relation.role === 'A',
      isModerator: relation.role === 'E',
      isScrumMaster: false,
      isAutoMember: false,
      name: person?.firstName ?? '',
      lastName: person?.lastName ?? '',
      position: person?.workPosition ?? '',
      photo: photoPath(person),
    }
  })
}

function membersList(call: Call, group: Workgroup): JsonValue {
  return relationsOfGroup(call.world, group.id).map((relation) => ({
    id: relation.userId,
    invited: relation.role === 'Z' && relation.initiatedBy === 'G',
    isAwaiting: relation.role === 'Z' && relation.initiatedBy === 'U',
    isMember: relation.role !== 'Z' && relation.role !== 'T',
  }))
}

/** `false` where there is no role. */
function userData(call: Call, group: Workgroup): JsonObject {
  const relation = relationOf(call.world, group.id, call.userId)
  return {
    ROLE: relation?.role ?? false,
    INITIATED_BY_TYPE: relation?.initiatedBy ?? false,
    IS_SUBSCRIBED: relation !== undefined && relation.role !== 'Z',
  }
}

function privacyCode(group: Workgroup): string {
  if (!group.visible) return 'secret'
  return group.opened ? 'open' : 'closed'
}

type Selectable = (call: Call, group: Workgroup) => JsonObject

const SELECTABLE: Readonly<Record<string, Selectable>> = {
  ACTIONS: (call, group) => ({ ACTIONS: actions(call, group) }),
  AVATAR: (call, group) => ({ AVATAR: groupPicture(call.origin, group) }),
  AVATAR_DATA: (_call, group) => ({
    AVATAR_DATA: {
      type: group.image === '' ? 'icon' : 'image',
      id: group.image === '' ? group.avatarType : group.image,
    },
  }),
  COUNTERS: (call, group) => ({
    COUNTERS: {
      workgroup_requests_out: pending(call, group, 'G').length,
      workgroup_requests_in: pending(call, group, 'U').length,
    },
  }),
  OWNER_DATA: (call, group) => ({
    OWNER_DATA: { ID: group.ownerId, FORMATTED_NAME: fullName(call.world.people.get(group.ownerId)) },
  }),
  SUBJECT_DATA: (call) => ({
    SUBJECT_DATA: { ID: 1, NAME: call.world.language === 'ru' ? 'Рабочие группы' : 'Workgroups' },
  }),
  TAGS: (_call, group) => ({ TAGS: group.keywords === '' ? [] : group.keywords.split(',') }),
  USER_DATA: (call, group) => ({ USER_DATA: userData(call, group) }),
  DEPARTMENTS: () => ({ DEPARTMENTS: [] }),
  PIN: () => ({ IS_PIN: false }),
  PRIVACY_TYPE: (_call, group) => ({ PRIVACY_CODE: privacyCode(group) }),
  LIST_OF_MEMBERS: (call, group) => ({ LIST_OF_MEMBERS: listOfMembers(call, group) }),
  LIST_OF_MEMBERS_AWAITING_INVITE: (call, group) => ({ LIST_OF_MEMBERS_AWAITING_INVITE: awaiting(call, group) }),
  GROUP_MEMBERS_LIST: (call, group) => ({ GROUP_MEMBERS_LIST: membersList(call, group) }),
}

/** Fields outside the table are ignored, as the service does. */
export function selectedFields(call: Call, group: Workgroup, select: readonly string[]): JsonObject {
  const parts = select.map((name) => (Object.hasOwn(SELECTABLE, name) ? SELECTABLE[name]?.(call, group) : undefined))
  return Object.assign({}, ...parts.filter((part) => part !== undefined)) as JsonObject
}
