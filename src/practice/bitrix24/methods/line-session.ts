// imopenlines.session.* and imopenlines.dialog.get: stepping into a dialog, looking at it. `true` is no proof of anything here.
// https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/sessions/index.html
import { answer, refuse, type Call, type MethodAnswer, type MethodTable } from '../call'
import { imChat } from '../im-objects'
import { dialogsOf, isDialog, isOpen, mayJoin, startSession, takeOver, type Dialog } from '../openlines'
import { toInt, toText } from '../params'
import { findOpenDialog, isRefusal, REFUSALS } from './line-access'

const SCOPES = ['imopenlines']

/** Joins as an additional participant. The server does not look whether adding worked (undocumented). */
function join(call: Call): MethodAnswer {
  const dialog = findOpenDialog(call)
  if (isRefusal(dialog)) return dialog
  const ignored = call.world.quirks.joinIgnored || dialog.line.joinIgnored
  if (!ignored && !dialog.participants.has(call.userId))
    dialog.participants.set(call.userId, dialog.messages.at(-1)?.id ?? 0)
  return answer(true)
}

/** Takes over from the current operator; `true` also when there was nobody to take over from (undocumented). */
function intercept(call: Call): MethodAnswer {
  if (toInt(call.params['CHAT_ID']) <= 0) return REFUSALS.chatIdEmpty
  const dialog = findOpenDialog(call)
  if (isRefusal(dialog) || !isOpen(dialog.line)) return REFUSALS.operator
  if (dialog.line.operatorId !== 0) takeOver(dialog, call.userId)
  return answer(true)
}

function start(call: Call): MethodAnswer {
  const dialog = findOpenDialog(call)
  if (isRefusal(dialog)) return dialog
  if (!isOpen(dialog.line)) startSession(call.world, dialog, call.now)
  takeOver(dialog, call.userId)
  return answer(true)
}

/** Only looks the chat up; the id is a string, the key camelCase. */
function open(call: Call): MethodAnswer {
  const code = toText(call.params['USER_CODE'])
  const dialog = dialogsOf(call.world).find((candidate) => candidate.line.userCode === code)
  if (dialog === undefined || !mayJoin(call.world, dialog, call.userId)) return REFUSALS.access
  return answer({ chatId: String(dialog.id) })
}

function pin(call: Call): MethodAnswer {
  if (call.params['CHAT_ID'] === undefined) return REFUSALS.chatIdEmpty
  const dialog = findOpenDialog(call)
  if (isRefusal(dialog)) return dialog
  if (toText(call.params['ACTIVATE']) === 'N') dialog.line.pinnedBy.delete(call.userId)
  else dialog.line.pinnedBy.add(call.userId)
  return answer(true)
}

function silent(call: Call): MethodAnswer {
  const dialog = findOpenDialog(call)
  if (isRefusal(dialog)) return dialog
  dialog.line.silent = toText(call.params['ACTIVATE']) !== 'N'
  return answer(true)
}

function byKey(call: Call): Dialog | undefined {
  const { params, world } = call
  const chatId = toInt(params['CHAT_ID']) || Number(/^chat(\d+)$/.exec(toText(params['DIALOG_ID']))?.[1] ?? 0)
  const sessionId = toInt(params['SESSION_ID'])
  const code = toText(params['USER_CODE'])
  return dialogsOf(world).find(
    (dialog) =>
      (chatId > 0 && dialog.id === chatId) ||
      (sessionId > 0 &&
        (dialog.line.sessionId === sessionId || dialog.line.past.some((past) => past.sessionId === sessionId))) ||
      (code !== '' && dialog.line.userCode === code),
  )
}

/** https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/sessions/imopenlines-dialog-get.html */
function dialogGet(call: Call): MethodAnswer {
  const dialog = byKey(call)
  if (dialog === undefined || !mayJoin(call.world, dialog, call.userId)) {
    return refuse('ACCESS_ERROR', 'You do not have access to the specified dialog')
  }
  return answer(imChat(call.world, dialog, call.userId))
}

/** Pins or unpins everything of mine; answers the session ids changed. */
function pinAll(active: boolean) {
  return (call: Call): MethodAnswer => {
    const changed = [...call.world.chats.values()].filter(
      (chat): chat is Dialog =>
        isDialog(chat) &&
        chat.line.operatorId === call.userId &&
        isOpen(chat.line) &&
        chat.line.pinnedBy.has(call.userId) !== active,
    )
    for (const dialog of changed) {
      if (active) dialog.line.pinnedBy.add(call.userId)
      else dialog.line.pinnedBy.delete(call.userId)
    }
    return answer(changed.map((dialog) => dialog.line.sessionId))
  }
}

export const lineSessionMethods: MethodTable = {
  'imopenlines.session.join': { scopes: SCOPES, run: join },
  'imopenlines.session.intercept': { scopes: SCOPES, run: intercept },
  'imopenlines.session.start': { scopes: SCOPES, run: start },
  'imopenlines.session.open': { scopes: SCOPES, run: open },
  'imopenlines.session.mode.pin': { scopes: SCOPES, run: pin },
  'imopenlines.session.mode.pinall': { scopes: SCOPES, run: pinAll(true) },
  'imopenlines.session.mode.unpinall': { scopes: SCOPES, run: pinAll(false) },
  'imopenlines.session.mode.silent': { scopes: SCOPES, run: silent },
  'imopenlines.dialog.get': { scopes: SCOPES, anyCase: true, run: dialogGet },
}
