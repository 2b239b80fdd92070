// imopenlines.network.*: joining a line of Bitrix24.Network and writing on its behalf, once a week to each person.
// https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-network-join.html
// https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-network-message-add.html
import { answer, refuse, type Call, type MethodAnswer, type MethodError, type MethodTable } from '../call'
import { toInt, toText } from '../params'
import { checkAttach, checkKeyboard, type Checked } from '../rich-content'
import { notify, post, privateChat } from '../world'
import type { NetworkLine } from '../world-types'

const SCOPES = ['imopenlines']
const CODE_LENGTH = 32
const WEEK = 7 * 86_400_000

function wrongCode(call: Call): MethodError {
  return refuse(call.world.quirks.networkErrors === 'older' ? 'CODE_ERROR' : 'CODE', 'You entered an invalid code')
}

function lineByCode(call: Call): NetworkLine | undefined {
  const code = toText(call.params['CODE'])
  return call.world.networkLines.find((line) => line.code === code)
}

/** Answers the id of the line's bot; the same one again when joined before. */
function join(call: Call): MethodAnswer {
  if (toText(call.params['CODE']).length !== CODE_LENGTH) return wrongCode(call)
  const line = lineByCode(call)
  if (line === undefined)
    return refuse(call.world.quirks.networkErrors === 'older' ? 'NOT_FOUND' : 'LINE_NOT_FOUND', 'Line not found')
  if (!line.active) return refuse('INACTIVE', 'Openline is inactive')
  line.joined = true
  return answer(line.botId)
}

/** The error of an attach or keyboard that will not do; the older set knows an oversized keyboard as well. */
function richError(call: Call, attach: Checked, keyboard: Checked): MethodError | undefined {
  if (attach.kind === 'oversize')
    return refuse('ATTACH_OVERSIZE', 'You have exceeded the maximum allowable size of attach')
  if (attach.kind === 'wrong') return refuse('ATTACH_ERROR', 'Incorrect attach params')
  if (keyboard.kind === 'wrong') return refuse('KEYBOARD_ERROR', 'Incorrect keyboard params')
  if (keyboard.kind === 'oversize' && call.world.quirks.networkErrors === 'older') {
    return refuse('KEYBOARD_OVERSIZE', 'You have exceeded the maximum allowable size of keyboard')
  }
  return undefined
}

/** The slot of (line, recipient) is still taken. Rolling week; NFR licences know no limit. */
function slotTaken(call: Call, key: string): boolean {
  const at = call.world.weeklySlots.get(key)
  return call.world.quirks.weeklyLimit && at !== undefined && call.now - at < WEEK
}

interface Letter {
  readonly line: NetworkLine
  readonly userId: number
  readonly text: string
  readonly attach: Checked
  readonly keyboard: Checked
}

/** Posts into the recipient's chat with the line's bot and writes the delivery down. */
function deliver(call: Call, letter: Letter): void {
  const { world, now, params } = call
  const { line, userId, text, attach, keyboard } = letter
  const chat = privateChat(world, { one: line.botId, other: userId }, now)
  post(world, chat, { authorId: line.botId, text, at: now })
  notify(world, {
    userId,
    authorId: line.botId,
    type: 4,
    module: 'im',
    event: 'message',
    tag: `IM|MESSAGE|${chat.id}`,
    text,
    at: now,
  })
  world.deliveries.push({
    code: line.code,
    userId,
    text,
    at: now,
    attach: attach.kind === 'ok',
    keyboard: keyboard.kind === 'ok',
    // Only the letter N is recognised.
    urlPreview: toText(params['URL_PREVIEW']) !== 'N',
  })
}

/** Checks in the order of the documented codes; the slot is taken after success only (undocumented). */
function messageAdd(call: Call): MethodAnswer {
  const { world, params, now } = call
  if (toText(params['CODE']).length !== CODE_LENGTH) return wrongCode(call)
  const line = lineByCode(call)
  if (line?.joined !== true) return refuse('NOT_FOUND', 'Line not found')
  const userId = toInt(params['USER_ID'])
  if (userId <= 0) return refuse('USER_ID_EMPTY', "User ID can't be empty")
  const slot = `${line.code}:${userId}`
  if (slotTaken(call, slot))
    return refuse('USER_MESSAGE_LIMIT', "You can't send more than one message per week to each user")
  const text = toText(params['MESSAGE'])
  if (text.trim() === '') return refuse('MESSAGE_EMPTY', "Message can't be empty")
  const older = world.quirks.networkErrors === 'older'
  const attach = checkAttach(params['ATTACH'], older)
  const keyboard = checkKeyboard(params['KEYBOARD'], older)
  const wrong = richError(call, attach, keyboard)
  if (wrong !== undefined) return wrong
  const person = world.people.get(userId)
  if (!line.active || person?.active !== true || person.kind === 'connector')
    return refuse('WRONG_REQUEST', "Message isn't added")
  deliver(call, { line, userId, text, attach, keyboard })
  world.weeklySlots.set(slot, now)
  return answer(true)
}

/** A portal without the chat-bot module cannot speak to the network at all. */
function withBots(run: (call: Call) => MethodAnswer) {
  return (call: Call): MethodAnswer =>
    call.world.quirks.imbot ? run(call) : refuse('IMBOT_ERROR', 'Module IMBOT is not installed')
}

export const lineNetworkMethods: MethodTable = {
  'imopenlines.network.join': { scopes: SCOPES, anyCase: true, run: withBots(join) },
  'imopenlines.network.message.add': { scopes: SCOPES, anyCase: true, run: withBots(messageAdd) },
}
