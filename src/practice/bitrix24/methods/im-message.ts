// im.message.add: the only way to write into a dialog. TEMPLATE_ID makes it repeatable on servers that know it (undocumented).
// https://apidocs.bitrix24.com/api-reference/chats/messages/im-message-add.html
import { answer, refuse, type Call, type MethodAnswer, type MethodError, type MethodTable } from '../call'
import { chatOf, parseDialogId } from '../dialog-id'
import { isDialog, STATUS } from '../openlines'
import { isYes, toText } from '../params'
import { checkAttach, checkKeyboard, type Checked } from '../rich-content'
import { post } from '../world'
import type { Chat } from '../world-types'

/** Longer texts are cut by the server (undocumented). */
const MAX_TEXT = 20_000
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

function cutText(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} (...)` : text
}

function findChat(call: Call): Chat | MethodError {
  const dialogId = toText(call.params['DIALOG_ID'])
  const target = parseDialogId(call.world, dialogId)
  if (target === undefined) return refuse('USER_ID_EMPTY', "User ID can't be empty")
  if (target.kind === 'user' && !call.world.people.has(target.userId)) return refuse('USER_NOT_FOUND', 'User not found')
  const chat = chatOf(call.world, target, { userId: call.userId, now: call.now })
  if (chat === undefined) return refuse('CHAT_ID', 'Error creating message')
  return chat.participants.has(call.userId) ? chat : refuse('ACCESS_ERROR', 'Action unavailable', 403)
}

function richError(attach: Checked, keyboard: Checked): MethodError | undefined {
  if (attach.kind === 'wrong') return refuse('ATTACH_ERROR', 'Incorrect attach params')
  if (attach.kind === 'oversize')
    return refuse('ATTACH_OVERSIZE', 'You have exceeded the maximum allowable size of attach')
  if (keyboard.kind === 'wrong') return refuse('KEYBOARD_ERROR', 'Incorrect keyboard params')
  if (keyboard.kind === 'oversize')
    return refuse('KEYBOARD_OVERSIZE', 'You have exceeded the maximum allowable size of keyboard')
  return undefined
}

/** Lower-case UUID v4 only; anything else is as if it were not there. */
function templateOf(call: Call): string | null {
  const template = toText(call.params['TEMPLATE_ID'])
  return call.world.quirks.templateId && UUID_V4.test(template) && !isYes(call.params['SYSTEM']) ? template : null
}

function messageAdd(call: Call): MethodAnswer {
  const { world, params, userId, now } = call
  const chat = findChat(call)
  if ('error' in chat) return chat
  const text = toText(params['MESSAGE'])
  const attach = checkAttach(params['ATTACH'], false)
  const keyboard = checkKeyboard(params['KEYBOARD'], false)
  if (text.trim() === '' && attach.kind === 'absent') return refuse('MESSAGE_EMPTY', "Message can't be empty")
  const wrong = richError(attach, keyboard)
  if (wrong !== undefined) return wrong
  const template = templateOf(call)
  const known = template === null ? undefined : world.templates.get(template)
  if (known !== undefined) return answer(known)
  const message = post(world, chat, {
    authorId: isYes(params['SYSTEM']) ? 0 : userId,
    text: cutText(text),
    at: now,
    uuid: template,
    ...(attach.kind === 'ok' ? { attach: attach.value } : {}),
    ...(keyboard.kind === 'ok' ? { keyboard: keyboard.value } : {}),
  })
  if (template !== null) world.templates.set(template, message.id)
  if (isDialog(chat) && chat.line.operatorId === userId) chat.line.status = STATUS.answered
  return answer(message.id)
}

export const imMessageMethods: MethodTable = {
  'im.message.add': { scopes: ['im'], anyCase: true, run: messageAdd },
}
