// Size and shape rules of a Bitrix24 message: text, ATTACH, KEYBOARD. Pure; used before sending, never instead of the
// portal's own check.
import type { JsonValue } from '../contract/common'
import { attachIsValid } from './message-attach'
import { keyboardIsValid, keyboardOnlyLinksOut } from './message-keyboard'

/** Characters of text; longer text is cut by the portal (undocumented behaviour of a documented limit). */
export const TEXT_LIMIT = 20_000
/** `imopenlines.network.message.add` documents 30 KB: warned from here, in bytes of UTF-8 JSON. */
export const WARN_BYTES = 30_000
/** All other pages document 60 000 characters of the serialised object: refused from here. */
export const BLOCK_CHARS = 60_000

export interface MessageParts {
  readonly text: string
  readonly attach?: JsonValue
  readonly keyboard?: JsonValue
}

export interface MessageSizes {
  readonly textChars: number
  readonly textLimit: number
  readonly attachBytes: number
  readonly keyboardBytes: number
  readonly warnBytes: number
  readonly attachChars: number
  readonly keyboardChars: number
  readonly blockChars: number
}

export type MessageProblem =
  | 'messages.empty'
  | 'messages.attachOversize'
  | 'messages.attachError'
  | 'messages.keyboardOversize'
  | 'messages.keyboardError'
  | 'messages.keyboardLinkOnly'
export type MessageWarning = 'attachNearLimit' | 'keyboardNearLimit' | 'textWillBeCut'

export interface MessageReview {
  /** What stops it, in the order to be solved. */
  readonly problems: readonly MessageProblem[]
  readonly warnings: readonly MessageWarning[]
  readonly sizes: MessageSizes
}

/**
 * Reviews a composed Bitrix24 message. `network` messages need text and may carry link buttons only; a `dialog`
 * message may consist of an attachment alone.
 * @see https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/network/imopenlines-network-message-add.html
 * @see https://apidocs.bitrix24.com/api-reference/chats/messages/im-message-add.html
 */
export function reviewMessage(parts: MessageParts, target: 'network' | 'dialog'): MessageReview {
  const sizes = measureMessage(parts)
  const problems: MessageProblem[] = []
  const warnings: MessageWarning[] = []
  if (parts.text.trim() === '' && (target === 'network' || parts.attach === undefined)) problems.push('messages.empty')
  if (parts.attach !== undefined) {
    if (!attachIsValid(parts.attach)) problems.push('messages.attachError')
    if (sizes.attachChars >= BLOCK_CHARS) problems.push('messages.attachOversize')
    else if (sizes.attachBytes >= WARN_BYTES) warnings.push('attachNearLimit')
  }
  if (parts.keyboard !== undefined) {
    if (!keyboardIsValid(parts.keyboard)) problems.push('messages.keyboardError')
    else if (target === 'network' && !keyboardOnlyLinksOut(parts.keyboard)) problems.push('messages.keyboardLinkOnly')
    if (sizes.keyboardChars >= BLOCK_CHARS) problems.push('messages.keyboardOversize')
    else if (sizes.keyboardBytes >= WARN_BYTES) warnings.push('keyboardNearLimit')
  }
  if (sizes.textChars > TEXT_LIMIT) warnings.push('textWillBeCut')
  return { problems, warnings, sizes }
}

/** Sizes as the portal counts them: characters are code points, bytes are UTF-8. */
export function measureMessage({ text, attach, keyboard }: MessageParts): MessageSizes {
  const [attached, keys] = [serialised(attach), serialised(keyboard)]
  return {
    textChars: countCharacters(text),
    textLimit: TEXT_LIMIT,
    attachBytes: countBytes(attached),
    keyboardBytes: countBytes(keys),
    warnBytes: WARN_BYTES,
    attachChars: countCharacters(attached),
    keyboardChars: countCharacters(keys),
    blockChars: BLOCK_CHARS,
  }
}

/** Code points, not UTF-16 units: an emoji counts once, as it does on the portal. */
export function countCharacters(text: string): number {
  return Array.from(text).length
}

/** Bytes of UTF-8; a lone surrogate counts as the replacement character it becomes. */
function countBytes(text: string): number {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}

function serialised(value: JsonValue | undefined): string {
  return value === undefined ? '' : JSON.stringify(value)
}
