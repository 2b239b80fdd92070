// Reading one group's row: the richer method where its scope allows, else the older one.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonObject } from '../../../shared/contract/common'
import type { Command } from './batch'
import type { CallResult } from './client'
import { field } from './group-shapes'
import { asId, asObject, asObjects } from './json'
import { failed } from './portal'
import type { Portal } from './portal'

/** What asking to join, and standing somewhere, is judged by. */
const STANDING = ['USER_DATA', 'ACTIONS', 'PRIVACY_TYPE', 'OWNER_DATA']
const RELATION = ['USER_DATA']
/** Whose requests wait: up to ten people, where I may decide. */
const WAITING = ['USER_DATA', 'COUNTERS', 'LIST_OF_MEMBERS_AWAITING_INVITE']
const DETAILS = [...STANDING, 'SUBJECT_DATA', 'TAGS', 'LIST_OF_MEMBERS', 'AVATAR', 'COUNTERS']
const SELECTS = { standing: STANDING, relation: RELATION, waiting: WAITING, details: DETAILS } as const

/**
 * The command that reads one group; its parameters must be nested.
 * @see https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-get.html
 */
export function groupCommand(portal: Portal, groupId: string, what: keyof typeof SELECTS = 'standing'): Command {
  if (!portal.scopes.has('socialnetwork')) return { method: 'sonet_group.get', params: { FILTER: { ID: groupId } } }
  const params = { groupId, select: [...SELECTS[what]], mode: 'mobile' }
  return { method: 'socialnetwork.api.workgroup.get', params: { params } }
}

/** The row in the answer of `groupCommand`; `groups.notFound` where there is none. */
export function groupRow(answer: CallResult, groupId: string): Result<JsonObject> {
  if (!answer.ok) return failed(answer)
  const rows: JsonObject[] = Array.isArray(answer.data) ? asObjects(answer.data) : [asObject(answer.data)]
  const row = rows.find((one) => asId(field(one, 'ID')) === groupId)
  return row === undefined ? fail('groups.notFound') : ok(row)
}
