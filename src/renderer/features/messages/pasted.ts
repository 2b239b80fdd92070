// What is meant by text pasted into the recipients: names, ids, a link into the portal. Pure.
import type { MessageTarget } from '../../../shared/contract/messages'
import { dialogIdOf, parseChatId } from '../../../shared/domain/dialog-id'

export type Pasted =
  | { readonly kind: 'target'; readonly target: MessageTarget; readonly is: 'person' | 'chat'; readonly title: string }
  /** To be found by name. */
  | { readonly kind: 'name'; readonly name: string }
  /** A link into another portal. */
  | { readonly kind: 'elsewhere'; readonly host: string }

const USER = /^\[user=(\d{1,15})\](.*?)\[\/user\]$/i
const DIGITS = /^[1-9]\d{0,14}$/
const CHAT = /^(?:chat\d{1,15}|\[chat=)/i
const GROUP = /^sg[1-9]\d{0,14}$/i
/** A person's own dialog in a link: the number of the user. */
const USER_LINK = /[?&#]im_dialog=([1-9]\d{0,14})(?=&|#|$)/i
const SEPARATORS = /[\n\r\t;,]+/

/** Whether a text is more than a part of one name: several of them, an id, a link. */
export function isListOrId(text: string): boolean {
  const parts = partsOf(text)
  return parts.length > 1 || parts.some((part) => readOne(part, '').kind !== 'name')
}

/** Reads pasted text, in its order. `host` is the portal written to. */
export function readPasted(text: string, host: string): readonly Pasted[] {
  return partsOf(text).map((part) => readOne(part, host))
}

function partsOf(text: string): string[] {
  return text
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function readOne(part: string, host: string): Pasted {
  const user = USER.exec(part)
  if (user?.[1] !== undefined) return person(user[1], user[2])
  if (DIGITS.test(part)) return person(part)
  if (GROUP.test(part)) return chat(part.toLowerCase())
  const address = part.includes('/') || CHAT.test(part) ? parseChatId(part) : undefined
  if (address === undefined) return { kind: 'name', name: part }
  if (address.host !== undefined && address.host !== host) return { kind: 'elsewhere', host: address.host }
  const inDialog = USER_LINK.exec(part)?.[1]
  return inDialog === undefined ? chat(dialogIdOf(address.chatId)) : person(inDialog)
}

function person(id: string, name?: string): Pasted {
  return { kind: 'target', target: { kind: 'dialog', dialogId: id }, is: 'person', title: name?.trim() || id }
}

function chat(dialogId: string): Pasted {
  return { kind: 'target', target: { kind: 'dialog', dialogId }, is: 'chat', title: dialogId }
}
