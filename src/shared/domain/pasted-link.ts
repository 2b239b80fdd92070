// Finds the link in a text somebody pasted or was sent that this app can do something with. Every other link is not ours and
// is left alone, even one to the same host. Pure; whether it leads anywhere is not known here.
import { MAX_DEEP_LINK } from './deep-link'
import { parseChatId } from './dialog-id'
import { strictJoinLink } from './join-link'

/** Longer texts are documents, not links somebody copied. */
const LONGEST = MAX_DEEP_LINK

const OWN = /(?<![^\s("'<«“])bellhop:\/\/[^\s<>"«»“”]+/i
/** What a sentence ends with, and no link that this app has written. */
const TRAILING = /[.,;!?)\]'’]+$/
/** The portal's own links say of a chat that it is one; a bare number is a person. */
const OF_A_CHAT = /[?#&]im_(?:dialog|lines|history)=(?:chat|imol(?:\||%7c))\d/i

/** A link of ours, a join link of Bluesky, or a portal's link to one of its chats. */
export type PastedLink =
  | { readonly kind: 'own'; readonly link: string }
  | { readonly kind: 'join'; readonly link: string; readonly code: string }
  | { readonly kind: 'chat'; readonly link: string; readonly host: string; readonly chatId: string }

/** The first such link; a portal's only where it is all there is. */
export function findPastedLink(text: string): PastedLink | undefined {
  if (text.length > LONGEST) return undefined
  const own = OWN.exec(text)?.[0]
  if (own !== undefined) return { kind: 'own', link: own === text.trim() ? own : own.replace(TRAILING, '') }
  const join = strictJoinLink(text)
  if (join !== undefined) return { kind: 'join', ...join }
  return chatLink(text.trim())
}

function chatLink(link: string): PastedLink | undefined {
  if (!/^https?:\/\/\S+$/i.test(link) || !OF_A_CHAT.test(link)) return undefined
  const found = parseChatId(link)
  return found?.host === undefined ? undefined : { kind: 'chat', link, host: found.host, chatId: found.chatId }
}
