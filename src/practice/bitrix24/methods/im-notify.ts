// im.notify.get and .confirm: notices, among them join requests and invitations waiting for an answer.
// https://apidocs.bitrix24.com/api-reference/chats/notifications/im-notify-get.html
import type { JsonObject } from '../../types'
import { answer, refuse, type Call, type MethodAnswer, type MethodTable } from '../call'
import { isoDate } from '../format'
import { peopleOf } from '../im-objects'
import { isNumeric, toInt, toText } from '../params'
import { decideRelation } from '../requests'
import { relationOf } from '../world'
import type { Notification, Relation } from '../world-types'

const SCOPES = ['im']

function notificationRow(call: Call, entry: Notification): JsonObject {
  const buttons = JSON.stringify([
    { TITLE: call.world.language === 'ru' ? 'Принять' : 'Accept', VALUE: 'Y', TYPE: 'accept' },
    { TITLE: call.world.language === 'ru' ? 'Отклонить' : 'Decline', VALUE: 'N', TYPE: 'cancel' },
  ])
  return {
    id: entry.id,
    chat_id: 77,
    author_id: entry.authorId,
    date: isoDate(call.world, entry.at),
    notify_type: entry.type,
    notify_module: entry.module,
    notify_event: entry.event,
    notify_tag: entry.tag,
    notify_sub_tag: '',
    notify_title: '',
    setting_name: `${entry.module}|${entry.event}`,
    text: entry.text,
    notify_read: entry.read ? 'Y' : 'N',
    ...(entry.type === 1 ? { notify_buttons: buttons } : {}),
    params: null,
  }
}

/** First those that ask for a decision, then the rest; each stage newest first, paged by LAST_ID with LAST_TYPE. */
function notifyGet(call: Call): MethodAnswer {
  const { world, params, userId, now } = call
  if ((params['LAST_ID'] === undefined) !== (params['LAST_TYPE'] === undefined)) {
    return refuse('LAST_ID_AND_LAST_TYPE', 'Parameters LAST_ID and LAST_TYPE should be used together.')
  }
  if (params['LAST_ID'] !== undefined && !isNumeric(params['LAST_ID'])) {
    return refuse('LAST_ID_STRING', "Last notification ID can't be string")
  }
  const mine = world.notifications.filter((entry) => entry.userId === userId)
  // Without any notification the service leaves all these fields out.
  if (mine.length === 0) return answer([])
  const stage = (entry: Notification): 1 | 3 => (entry.type === 1 ? 1 : 3)
  const sorted = [...mine].sort((one, other) => stage(one) - stage(other) || other.id - one.id)
  const lastType = toInt(params['LAST_TYPE'])
  const lastId = toInt(params['LAST_ID'])
  const rest = sorted.filter(
    (entry) => lastId === 0 || stage(entry) > lastType || (stage(entry) === lastType && entry.id < lastId),
  )
  const shown = rest.slice(0, Math.min(50, toInt(params['LIMIT']) || 50))
  return answer({
    total_count: mine.length,
    total_unread_count: mine.filter((entry) => !entry.read).length,
    chat_id: 77,
    notifications: shown.map((entry) => notificationRow(call, entry)),
    users: peopleOf(
      world,
      shown.map((entry) => entry.authorId),
      now,
    ),
  })
}

/** The relation a tag speaks of; tag layouts are undocumented. */
function relationOfTag(call: Call, tag: string): Relation | undefined {
  const [, kind, first, second] = tag.split('|')
  if (kind === 'REQUEST_GROUP') return relationOf(call.world, Number(second), Number(first))
  if (kind !== 'INVITE_GROUP') return undefined
  const id = Number(second)
  return [...call.world.relations.values()].find((relation) => relation.id === id)
}

/** Rights are checked again when the answer comes. */
function mayDecide(call: Call, entry: Notification, relation: Relation): boolean {
  if (relation.role !== 'Z') return false
  if (entry.tag.includes('|INVITE_GROUP|')) return relation.initiatedBy === 'G' && relation.userId === call.userId
  const role = relationOf(call.world, relation.groupId, call.userId)?.role
  return relation.initiatedBy === 'U' && (role === 'A' || role === 'E')
}

/** Any value but `Y` declines. https://apidocs.bitrix24.com/api-reference/chats/notifications/im-notify-confirm.html */
function notifyConfirm(call: Call): MethodAnswer {
  const { world, params, userId, now } = call
  const id = toInt(params['NOTIFY_ID'])
  if (id <= 0) return refuse('ID_ERROR', "Notification ID can't be empty")
  const value = toText(params['NOTIFY_VALUE'])
  if (value === '') return refuse('NOTIFY_VALUE_ERROR', "Notification Value can't be empty")
  const entry = world.notifications.find((candidate) => candidate.id === id && candidate.userId === userId)
  const relation = entry === undefined ? undefined : relationOfTag(call, entry.tag)
  if (entry === undefined || relation === undefined || !mayDecide(call, entry, relation))
    return answer({ result_message: false })
  const accept = value === 'Y'
  decideRelation(world, relation, { accept, at: now })
  const text =
    world.language === 'ru' ? (accept ? 'Принято' : 'Отклонено') : accept ? 'Invitation accepted' : 'Declined'
  return answer({ result_message: [text] })
}

export const imNotifyMethods: MethodTable = {
  'im.notify.get': { scopes: SCOPES, anyCase: true, hidden: true, run: notifyGet },
  'im.notify.confirm': { scopes: SCOPES, anyCase: true, run: notifyConfirm },
}
