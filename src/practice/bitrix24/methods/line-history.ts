// imopenlines.session.history.get: the only way to read a dialog without joining it. Its own spelling of everything.
// https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/sessions/imopenlines-session-history-get.html
import type { JsonObject, JsonValue } from '../../types'
import { answer, refuse, type Call, type MethodAnswer, type MethodTable } from '../call'
import { isoDate, phpMap } from '../format'
import { entityOf } from '../im-objects'
import { dialogsOf, mayJoin, type Dialog } from '../openlines'
import { toInt } from '../params'
import { fullName } from '../world'
import type { Message, Person } from '../world-types'
import { REFUSALS } from './line-access'

interface Session {
  readonly dialog: Dialog
  readonly sessionId: number
  readonly messages: readonly Message[]
}

/** The messages between the end of the session before and the end of this one. */
function sessionOf(dialog: Dialog, sessionId: number): Session | undefined {
  const bounds = [...dialog.line.past, { sessionId: dialog.line.sessionId, toMessageId: Number.MAX_SAFE_INTEGER }]
  const index = bounds.findIndex((bound) => bound.sessionId === sessionId)
  const bound = bounds[index]
  if (bound === undefined) return undefined
  const from = bounds[index - 1]?.toMessageId ?? 0
  return { dialog, sessionId, messages: dialog.messages.filter(({ id }) => id > from && id <= bound.toMessageId) }
}

function find(call: Call): Session | undefined {
  const sessionId = toInt(call.params['SESSION_ID'])
  const chatId = toInt(call.params['CHAT_ID'])
  for (const dialog of dialogsOf(call.world)) {
    if (sessionId > 0) {
      const session = sessionOf(dialog, sessionId)
      if (session !== undefined) return session
    } else if (dialog.id === chatId) return sessionOf(dialog, dialog.line.sessionId)
  }
  return undefined
}

function messageEntry(call: Call, message: Message): JsonObject {
  const params: JsonObject = message.attach === undefined ? {} : { attach: message.attach }
  return {
    id: String(message.id),
    chatid: String(message.chatId),
    senderid: String(message.authorId),
    recipientid: `chat${message.chatId}`,
    date: isoDate(call.world, message.at),
    text: message.text,
    textlegacy: message.text.replaceAll('[b]', '<b>').replaceAll('[/b]', '</b>'),
    params: phpMap(call.world, Object.entries(params)),
  }
}

function userEntry(call: Call, person: Person): JsonObject {
  return {
    id: String(person.id),
    name: fullName(person),
    active: person.active,
    firstName: person.firstName,
    lastName: person.lastName,
    workPosition: person.workPosition,
    color: person.color,
    avatar: '/bitrix/js/im/images/blank.gif',
    avatarId: null,
    birthday: '',
    gender: person.gender,
    phoneDevice: false,
    phones: false,
    extranet: person.kind === 'extranet',
    network: false,
    bot: person.kind === 'bot',
    connector: person.kind === 'connector',
    profile: `/company/personal/user/${person.id}/`,
    externalAuthId: person.kind === 'connector' ? 'imconnector' : 'default',
    status: 'online',
    idle: false,
    lastActivityDate: isoDate(call.world, call.now - person.id * 60_000),
    mobileLastDate: false,
    desktopLastDate: false,
    departments: [...person.departments],
    absent: false,
    type: person.kind === 'user' ? 'user' : person.kind,
    services: null,
    botData: null,
  }
}

function chatEntry(call: Call, dialog: Dialog): JsonObject {
  const entity = entityOf(dialog, call.userId)
  return {
    id: String(dialog.id),
    parentChatId: 0,
    parentMessageId: 0,
    name: dialog.title,
    owner: String(dialog.line.operatorId),
    color: dialog.color,
    extranet: false,
    avatar: '/bitrix/js/im/images/blank.gif',
    call: '0',
    callNumber: '',
    entityType: entity.entityType,
    entityId: entity.entityId,
    entityData1: entity.data1,
    entityData2: entity.data2,
    entityData3: '',
    messageCount: dialog.messages.length,
    public: '',
    muteList: phpMap(
      call.world,
      [...dialog.participants.keys()].map((id) => [id, false] as const),
    ),
    managerList: dialog.line.operatorId === 0 ? [] : [dialog.line.operatorId],
    dateCreate: isoDate(call.world, dialog.createdAt),
    type: 'lines',
    entityLink: { type: 'LINES', url: '', id: entity.entityId },
    permissions: {
      manageUsersAdd: 'member',
      manageUsersDelete: 'manager',
      manageUi: 'member',
      manageSettings: 'owner',
      manageMessages: 'member',
      canPost: 'member',
    },
    textFieldEnabled: true,
    backgroundId: null,
    messageType: 'L',
    isNew: false,
  }
}

function historyOf(call: Call, session: Session): JsonObject {
  const { world } = call
  const { dialog, messages } = session
  const newest = [...messages].reverse()
  const people = [...new Set([...messages.map((message) => message.authorId), ...dialog.participants.keys()])].flatMap(
    (id) => {
      const person = world.people.get(id)
      return person === undefined ? [] : [person]
    },
  )
  const operators = people.filter((person) => person.kind === 'user')
  const one = (value: JsonValue): JsonValue => phpMap(world, [[dialog.id, value]])
  return {
    chatId: dialog.id,
    canJoin: mayJoin(world, dialog, call.userId) && !dialog.participants.has(call.userId) ? 'Y' : 'N',
    canVoteHead: 'N',
    sessionId: session.sessionId,
    sessionVoteHead: 0,
    sessionCommentHead: null,
    userId: `chat${dialog.id}`,
    message: phpMap(
      world,
      newest.map((message) => [message.id, messageEntry(call, message)] as const),
    ),
    usersMessage: phpMap(world, [[`chat${dialog.id}`, newest.map((message) => String(message.id))]]),
    users: phpMap(
      world,
      people.map((person) => [person.id, userEntry(call, person)] as const),
    ),
    openlines: { canvoteashead: phpMap(world, [[dialog.line.lineId, false]]) },
    userInGroup: phpMap(
      world,
      operators.flatMap((person) => person.departments.map((id) => [id, { id, users: [String(person.id)] }] as const)),
    ),
    woUserInGroup: [],
    chat: one(chatEntry(call, dialog)),
    userBlockChat: one(
      phpMap(
        world,
        [...dialog.participants.keys()].map((id) => [id, false] as const),
      ),
    ),
    userInChat: one([...dialog.participants.keys()]),
    files: [],
  }
}

function historyGet(call: Call): MethodAnswer {
  if (call.params['SESSION_ID'] === undefined && call.params['CHAT_ID'] === undefined) {
    return refuse('MISSING_REQUIRED_PARAM', 'Session ID or Chat ID must be provided')
  }
  const session = find(call)
  if (session === undefined)
    return refuse('INVALID_SESSION_ID', 'Unable to determine session ID from provided parameters')
  if (!mayJoin(call.world, session.dialog, call.userId)) return REFUSALS.access
  return answer(historyOf(call, session))
}

export const lineHistoryMethods: MethodTable = {
  'imopenlines.session.history.get': { scopes: ['imopenlines'], anyCase: true, run: historyGet },
}
