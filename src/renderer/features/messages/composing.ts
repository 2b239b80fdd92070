// What the composer holds for one account, how it is kept as a draft, and what it becomes when sent. Pure.
import type { InputOf, OutputOf } from '../../../shared/contract'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { isObject } from '../../../shared/domain/json-shape'

type AccountId = OutputOf<'accounts.list'>[number]['id']
type Composed = InputOf<'messages.check'>

export interface Recipient {
  readonly id: string
  readonly name: string
}

export interface Composing {
  lineCode: string
  recipient: Recipient | undefined
  text: string
  /** ATTACH and KEYBOARD as typed: JSON, or not yet. */
  attach: string
  keyboard: string
  urlPreview: boolean
}

export const emptyComposing = (): Composing => ({
  lineCode: '',
  recipient: undefined,
  text: '',
  attach: '',
  keyboard: '',
  urlPreview: true,
})

/** Nothing worth keeping has been typed. */
export function isBlank({ text, attach, keyboard }: Composing): boolean {
  return [text, attach, keyboard].every((part) => part.trim() === '')
}

export type Typed =
  { readonly kind: 'none' } | { readonly kind: 'json'; readonly value: JsonValue } | { readonly kind: 'broken' }

/** Reads a JSON field; an empty one is none. */
export function readJson(typed: string): Typed {
  if (typed.trim() === '') return { kind: 'none' }
  try {
    return { kind: 'json', value: JSON.parse(typed) as JsonValue }
  } catch {
    return { kind: 'broken' }
  }
}

const json = (typed: string): JsonValue | undefined => {
  const read = readJson(typed)
  return read.kind === 'json' ? read.value : undefined
}

/** The message as main takes it; absent parts stay out. `network` says which kind of target the account writes to. */
export function toComposed(accountId: AccountId, network: 'bitrix24' | 'bluesky', composing: Composing): Composed {
  const id = composing.recipient?.id
  const attach = json(composing.attach)
  const keyboard = json(composing.keyboard)
  return {
    accountId,
    target:
      network === 'bluesky'
        ? { kind: 'convo', convoId: id ?? NOBODY }
        : { kind: 'network', lineCode: composing.lineCode.trim(), userId: id ?? NOBODY },
    text: composing.text,
    ...(attach === undefined || network === 'bluesky' ? {} : { attach }),
    ...(keyboard === undefined || network === 'bluesky' ? {} : { keyboard }),
    ...(network === 'bluesky' ? {} : { urlPreview: composing.urlPreview }),
  }
}

type Sent = Pick<
  OutputOf<'outbox.list'>[number],
  'target' | 'targetTitle' | 'text' | 'attach' | 'keyboard' | 'urlPreview'
>

/** What the composer held before a message left it; `undefined` for a reply, which is written beside its dialog. */
export function fromSent({ target, targetTitle, text, attach, keyboard, urlPreview }: Sent): Composing | undefined {
  if (target.kind === 'dialog') return undefined
  const id = target.kind === 'network' ? target.userId : target.convoId
  return {
    lineCode: target.kind === 'network' ? target.lineCode : '',
    recipient: id === NOBODY ? undefined : { id, name: targetTitle },
    text,
    attach: attach === undefined ? '' : JSON.stringify(attach, null, 2),
    keyboard: keyboard === undefined ? '' : JSON.stringify(keyboard, null, 2),
    urlPreview,
  }
}

/** Whether `back` can be put into a composer without touching anything that was typed or chosen there meanwhile. */
export function hasRoomFor(composing: Composing, back: Composing): boolean {
  const { lineCode, recipient } = composing
  const sameLine = lineCode.trim() === '' || lineCode.trim() === back.lineCode
  return isBlank(composing) && sameLine && (recipient === undefined || recipient.id === back.recipient?.id)
}

/** Stands for "nobody chosen yet"; main answers it with `messages.noRecipient`. */
export const NOBODY = '0'

/** The composer's content as a draft's body. */
export function toDraft(composing: Composing): JsonValue {
  const { recipient, ...rest } = composing
  return { ...rest, ...(recipient ? { recipient: { id: recipient.id, name: recipient.name } } : {}) }
}

/** Reads a draft's body back; whatever does not fit is left out. */
export function fromDraft(body: JsonValue): Composing {
  const empty = emptyComposing()
  if (!isObject(body)) return empty
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '')
  const who = body['recipient']
  return {
    lineCode: text('lineCode'),
    text: text('text'),
    attach: text('attach'),
    keyboard: text('keyboard'),
    urlPreview: body['urlPreview'] !== false,
    recipient: isObject(who) ? toRecipient(who) : undefined,
  }
}

function toRecipient({ id, name }: JsonObject): Recipient | undefined {
  if (typeof id !== 'string') return undefined
  return { id, name: typeof name === 'string' ? name : id }
}
