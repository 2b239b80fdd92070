// imopenlines.operator.*: answering, passing on and finishing dialogs.
// https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/operators/index.html
import { answer, refuse, type Call, type MethodAnswer, type MethodError, type MethodTable } from '../call'
import { backToQueue, close, isOpen, STATUS, takeOver, type Dialog } from '../openlines'
import { toInt, toText } from '../params'
import { findOpenDialog, isRefusal, REFUSALS } from './line-access'

const SCOPES = ['imopenlines']

/** Nothing to answer: neither code nor text (undocumented). */
const NOTHING = refuse('', '')

function answerDialog(call: Call): MethodAnswer {
  const dialog = findOpenDialog(call)
  if (isRefusal(dialog)) return dialog
  if (!isOpen(dialog.line) || dialog.line.operatorId === call.userId) return NOTHING
  takeOver(dialog, call.userId)
  return answer(true)
}

function skip(call: Call): MethodAnswer {
  const dialog = findOpenDialog(call)
  if (isRefusal(dialog)) return dialog
  if (!isOpen(dialog.line)) return REFUSALS.kick
  if (dialog.line.operatorId !== call.userId) return REFUSALS.access
  backToQueue(dialog, call.userId)
  return answer(true)
}

/** Ends a dialog that `allowed` lets this user end. */
function finisher(status: number, allowed: (dialog: Dialog, call: Call) => boolean) {
  return (call: Call): MethodAnswer => {
    const dialog = findOpenDialog(call)
    if (isRefusal(dialog)) return dialog
    if (!isOpen(dialog.line) || !allowed(dialog, call)) return REFUSALS.access
    close(call.world, dialog, { status, at: call.now })
    return answer(true)
  }
}

const isMine = (dialog: Dialog, call: Call): boolean => dialog.line.operatorId === call.userId
const isSomebodyElses = (dialog: Dialog, call: Call): boolean => dialog.line.operatorId !== 0 && !isMine(dialog, call)

type Receiver = { readonly kind: 'user' | 'queue'; readonly id: number }

function receiverOf(call: Call): Receiver | MethodError {
  const { params } = call
  if (params['USER_ID'] !== undefined) {
    const id = toInt(params['USER_ID'])
    return id > 0 ? { kind: 'user', id } : refuse('USER_ID_EMPTY', "User ID can't be empty")
  }
  if (params['QUEUE_ID'] !== undefined) {
    const id = toInt(params['QUEUE_ID'])
    return id > 0 ? { kind: 'queue', id } : refuse('QUEUE_ID_EMPTY', "QUEUE ID can't be empty")
  }
  const match = /^(queue)?(\d+)$/.exec(toText(params['TRANSFER_ID']))
  if (match === null) return refuse('TRANSFER_ID_EMPTY', "Queue ID or User ID can't be empty")
  return { kind: match[1] === undefined ? 'user' : 'queue', id: Number(match[2]) }
}

/** To a colleague or another line's queue; every refusal, also to oneself, is OPERATOR_WRONG. */
function transfer(call: Call): MethodAnswer {
  if (toInt(call.params['CHAT_ID']) <= 0) return REFUSALS.chatIdEmpty
  const receiver = receiverOf(call)
  if ('error' in receiver) return receiver
  const wrong = refuse('OPERATOR_WRONG', 'You cannot redirect to this operator')
  const dialog = findOpenDialog(call)
  if (isRefusal(dialog) || !isOpen(dialog.line) || dialog.line.operatorId !== call.userId) return wrong
  if (receiver.kind === 'queue') {
    if (!call.world.lines.some((line) => line.id === receiver.id && line.active)) return wrong
    backToQueue(dialog, call.userId)
    return answer(true)
  }
  const person = call.world.people.get(receiver.id)
  if (receiver.id === call.userId || person?.active !== true || person.kind !== 'user') return wrong
  takeOver(dialog, receiver.id)
  dialog.line.status = STATUS.accepted
  return answer(true)
}

export const lineOperatorMethods: MethodTable = {
  'imopenlines.operator.answer': { scopes: SCOPES, anyCase: true, run: answerDialog },
  'imopenlines.operator.skip': { scopes: SCOPES, anyCase: true, run: skip },
  'imopenlines.operator.finish': { scopes: SCOPES, anyCase: true, run: finisher(STATUS.closed, isMine) },
  'imopenlines.operator.another.finish': {
    scopes: SCOPES,
    anyCase: true,
    run: finisher(STATUS.closed, isSomebodyElses),
  },
  'imopenlines.operator.spam': { scopes: SCOPES, anyCase: true, run: finisher(STATUS.spam, () => true) },
  'imopenlines.operator.transfer': { scopes: SCOPES, anyCase: true, run: transfer },
}
