// The shape of KEYBOARD, the buttons under a Bitrix24 message. Pure.
import type { JsonObject, JsonValue } from '../contract/common'
import { isObject, upperKeys } from './json-shape'

const ACTIONS = /^(?:PUT|SEND|COPY|CALL|DIALOG)$/i
const PURPOSES = ['LINK', 'ACTION', 'COMMAND', 'APP_ID'] as const

/**
 * Whether every button would survive the portal's own check, which drops bad ones silently: `{ BUTTONS: [...] }` or the
 * bare array; each button TEXT and exactly one of LINK, ACTION, COMMAND, APP_ID, or a `TYPE: 'NEWLINE'`.
 * @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/message-keyboards.html
 */
export function keyboardIsValid(keyboard: JsonValue): boolean {
  const buttons = buttonsOf(keyboard)
  return buttons !== undefined && buttons.some((button) => !isNewline(button)) && buttons.every(buttonIsValid)
}

/** Network messages may carry link buttons to an external site only (documented); ours insists on https. */
export function keyboardOnlyLinksOut(keyboard: JsonValue): boolean {
  const real = (buttonsOf(keyboard) ?? []).filter((button) => !isNewline(button))
  return real.every((button) => {
    const link = button['LINK']
    return typeof link === 'string' && URL.parse(link)?.protocol === 'https:'
  })
}

function buttonsOf(keyboard: JsonValue): JsonObject[] | undefined {
  const buttons = isObject(keyboard) ? upperKeys(keyboard)['BUTTONS'] : keyboard
  if (!Array.isArray(buttons) || !buttons.every((button) => isObject(button))) return undefined
  return buttons.map(upperKeys)
}

function isNewline(button: JsonObject): boolean {
  return typeof button['TYPE'] === 'string' && button['TYPE'].toUpperCase() === 'NEWLINE'
}

function buttonIsValid(button: JsonObject): boolean {
  if (isNewline(button)) return true
  const purposes = PURPOSES.filter((purpose) => button[purpose] !== undefined && button[purpose] !== '')
  const named = typeof button['TEXT'] === 'string' && button['TEXT'].trim() !== ''
  if (!named || purposes.length !== 1) return false
  if (purposes[0] === 'LINK') return typeof button['LINK'] === 'string' && linkIsValid(button['LINK'])
  if (purposes[0] === 'ACTION')
    return (
      typeof button['ACTION'] === 'string' && ACTIONS.test(button['ACTION']) && button['ACTION_VALUE'] !== undefined
    )
  return true
}

function linkIsValid(link: string): boolean {
  return /^\/(?!\/)/.test(link) || ['http:', 'https:'].includes(URL.parse(link)?.protocol ?? '')
}
