// The commands that list groups, by the newer method or by the older one, and the rows in their answers. No requests.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { Command } from './batch'
import { field } from './group-shapes'
import { asId, asNumber, asObject, asObjects } from './json'
import type { Portal } from './portal'

/** https://apidocs.bitrix24.com/settings/how-to-call-rest-api/list-methods-pecularities.html */
export const PAGE = 50

const SELECT = [
  'ID',
  'NAME',
  'DESCRIPTION',
  'VISIBLE',
  'OPENED',
  'CLOSED',
  'TYPE',
  'PROJECT',
  'SUBJECT_ID',
  'KEYWORDS',
  'OWNER_ID',
  'NUMBER_OF_MEMBERS',
  'DATE_CREATE',
  'DATE_ACTIVITY',
  'AVATAR',
]

export interface ListQuery {
  /** Conditions as the portal writes them: `{ '>=DATE_ACTIVITY': … }`. */
  readonly filter: JsonObject
  readonly start?: number
  /** Only ids, where only the number of groups is asked for. */
  readonly idsOnly?: boolean
}

/**
 * Groups in the order of their ids. With the scope `socialnetwork` the rows carry my relation, pending requests included;
 * without it only membership is known, from `sonet_group.user.groups`.
 * @see https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-list.html
 * @see https://apidocs.bitrix24.com/api-reference/sonet-group/sonet-group-get.html
 */
export function listCommand(portal: Portal, { filter, start = 0, idsOnly = false }: ListQuery): Command {
  if (!portal.scopes.has('socialnetwork')) {
    return { method: 'sonet_group.get', params: { ORDER: { ID: 'ASC' }, FILTER: filter, start } }
  }
  const what: JsonObject = idsOnly ? { select: ['ID'] } : { select: SELECT, params: { mode: 'mobile' } }
  return { method: 'socialnetwork.api.workgroup.list', params: { ...what, filter, order: { ID: 'ASC' }, start } }
}

export const rolesCommand: Command = { method: 'sonet_group.user.groups' }
export const timeCommand: Command = { method: 'server.time' }

/** The rows of either method's answer; a map without entries arrives as `[]`. */
export function rowsOf(answer: JsonValue): JsonObject[] {
  const named = asObject(answer)['workgroups']
  return asObjects(named ?? answer)
}

/** 0 for a row without one. */
export function idOf(row: JsonObject): number {
  return asNumber(asId(field(row, 'ID'))) ?? 0
}
