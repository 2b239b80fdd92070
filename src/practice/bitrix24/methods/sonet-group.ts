// sonet_group.*: groups as the older API shows them. Errors carry an empty code and an English text.
// https://apidocs.bitrix24.com/api-reference/sonet-group/index.html
import type { JsonObject } from '../../types'
import { answer, type Call, type MethodAnswer, type MethodTable } from '../call'
import { applyFilter, applyOrder, page } from '../filter'
import { isoDate, yesNo } from '../format'
import { groupField } from '../group-fields'
import { isYes, toInt, toMap, toText } from '../params'
import { groupPicture } from '../pictures'
import { requestToJoin } from '../requests'
import { sonetError } from '../sonet-errors'
import { canSeeGroup, isMember, memberCount, relationOf, relationsOfGroup, relationsOfUser } from '../world'
import type { Workgroup, World } from '../world-types'

const SCOPES = ['sonet_group']

function subjectName(world: World): string {
  return world.language === 'ru' ? 'Рабочие группы' : 'Workgroups'
}

function groupRow(world: World, group: Workgroup): JsonObject {
  return {
    ID: String(group.id),
    SITE_ID: 's1',
    NAME: group.name,
    DESCRIPTION: group.description === '' ? null : group.description,
    DATE_CREATE: isoDate(world, group.createdAt),
    DATE_UPDATE: isoDate(world, group.activityAt),
    ACTIVE: yesNo(group.active),
    VISIBLE: yesNo(group.visible),
    OPENED: yesNo(group.opened),
    CLOSED: yesNo(group.closed),
    SUBJECT_ID: '1',
    OWNER_ID: String(group.ownerId),
    KEYWORDS: group.keywords === '' ? null : group.keywords,
    NUMBER_OF_MEMBERS: String(memberCount(world, group.id)),
    DATE_ACTIVITY: isoDate(world, group.activityAt),
    SUBJECT_NAME: subjectName(world),
    PROJECT: yesNo(group.kind === 'project'),
    ...(group.image === '' ? {} : { IMAGE: group.image }),
    ...(group.extranet ? { IS_EXTRANET: 'Y' } : {}),
  }
}

/** Upper-case parameter names only (undocumented). https://apidocs.bitrix24.com/api-reference/sonet-group/sonet-group-get.html */
function groupGet(call: Call): MethodAnswer {
  const { world, params, userId } = call
  const asAdmin = isYes(params['IS_ADMIN']) && world.adminIds.has(userId)
  const visible = [...world.groups.values()].filter((group) => asAdmin || canSeeGroup(world, group, userId))
  const groupId = toInt(params['GROUP_ID'])
  const filter = { ...toMap(params['FILTER']), ...(groupId > 0 ? { ID: groupId } : {}) }
  const read = groupField(world)
  const rows = applyOrder(applyFilter(visible, filter, read), toMap(params['ORDER']), {
    read,
    fallback: { ID: 'DESC' },
  })
  const { rows: shown, ...counts } = page(rows, params['start'])
  return { ok: true, result: shown.map((group) => groupRow(world, group)), ...counts }
}

/** Everything at once, without pages; pending relations are not among them. */
function userGroups(call: Call): MethodAnswer {
  const { world, userId } = call
  const mine = relationsOfUser(world, userId).filter(isMember)
  return answer(
    mine.flatMap((relation): JsonObject[] => {
      const group = world.groups.get(relation.groupId)
      if (group === undefined) return []
      const image = groupPicture(call.origin, group)
      return [
        {
          GROUP_ID: String(group.id),
          GROUP_NAME: group.name,
          ROLE: relation.role,
          GROUP_IMAGE_ID: image === '' ? null : String(group.id * 7),
          GROUP_IMAGE: image,
          ...(group.extranet ? { IS_EXTRANET: 'Y' } : {}),
        },
      ]
    }),
  )
}

/** Members only: those who wait are left out by the service. */
function userGet(call: Call): MethodAnswer {
  const { world } = call
  const groupId = toInt(call.params['ID'])
  if (groupId <= 0) return sonetError(world, 'Wrong socialnetwork group ID')
  const group = world.groups.get(groupId)
  if (group === undefined || !canSeeGroup(world, group, call.userId))
    return sonetError(world, 'Socialnetwork group not found')
  return answer(
    relationsOfGroup(world, groupId, ['A', 'E', 'K']).map((relation) => ({
      USER_ID: String(relation.userId),
      ROLE: relation.role,
    })),
  )
}

/**
 * The dangerous one: it merges on (user, group), so calling it as a member, moderator or owner overwrites the role
 * (undocumented). `true` stands for "asked" and for "joined at once".
 * https://apidocs.bitrix24.com/api-reference/sonet-group/members/sonet-group-user-request.html
 */
function userRequest(call: Call): MethodAnswer {
  const { world, userId } = call
  const groupId = toInt(call.params['GROUP_ID'])
  if (groupId <= 0) return sonetError(world, 'Wrong group ID')
  const group = world.groups.get(groupId)
  if (group === undefined || !canSeeGroup(world, group, userId))
    return sonetError(world, 'Socialnetwork group not found')
  const known = relationOf(world, groupId, userId)
  if (!group.active) return sonetError(world, 'Cannot request to join group', 'ERROR_NO_GROUP')
  if (known?.role === 'T' || (known !== undefined && world.quirks.insertRequests)) {
    return sonetError(world, 'Cannot request to join group', 'ERROR_CREATE_USER2GROUP')
  }
  requestToJoin(world, group, { userId, message: toText(call.params['MESSAGE']), at: call.now })
  return answer(true)
}

export const sonetGroupMethods: MethodTable = {
  'sonet_group.get': { scopes: SCOPES, run: groupGet },
  'sonet_group.user.groups': { scopes: SCOPES, run: userGroups },
  'sonet_group.user.get': { scopes: SCOPES, run: userGet },
  'sonet_group.user.request': { scopes: SCOPES, run: userRequest },
}
