// What the documentation says about the fields of attachments and keyboards, and checking one field against it. Pure.
import type { JsonObject, JsonValue } from '../contract/common'
import { keyOf } from './json-shape'
import type { JsonPath } from './json-shape'
import type { Issue, IssueCode } from './rich-issues'

export type FieldType = 'text' | 'bbcode' | 'link' | 'number' | 'size' | 'color' | 'choice'

export type FieldName =
  | 'ACTION'
  | 'ACTION_VALUE'
  | 'APP_ID'
  | 'APP_PARAMS'
  | 'AS_DESCRIPTION'
  | 'AVATAR'
  | 'AVATAR_TYPE'
  | 'BG_COLOR'
  | 'BG_COLOR_TOKEN'
  | 'BLOCK'
  | 'BOT_ID'
  | 'CHAT_ID'
  | 'COLOR'
  | 'COLOR_TOKEN'
  | 'COMMAND'
  | 'COMMAND_PARAMS'
  | 'CONTEXT'
  | 'DESC'
  | 'DESCRIPTION'
  | 'DISABLED'
  | 'DISPLAY'
  | 'HEIGHT'
  | 'HTML'
  | 'ID'
  | 'LINK'
  | 'NAME'
  | 'NETWORK_ID'
  | 'OFF_BG_COLOR'
  | 'OFF_TEXT_COLOR'
  | 'PREVIEW'
  | 'SIZE'
  | 'TEXT'
  | 'TEXT_COLOR'
  | 'USER_ID'
  | 'VALUE'
  | 'WIDTH'

export interface Field {
  readonly name: FieldName
  readonly type: FieldType
  readonly choices?: readonly string[]
  readonly required?: true
  /** What is wrong with it stops the message; elsewhere the portal puts up with it and the field has no effect. */
  readonly strict?: true
  /** Rarely needed: a form shows it on demand. */
  readonly rare?: true
}

export const COLOR_TOKENS = ['primary', 'secondary', 'alert', 'base'] as const
export const GRID_DISPLAYS = ['BLOCK', 'LINE', 'ROW', 'TABLE'] as const

const text = (name: FieldName): Field => ({ name, type: 'text' })
const rare = (field: Field): Field => ({ ...field, rare: true })
const link = (name: FieldName): Field => ({ name, type: 'link' })
const id = (name: FieldName): Field => ({ name, type: 'number', rare: true })
const size = (name: FieldName): Field => ({ name, type: 'size', rare: true })
const address: Field = { name: 'LINK', type: 'link', strict: true }
const needed = (field: Field): Field => ({ ...field, required: true, strict: true })
const choice = (name: FieldName, choices: readonly string[]): Field => ({ name, type: 'choice', choices })
const token = (name: FieldName): Field => choice(name, COLOR_TOKENS)
const color = (name: FieldName): Field => ({ name, type: 'color' })
const YES_NO = ['Y', 'N']

const LINK = [
  needed(address),
  text('NAME'),
  text('DESC'),
  rare(link('PREVIEW')),
  size('WIDTH'),
  size('HEIGHT'),
  rare(text('HTML')),
  id('USER_ID'),
  id('CHAT_ID'),
  rare(text('NETWORK_ID')),
]

/**
 * Fields of each kind of block; of GRID those of a row, of MESSAGE those of its undocumented form as an object.
 * @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/attachments/block-collections/index.html
 */
export const BLOCK_FIELDS = {
  MESSAGE: [{ name: 'TEXT', type: 'bbcode' }, rare(text('AS_DESCRIPTION'))],
  LINK,
  RICH_LINK: LINK,
  USER: [
    needed(text('NAME')),
    link('AVATAR'),
    address,
    rare(choice('AVATAR_TYPE', ['USER', 'CHAT', 'BOT'])),
    id('USER_ID'),
    id('CHAT_ID'),
    id('BOT_ID'),
    rare(text('NETWORK_ID')),
  ],
  GRID: [
    text('NAME'),
    { name: 'VALUE', type: 'bbcode' },
    needed(choice('DISPLAY', GRID_DISPLAYS)),
    rare(link('LINK')),
    rare(token('COLOR_TOKEN')),
    rare(color('COLOR')),
    size('WIDTH'),
    size('HEIGHT'),
    id('USER_ID'),
    id('CHAT_ID'),
  ],
  IMAGE: [needed(address), text('NAME'), rare(link('PREVIEW')), size('WIDTH'), size('HEIGHT')],
  FILE: [needed(address), text('NAME'), { name: 'SIZE', type: 'number' }],
  DELIMITER: [{ name: 'SIZE', type: 'size' }, color('COLOR')],
} as const satisfies Readonly<Record<string, readonly Field[]>>

