// Places to write to, found by name in one request: people, chats, and open-channel dialogs I am in.
import type { JsonObject } from '../../../shared/contract/common'
import { fail, ok, type Result } from '../../../shared/contract/result'
import { dialogIdOf } from '../../../shared/domain/dialog-id'
import type { PortTarget } from '../ports'
import type { CallResult, NotDone } from './client'
import { readChat } from './dialog-shapes'
import { present } from './group-shapes'
import { asCount, asFlag, asId, asObject, asObjects, asText, clip } from './json'
import type { LineNames } from './line-names'
import { MIN_CHARS, findPeople, readPeople } from './people'
import { failed, isNumericId } from './portal'
import type { Portal } from './portal'

const LIMIT = 50

interface Search {
  readonly portal: Portal
  readonly lineNames: LineNames
  readonly text: string
}

/** People who can be written to through a line: everybody but me. Dismissed ones cannot be chosen. */
export async function findThroughLine(portal: Portal, text: string, lineCode: string): Promise<Result<PortTarget[]>> {
  if (!portal.scopes.has('imopenlines'))
    return fail('bitrix24.insufficientScope', 'user', { host: portal.host, scope: 'imopenlines' })
  const found = await findPeople(portal, text)
  if (!found.ok) return found
  return ok(toPeople(portal, found.data, (userId) => ({ kind: 'network', lineCode, userId })))
}

/**
 * What a message can be written into: private dialogs, chats I am in, and open-channel dialogs I have joined. Chats and
 * dialogs I am not in are left out: what is written there is refused. A portal without open channels answers the rest.
 * @see https://apidocs.bitrix24.com/api-reference/chats/search/im-search-user-list.html
 * @see https://apidocs.bitrix24.com/api-reference/chats/search/im-search-chat-list.html (`FIND_LINES` is undocumented)
 */
export async function findDirect({ portal, lineNames, text }: Search): Promise<Result<PortTarget[]>> {
  if (!portal.scopes.has('im')) return fail('bitrix24.insufficientScope', 'user', { host: portal.host, scope: 'im' })
  const find = text.trim()
  if ([...find].length < MIN_CHARS) return ok([])
  const lines = portal.scopes.has('imopenlines')
  const answer = await portal.client.batch<string>({
    people: { method: 'im.search.user.list', params: { FIND: find, LIMIT } },
    chats: { method: 'im.search.chat.list', params: { FIND: find, LIMIT } },
    ...(lines ? { dialogs: { method: 'im.search.chat.list', params: { FIND_LINES: find, LIMIT } } } : {}),
    ...(lines ? lineNames.commands() : {}),
  })
  if (!answer.ok) return failed(answer)
  const { people, chats, dialogs } = answer.data
  const unasked = broken(dialogs)
  const failure = broken(people) ?? broken(chats) ?? (unasked?.error.retry === 'later' ? unasked : undefined)
  if (failure !== undefined) return failed(failure)
  lineNames.learn(answer.data)
  const found = [
    ...toPeople(portal, readPeople(rows(people)), (userId) => ({ kind: 'dialog', dialogId: userId })),
    ...rows(chats).flatMap((row) => toChat(row)),
    ...rows(dialogs).flatMap((row) => toDialog(row, portal, lineNames)),
  ]
  return ok([...new Map(found.map((hit) => [JSON.stringify(hit.target), hit])).values()])
}

/** A phrase that the portal finds too short has found nothing. */
function broken(result: CallResult | undefined): NotDone | undefined {
  return result === undefined || result.ok || result.portalCode === 'FIND_SHORT' ? undefined : result
}

function rows(result: CallResult | undefined): JsonObject[] {
  return result?.ok === true ? asObjects(result.data) : []
}

function toPeople(
  portal: Portal,
  people: ReturnType<typeof readPeople>,
  targetOf: (userId: string) => PortTarget['target'],
): PortTarget[] {
  return people
    .filter(({ userId }) => userId !== portal.userId && isNumericId(userId))
    .map(({ userId, name, position, active }) => ({
      target: targetOf(userId),
      title: name,
      kind: 'person' as const,
      ...present({ hint: position, blocked: active ? undefined : ('inactive' as const) }),
    }))
}

/** Private dialogs are found as people; open-channel ones have a search of their own. */
function toChat(row: JsonObject): PortTarget[] {
  const id = asId(row['id']) ?? asId(row['ID'])
  if (id === undefined || !isNumericId(id) || isLines(row) || asText(row['type']) === 'private') return []
  if (isOutside(row)) return []
  return [
    {
      target: { kind: 'dialog', dialogId: dialogIdOf(id) },
      title: clip([row['name'], row['title']].map((name) => asText(name)?.trim()).find(Boolean) ?? `#${id}`, 2000),
      kind: 'chat',
      ...present({
        memberCount: row['user_counter'] === undefined ? undefined : asCount(row['user_counter']),
        blocked: mayWrite(row) ? undefined : ('locked' as const),
      }),
    },
  ]
}

/** Only where the portal says that I am in it: as its operator, or by my role. */
function toDialog(row: JsonObject, portal: Portal, { names }: LineNames): PortTarget[] {
  const id = asId(row['id']) ?? asId(row['ID'])
  if (id === undefined || !isNumericId(id) || !isLines(row)) return []
  const dialog = readChat(row, id, { userId: portal.userId, lineNames: names, statuses: new Map() })
  const role = asText(row['role'])?.toLowerCase()
  if (dialog.operatorId !== portal.userId && (role === undefined || isOutside(row))) return []
  return [
    {
      target: { kind: 'dialog', dialogId: dialogIdOf(id) },
      title: dialog.title,
      kind: 'openline',
      ...present({ hint: dialog.lineName, blocked: mayWrite(row) ? undefined : ('locked' as const) }),
    },
  ]
}

function isLines(row: JsonObject): boolean {
  return [row['type'], row['entity_type']].some((value) => asText(value)?.toLowerCase() === 'lines')
}

/** Open chats are found by people who are not in them. Answers of older servers name no role. */
function isOutside(row: JsonObject): boolean {
  return ['guest', 'none'].includes(asText(row['role'])?.toLowerCase() ?? '')
}

/** Channels, for one, can be read by all and written into by few. What is not told is allowed. */
function mayWrite(row: JsonObject): boolean {
  const told = [row['text_field_enabled'], asObject(row['restrictions'])['send']]
  return told.every((value) => value === undefined || value === null || asFlag(value))
}
