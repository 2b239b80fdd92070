// socialnetwork.api.workgroup.list and .get: parameters nested under `params`, camelCase in lists, upper case in details.
// https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-list.html
import type { JsonObject, JsonValue } from '../../types'
import { answer, refuse, type Call, type MethodAnswer, type MethodTable } from '../call'
import { applyFilter, applyOrder, page } from '../filter'
import { groupField } from '../group-fields'
import { isYes, toInt, toList, toMap, toText } from '../params'
import { groupPicture } from '../pictures'
import { canSeeGroup, relationOf } from '../world'
import type { Workgroup } from '../world-types'
import { baseFields, selectedFields } from './workgroup-fields'
import { workgroupDecisionMethods } from './workgroup-decisions'

const SCOPES = ['socialnetwork']

/** `NUMBER_OF_MEMBERS` → `numberOfMembers`. */
function camel(name: string): string {
  return name.toLowerCase().replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

/** In a list every scalar is a string; what is missing is null. */
function listValue(value: JsonValue | undefined): JsonValue {
  return typeof value === 'number' ? String(value) : (value ?? null)
}

function listRow(call: Call, group: Workgroup, select: readonly string[]): JsonObject {
  const options = toMap(call.params['params'])
  const fields = {
    ...baseFields(call, group),
    AVATAR: groupPicture(call.origin, group),
  }
  const relation = relationOf(call.world, group.id, call.userId)
  const row: Record<string, JsonValue> = {}
  for (const field of select.length === 0 ? ['ID'] : ['ID', ...select]) {
    if (Object.hasOwn(fields, field)) row[camel(field)] = listValue(fields[field as keyof typeof fields])
  }
  if (toText(options['mode']) === 'mobile') {
    row['additionalData'] = { role: relation?.role ?? '', initiatedByType: relation?.initiatedBy ?? '' }
  }
  if (isYes(options['shouldSelectDialogId'])) row['dialogId'] = `chat${group.chatId}`
  return row
}

function workgroupList(call: Call): MethodAnswer {
  const { world, params, userId } = call
  const asAdmin = isYes(toMap(params['params'])['IS_ADMIN']) && world.adminIds.has(userId)
  const visible = [...world.groups.values()].filter((group) => asAdmin || canSeeGroup(world, group, userId))
  const read = groupField(world)
  const rows = applyOrder(applyFilter(visible, toMap(params['filter']), read), toMap(params['order']), {
    read,
    fallback: { ID: 'DESC' },
  })
  const { rows: shown, ...counts } = page(rows, params['start'])
  const select = toList(params['select']).map(toText)
  return { ok: true, result: { workgroups: shown.map((group) => listRow(call, group, select)) }, ...counts }
}

/** https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-get.html */
function workgroupGet(call: Call): MethodAnswer {
  const { world, userId } = call
  const options = toMap(call.params['params'])
  const groupId = toInt(options['groupId'])
  if (groupId <= 0) return refuse('SONET_CONTROLLER_WORKGROUP_EMPTY', 'No value for the workgroup ID was provided.')
  const group = world.groups.get(groupId)
  if (group === undefined || !(world.adminIds.has(userId) || canSeeGroup(world, group, userId))) {
    const text = world.language === 'ru' ? 'Группа не найдена.' : 'Workgroup not found.'
    return refuse('SONET_CONTROLLER_WORKGROUP_NOT_FOUND', text)
  }
  const relation = relationOf(world, group.id, userId)
  const mobile: JsonObject =
    toText(options['mode']) === 'mobile'
      ? { ADDITIONAL_DATA: { ROLE: relation?.role ?? '', INITIATED_BY_TYPE: relation?.initiatedBy ?? '' } }
      : {}
  const select = toList(options['select']).map(toText)
  return answer({ ...baseFields(call, group), ...selectedFields(call, group, select), ...mobile })
}

export const workgroupMethods: MethodTable = {
  'socialnetwork.api.workgroup.list': { scopes: SCOPES, run: workgroupList },
  'socialnetwork.api.workgroup.get': { scopes: SCOPES, run: workgroupGet },
  ...workgroupDecisionMethods,
}
