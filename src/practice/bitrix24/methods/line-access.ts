// The checks nearly all open-channel methods begin with: a chat id, an open-channel chat, rights to it.
// https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/sessions/imopenlines-session-join.html
import { refuse, type Call, type MethodError } from '../call'
import { isDialog, mayJoin, type Dialog } from '../openlines'
import { toInt } from '../params'

export const REFUSALS = {
  chatId: refuse('CHAT_ID', 'The specified chat identifier is incorrect'),
  chatIdEmpty: refuse('CHAT_ID_EMPTY', "Chat ID can't be empty"),
  chatType: refuse('CHAT_TYPE', 'The specified chat is not an Open Channel'),
  access: refuse('ACCESS_DENIED', 'You cannot open this conversation as you do not have sufficient permissions'),
  userId: refuse('USER_ID', 'The specified user identifier is incorrect'),
  kick: refuse('ACCESS_DENIED_KICK', 'Insufficient permissions to remove participants from the chat'),
  operator: refuse('OPERATOR_WRONG', 'You can not redirect to this operator'),
} as const

export function isRefusal(value: Dialog | MethodError): value is MethodError {
  return 'error' in value
}

/** The dialog of CHAT_ID, or why not. */
function findDialog(call: Call): Dialog | MethodError {
  const chatId = toInt(call.params['CHAT_ID'])
  if (chatId <= 0) return REFUSALS.chatId
  const chat = call.world.chats.get(chatId)
  if (chat === undefined) return REFUSALS.chatId
  if (!isDialog(chat)) return REFUSALS.chatType
  // A webhook of somebody no longer in the company has no current user.
  if (call.world.people.get(call.userId)?.active !== true) return REFUSALS.userId
  return chat
}

/** As `findDialog`, with the right to join or see it. */
export function findOpenDialog(call: Call): Dialog | MethodError {
  const dialog = findDialog(call)
  if (isRefusal(dialog)) return dialog
  return mayJoin(call.world, dialog, call.userId) ? dialog : REFUSALS.access
}
