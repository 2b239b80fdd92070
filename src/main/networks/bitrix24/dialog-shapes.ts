// An open channel's dialog as the chat methods write it, read into one shape. Pure.
import type { JsonObject } from '../../../shared/contract/common'
import type { DialogStatus } from '../../../shared/domain/states'
import type { PortDialog } from '../ports'
import { present } from './group-shapes'
import { asCount, asId, asIso, asList, asNumber, asObject, asText, clip } from './json'

/** What is known besides the row: who I am, the lines' names, what the work list said last. */
export interface DialogContext {
  readonly userId: string
  readonly lineNames: ReadonlyMap<string, string>
  /** Numeric session status by chat id, from the work list. */
  readonly statuses: ReadonlyMap<string, number>
  /** Participants, where they were asked for. */
  readonly participants?: readonly string[]
  readonly canJoin?: boolean
}

/**
 * The numeric session status (undocumented: below 10 new or back in the queue, from 40 answered) and the operator as
 * our status. Without the number the operator decides.
 */
export function statusOf(number: number | undefined, owner: string | undefined, me: string): DialogStatus {
  if (number !== undefined && number >= 40) return 'answered'
  if (owner === undefined) return 'waiting'
  if (number !== undefined && number < 10) return 'waiting'
  return owner === me ? 'mine' : 'other'
}

/** An item of `im.recent.get` with `ONLY_OPENLINES`; `undefined` for anything that is no open-channel dialog. */
export function readRecentItem(item: JsonObject, context: DialogContext): PortDialog | undefined {
  const chat = asObject(item['chat'])
  const chatId = asId(item['chat_id']) ?? asId(chat['id'])
  if (chatId === undefined || (asText(chat['type']) ?? 'lines') !== 'lines') return undefined
  const lines = asObject(item['lines'])
  const message = asObject(item['message'])
  const base = readChat(chat, chatId, { ...context, statuses: statusFrom(chatId, lines) })
  const activeAt = asIso(message['date']) ?? asIso(item['date_last_activity']) ?? asIso(item['date_update'])
  return {
    ...base,
    title: clip(asText(item['title']) ?? base.title, 2000),
    unread: asCount(item['counter']),
    ...present({
      sessionId: asId(lines['id']) ?? base.sessionId,
      // Dialogs nobody has taken are listed for the whole queue, all others for their participants only (undocumented).
      joined: base.operatorId === undefined ? undefined : true,
      lastText: asText(message['text']),
      lastFromMe: message['author_id'] === undefined ? undefined : asId(message['author_id']) === context.userId,
      waitingSince: base.status === 'waiting' ? (asIso(lines['date_create']) ?? activeAt) : undefined,
      activeAt,
    }),
  }
}

/** The numeric status of each dialog of a work list, kept for reading single dialogs later. */
export function statusFrom(chatId: string, lines: JsonObject): ReadonlyMap<string, number> {
  const status = asNumber(lines['status'])
  return status === undefined ? new Map() : new Map([[chatId, status]])
}

/** A chat object, as in `imopenlines.dialog.get`. */
export function readChat(chat: JsonObject, chatId: string, context: DialogContext): PortDialog {
  const owner = asId(chat['owner'])
  const [channel, lineId] = (asText(chat['entity_id']) ?? '').split('|')
  const sessionId = asId((asText(chat['entity_data_1']) ?? '').split('|')[5])
  const { participants, canJoin, userId } = context
  return {
    chatId,
    status: statusOf(context.statuses.get(chatId), owner, userId),
    title: clip(asText(chat['name']) ?? asText(chat['title']) ?? `#${chatId}`, 2000),
    unread: asCount(chat['counter']),
    ...present({
      sessionId,
      lineId: asId(lineId),
      lineName: lineId === undefined ? undefined : context.lineNames.get(lineId),
      channel: asText(channel),
      operatorId: owner,
      operatorName: ownerName(chat, owner),
      joined: participants?.includes(userId),
      canJoin,
      activeAt: asIso(chat['date_update']) ?? asIso(chat['last_activity_date']),
    }),
  }
}

/** Some answers carry the people of the chat beside their ids. */
function ownerName(chat: JsonObject, owner: string | undefined): string | undefined {
  if (owner === undefined) return undefined
  const people = [...asList(chat['users']), ...asList(chat['manager_users'])].map(asObject)
  const name = asText(people.find((person) => asId(person['id']) === owner)?.['name'])
  return name && clip(name, 2000)
}
