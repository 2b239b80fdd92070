// People one can write to, found by name.
import { ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonObject } from '../../../shared/contract/common'
import type { Person } from '../../../shared/contract/messages'
import { personName, present } from './group-shapes'
import { asFlag, asId, asObjects, asText, clip } from './json'
import { failed } from './portal'
import type { Portal } from './portal'

type Found = Omit<Person, 'nextPossibleAt'>

/** The portal refuses shorter texts (`FIND_SHORT`). */
export const MIN_CHARS = 2

/**
 * Employees whose name contains the text; bots, customers and people of other portals are left out. Somebody who was
 * dismissed is marked as not active. Without the scope `im` the user directory is searched.
 * @see https://apidocs.bitrix24.com/api-reference/chats/search/im-search-user-list.html
 * @see https://apidocs.bitrix24.com/api-reference/user/user-search.html
 */
export async function findPeople(portal: Portal, text: string): Promise<Result<Found[]>> {
  const find = text.trim()
  if ([...find].length < MIN_CHARS) return ok([])
  const answer = portal.scopes.has('im')
    ? await portal.client.call('im.search.user.list', { FIND: find, LIMIT: 50 })
    : await portal.client.call('user.search', { FILTER: { FIND: find } })
  if (!answer.ok) return answer.portalCode === 'FIND_SHORT' ? ok([]) : failed(answer)
  return ok(readPeople(asObjects(answer.data)))
}

/** People as either search answers them, each once. */
export function readPeople(rows: readonly JsonObject[]): Found[] {
  const found = rows.flatMap((row) => toPerson(row)).map((person) => [person.userId, person] as const)
  return [...new Map(found).values()]
}

function toPerson(row: JsonObject): Found[] {
  const userId = asId(row['id']) ?? asId(row['ID'])
  if (userId === undefined || ['bot', 'connector', 'network'].some((kind) => asFlag(row[kind]))) return []
  const active = row['active'] ?? row['ACTIVE']
  const position = asText(row['work_position']) ?? asText(row['WORK_POSITION'])
  // `im` gives the whole name as `name`, the directory in parts.
  const whole = asText(row['name'])
  return [
    {
      userId,
      name: whole === undefined ? (personName(row) ?? `#${userId}`) : clip(whole, 2000),
      active: active === undefined || asFlag(active),
      ...present({ position: position && clip(position, 2000) }),
    },
  ]
}