/** @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/attachments/index.html */
export const ATTACH_FIELDS: readonly Field[] = [
  token('COLOR_TOKEN'),
  color('COLOR'),
  rare(text('DESCRIPTION')),
  id('ID'),
]

/** @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/message-keyboards.html */
export const BUTTON_FIELDS: readonly Field[] = [
  needed(text('TEXT')),
  choice('DISPLAY', ['BLOCK', 'LINE']),
  token('BG_COLOR_TOKEN'),
  color('BG_COLOR'),
  color('TEXT_COLOR'),
  choice('DISABLED', YES_NO),
  rare(color('OFF_BG_COLOR')),
  rare(color('OFF_TEXT_COLOR')),
  size('WIDTH'),
  rare(choice('CONTEXT', ['ALL', 'DESKTOP', 'MOBILE'])),
  rare(choice('BLOCK', YES_NO)),
]

/** The bot whose commands the buttons give. */
export const BOT_FIELD: Field = { name: 'BOT_ID', type: 'number' }

/** The fields that say what a button does; exactly one of the four purposes, each with what belongs to it. */
export const PURPOSE_FIELDS: Readonly<Record<'LINK' | 'ACTION' | 'COMMAND' | 'APP_ID', readonly Field[]>> = {
  LINK: [needed(address)],
  ACTION: [needed(choice('ACTION', ['PUT', 'SEND', 'COPY', 'CALL', 'DIALOG'])), needed(text('ACTION_VALUE'))],
  COMMAND: [needed(text('COMMAND')), text('COMMAND_PARAMS')],
  APP_ID: [needed({ name: 'APP_ID', type: 'number' }), text('APP_PARAMS')],
}

/** An address the portal takes: absolute http(s), or a path from its root. */
export function linkIsValid(address_: string): boolean {
  return /^\/(?!\/)/.test(address_) || ['http:', 'https:'].includes(URL.parse(address_)?.protocol ?? '')
}

/** Everything wrong with an object's documented fields, and the fields that are not documented. */
export function reviewFields(object: JsonObject, path: JsonPath, fields: readonly Field[]): Issue[] {
  const known = fields.flatMap((field) => {
    const key = keyOf(object, field.name)
    return reviewField(field, key === undefined ? undefined : object[key], [...path, key ?? field.name])
  })
  return [
    ...known,
    ...reviewUnknown(
      object,
      path,
      fields.map(({ name }) => name),
    ),
  ]
}

/** Warnings for the fields of an object that are not among the named ones. */
export function reviewUnknown(object: JsonObject, path: JsonPath, names: readonly string[]): Issue[] {
  return Object.keys(object)
    .filter((key) => !names.includes(key.toUpperCase()))
    .map((key) => ({ path: [...path, key], code: 'unknownField', level: 'warning', params: { name: key } }))
}

function reviewField(field: Field, value: JsonValue | undefined, path: JsonPath): Issue[] {
  const level = field.strict ? 'error' : 'warning'
  if (value === undefined || value === '') {
    const wrong = field.required ? 'missing' : value === '' && field.strict ? 'wrongLink' : undefined
    return wrong ? [{ path, code: wrong, level, params: { name: field.name } }] : []
  }
  const code = wrongWith(field, value)
  if (code === undefined) return []
  return [{ path, code, level, params: { name: field.name, ...(field.choices && { list: field.choices.join(', ') }) } }]
}

function wrongWith({ type, choices }: Field, value: JsonValue): IssueCode | undefined {
  switch (type) {
    case 'text':
    case 'bbcode':
      return typeof value === 'string' ? undefined : 'wrongText'
    case 'link':
      return typeof value === 'string' && linkIsValid(value) ? undefined : 'wrongLink'
    case 'number':
      return isWhole(value) ? undefined : 'wrongNumber'
    case 'size':
      return isWhole(value) && Number(value) > 0 ? undefined : 'wrongSize'
    case 'color':
      return typeof value === 'string' && /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(value) ? undefined : 'wrongColor'
    case 'choice':
      return typeof value === 'string' && choices?.some((each) => each.toLowerCase() === value.toLowerCase())
        ? undefined
        : 'wrongChoice'
  }
}

/** A whole number from 0; the portal reads `"100"` as 100. */
function isWhole(value: JsonValue): boolean {
  return typeof value === 'number'
    ? Number.isInteger(value) && value >= 0
    : typeof value === 'string' && /^\d+$/.test(value)
}
