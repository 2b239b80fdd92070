// KEYBOARD, the buttons under a Bitrix24 message: what it is made of, and all that is wrong with one. Pure.
import type { JsonObject, JsonValue } from '../contract/common'
import { isObject, keyOf, upperKeys } from './json-shape'
import type { JsonPath } from './json-shape'
import { BOT_FIELD, BUTTON_FIELDS, linkIsValid, reviewFields, reviewUnknown } from './rich-fields'
import { error } from './rich-issues'
import type { Issue } from './rich-issues'

/** What a button may do when pressed. APP_ID is deprecated. */
export const PURPOSES = ['LINK', 'ACTION', 'COMMAND', 'APP_ID'] as const
export type Purpose = (typeof PURPOSES)[number]
const ACTIONS = ['PUT', 'SEND', 'COPY', 'CALL', 'DIALOG'] as const
/** The field that belongs to a purpose and is of no use without it. */
const PURPOSE_VALUE = { ACTION: 'ACTION_VALUE', COMMAND: 'COMMAND_PARAMS', APP_ID: 'APP_PARAMS' } as const

/** Where the buttons of a KEYBOARD are: the bare array, or what stands under BUTTONS. */
export function buttonsPath(keyboard: JsonValue): JsonPath | undefined {
  if (Array.isArray(keyboard)) return []
  const key = isObject(keyboard) ? keyOf(keyboard, 'BUTTONS') : undefined
  return key === undefined ? undefined : [key]
}

/** Begins a new row of buttons; no button itself. */
export function isNewline(button: JsonObject): boolean {
  const type = upperKeys(button)['TYPE']
  return typeof type === 'string' && type.toUpperCase() === 'NEWLINE'
}

/** The purposes a button names; a usable one has exactly one. */
export function purposesOf(button: JsonObject): Purpose[] {
  const fields = upperKeys(button)
  return PURPOSES.filter((purpose) => fields[purpose] !== undefined && fields[purpose] !== '')
}

/**
 * Whether every button would survive the portal's own check, which drops bad ones silently: `{ BUTTONS: [...] }` or the
 * bare array; each button TEXT and exactly one of LINK, ACTION, COMMAND, APP_ID, or a `TYPE: 'NEWLINE'`.
 * @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/message-keyboards.html
 */
export function keyboardIsValid(keyboard: JsonValue): boolean {
  return reviewKeyboard(keyboard).every(({ level }) => level !== 'error')
}

/** Network messages may carry link buttons to an external site only (documented); ours insists on https. */
export function keyboardOnlyLinksOut(keyboard: JsonValue): boolean {
  return reviewKeyboard(keyboard, { network: true }).every(({ code }) => code !== 'linkOnly' && code !== 'httpsOnly')
}

/**
 * Everything wrong with a KEYBOARD, in the order of its buttons. Errors stop the message: the portal would drop such a
 * button without a word, or, in a network message, the documentation forbids it.
 */
export function reviewKeyboard(keyboard: JsonValue, { network = false } = {}): Issue[] {
  const path = buttonsPath(keyboard)
  const whole = isObject(keyboard) ? keyboard : {}
  const buttons = path && (isObject(keyboard) ? keyboard[String(path[0])] : keyboard)
  const around = [
    ...reviewFields(whole, [], [BOT_FIELD]).filter(({ code }) => code !== 'unknownField'),
    ...reviewUnknown(whole, [], ['BUTTONS', BOT_FIELD.name]),
  ]
  if (path === undefined) return [error([], isObject(keyboard) ? 'noButtons' : 'notKeyboard')]
  if (!Array.isArray(buttons) || buttons.every((button) => isObject(button) && isNewline(button))) {
    return [...around, error(path, 'noButtons')]
  }
  const hasBot = keyOf(whole, 'BOT_ID') !== undefined
  return [
    ...around,
    ...buttons.flatMap((button, index) => {
      const at = [...path, index]
      if (!isObject(button)) return [error(at, 'notAnObject')]
      return isNewline(button) ? [] : reviewButton(button, at, { network, hasBot })
    }),
  ]
}

function reviewButton(button: JsonObject, path: JsonPath, given: { network: boolean; hasBot: boolean }): Issue[] {
  const known = ['TYPE', ...PURPOSES, ...Object.values(PURPOSE_VALUE)]
  const fields = reviewFields(button, path, BUTTON_FIELDS).filter(
    ({ code, params }) => code !== 'unknownField' || !known.includes(params?.['name']?.toUpperCase() ?? ''),
  )
  const blank = typeof button[keyOf(button, 'TEXT') ?? ''] === 'string' && text(button, 'TEXT').trim() === ''
  const untold = fields.some(({ code }) => code === 'missing')
  return [
    ...(blank && !untold ? [error(at(button, path, 'TEXT'), 'missing', { name: 'TEXT' })] : []),
    ...fields,
    ...reviewPurpose(button, path, given),
  ]
}

function reviewPurpose(
  button: JsonObject,
  path: JsonPath,
  { network, hasBot }: { network: boolean; hasBot: boolean },
): Issue[] {
  const purposes = purposesOf(button)
  const [purpose] = purposes
  if (purpose === undefined) {
    const begun = PURPOSES.find((each) => keyOf(button, each) !== undefined)
    return [begun ? error(at(button, path, begun), 'missing', { name: begun }) : error(path, 'noPurpose')]
  }
  if (purposes.length > 1) return [error(path, 'manyPurposes', { list: purposes.join(', ') })]
  const place = at(button, path, purpose)
  const own = reviewValue(button, path, purpose)
  if (network && purpose !== 'LINK') return [...own, error(place, 'linkOnly')]
  if (network && own.length === 0 && URL.parse(text(button, 'LINK'))?.protocol !== 'https:') {
    return [error(place, 'httpsOnly')]
  }
  const lonely: Issue[] = purpose === 'COMMAND' && !hasBot ? [{ path: place, code: 'noBot', level: 'warning' }] : []
  const idle: Issue[] =
    purpose !== 'COMMAND' && text(button, 'BLOCK').toUpperCase() === 'Y'
      ? [{ path: at(button, path, 'BLOCK'), code: 'onlyCommand', level: 'warning' }]
      : []
  return [...own, ...lonely, ...idle]
}

function reviewValue(button: JsonObject, path: JsonPath, purpose: Purpose): Issue[] {
  const place = at(button, path, purpose)
  switch (purpose) {
    case 'LINK':
      return linkIsValid(text(button, 'LINK')) ? [] : [error(place, 'wrongLink', { name: 'LINK' })]
    case 'ACTION': {
      const known = ACTIONS.some((action) => action === text(button, 'ACTION').toUpperCase())
      const list = ACTIONS.join(', ')
      const value = at(button, path, 'ACTION_VALUE')
      const valued = keyOf(button, 'ACTION_VALUE') !== undefined
      const empty = button[keyOf(button, 'ACTION_VALUE') ?? ''] === ''
      return [
        ...(known ? [] : [error(place, 'wrongChoice', { name: 'ACTION', list })]),
        ...(valued ? [] : [error(value, 'noValue')]),
        ...(empty ? [{ path: value, code: 'noValue', level: 'warning' } as const] : []),
      ]
    }
    case 'COMMAND':
    case 'APP_ID':
      return []
  }
}

/** A text field; '' where it is absent or no text. */
function text(button: JsonObject, field: string): string {
  const value = button[keyOf(button, field) ?? '']
  return typeof value === 'string' ? value : ''
}

const at = (button: JsonObject, path: JsonPath, field: string): JsonPath => [...path, keyOf(button, field) ?? field]
