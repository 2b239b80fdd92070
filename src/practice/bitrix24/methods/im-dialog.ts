// im.dialog.* and im.chat.user.list: one conversation and its messages. Dialogs one has not joined answer 403.
// https://apidocs.bitrix24.com/api-reference/chats/messages/im-dialog-messages-get.html
import { answer, refuse, type Call, type MethodAnswer, type MethodTable } from '../call'
import { chatOf, parseDialogId } from '../dialog-id'
import { filesOf, imChat, imMessage, peopleOf } from '../im-objects'
import { isNumeric, toInt, toText } from '../params'
import { lastMessage, unreadCount } from '../world'
import type { Chat } from '../world-types'

const SCOPES = ['im']
const NO_DIALOG = refuse('DIALOG_ID_EMPTY', "Dialog ID can't be empty")
const NO_ACCESS = refuse('ACCESS_ERROR', 'You do not have access to the specified dialog', 403)

/** The chat of DIALOG_ID if this user is in it. */
function myChat(call: Call): Chat | typeof NO_DIALOG {
  const target = parseDialogId(call.world, toText(call.params['DIALOG_ID']))
  if (target === undefined) return NO_DIALOG
  const chat = chatOf(call.world, target, { userId: call.userId, now: call.now })
  return chat?.participants.has(call.userId) === true ? chat : NO_ACCESS
}

function isRefusal(value: Chat | typeof NO_DIALOG): value is typeof NO_DIALOG {
  return 'error' in value
}

function dialogGet(call: Call): MethodAnswer {
  const chat = myChat(call)
  return isRefusal(chat) ? chat : answer(imChat(call.world, chat, call.userId))
}

/** Newest first; older than LAST_ID or newer than FIRST_ID; 20 by default, at most 50. */
function messagesGet(call: Call): MethodAnswer {
  const { world, params, userId, now } = call
  const chat = myChat(call)
  if (isRefusal(chat)) return chat
  if (params['FIRST_ID'] !== undefined && !isNumeric(params['FIRST_ID']))
    return refuse('FIRST_ID_STRING', "First ID can't be string")
  if (params['LAST_ID'] !== undefined && !isNumeric(params['LAST_ID']))
    return refuse('LAST_ID_STRING', "Last ID can't be string")
  const limit = Math.min(50, toInt(params['LIMIT']) || 20)
  const before = toInt(params['LAST_ID'])
  const after = toInt(params['FIRST_ID'])
  const newest = [...chat.messages].reverse()
  const rows =
    params['FIRST_ID'] === undefined
      ? newest.filter((message) => before === 0 || message.id < before).slice(0, limit)
      : chat.messages.filter((message) => message.id > after).slice(0, limit)
  const read = chat.participants.get(userId) ?? 0
  return answer({
    chat_id: chat.id,
    messages: rows.map((message) => imMessage(world, message, message.id > read && message.authorId !== userId)),
    users: peopleOf(
      world,
      rows.map((message) => message.authorId),
      now,
    ),
    files: filesOf(world, rows),
  })
}

/** Reads up to MESSAGE_ID, or everything. */
function dialogRead(call: Call): MethodAnswer {
  if (toText(call.params['DIALOG_ID']) === 'notify') {
    for (const entry of call.world.notifications) if (entry.userId === call.userId) entry.read = true
    return answer({ dialogId: 'notify', chatId: 0, lastId: 0, counter: 0 })
  }
  const chat = myChat(call)
  if (isRefusal(chat)) return chat.error === 'ACCESS_ERROR' ? answer(false) : chat
  const last = toInt(call.params['MESSAGE_ID']) || (lastMessage(chat)?.id ?? 0)
  chat.participants.set(call.userId, Math.max(last, chat.participants.get(call.userId) ?? 0))
  return answer({
    dialogId: toText(call.params['DIALOG_ID']),
    chatId: chat.id,
    lastId: chat.participants.get(call.userId) ?? 0,
    counter: unreadCount(chat, call.userId),
  })
}

/** https://apidocs.bitrix24.com/api-reference/chats/chat-users/im-chat-user-list.html */
function chatUserList(call: Call): MethodAnswer {
  const chatId = toInt(call.params['CHAT_ID'])
  if (chatId <= 0) return refuse('CHAT_ID_EMPTY', "Chat ID can't be empty")
  const chat = call.world.chats.get(chatId)
  if (chat?.participants.has(call.userId) !== true) return refuse('ACCESS_ERROR', 'Action unavailable')
  return answer([...chat.participants.keys()])
}

function dialogUsersList(call: Call): MethodAnswer {
  const chat = myChat(call)
  if (isRefusal(chat)) return chat
  const offset = toInt(call.params['OFFSET'])
  const limit = Math.min(200, toInt(call.params['LIMIT']) || 50)
  const skipExternal = toText(call.params['SKIP_EXTERNAL']) === 'Y'
  const people = peopleOf(call.world, chat.participants.keys(), call.now)
  return answer(people.filter((person) => !skipExternal || person['connector'] === false).slice(offset, offset + limit))
}

export const imDialogMethods: MethodTable = {
  'im.dialog.get': { scopes: SCOPES, anyCase: true, run: dialogGet },
  'im.dialog.messages.get': { scopes: SCOPES, anyCase: true, run: messagesGet },
  'im.dialog.read': { scopes: SCOPES, anyCase: true, run: dialogRead },
  'im.dialog.users.list': { scopes: SCOPES, anyCase: true, run: dialogUsersList },
  'im.chat.user.list': { scopes: SCOPES, anyCase: true, run: chatUserList },
}
