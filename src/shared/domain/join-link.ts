// Bluesky join links: finds the code in what a person pasted. Pure; whether the code is any good, the service decides.
import { readAppPassword } from './bluesky-identifier'

// Zero-width and bidi characters arrive with text copied from chats and web pages and would hide a good code.
const INVISIBLE = /\p{Cf}/gu

// The official app takes 7-10 letters and digits, its web server `[A-Za-z0-9_-]{1,64}`; the lexicon calls the code opaque
// (https://docs.bsky.app/docs/api/chat-bsky-group-request-join). The host must not be the tail of another one.
const LINK = /(?<![\w./@-])(?:(?:https?:\/\/)?(?:www\.)?bsky\.app|bluesky:\/)\/chat\/([\w-]{1,64})(?=\/?(?:$|[^\w/-]))/i
const BARE = /^[\w-]{1,64}$/

/**
 * Finds the join code in a pasted text: a bare code, or a link `https://bsky.app/chat/CODE` (also `http`, `www`, no
 * scheme, `bluesky://chat/CODE`, a query, a fragment, a trailing slash, or words around it).
 * The code keeps its case, which matters. `undefined` when there is none, and for an app password pasted by mistake:
 * it must neither be sent to the chat service as a code nor be shown or journalled.
 */
export function findJoinCode(text: string): string | undefined {
  const visible = text.replace(INVISIBLE, '').trim()
  if (BARE.test(visible)) return readAppPassword(visible) === undefined ? visible : undefined
  return LINK.exec(visible)?.[1]
}

/** Longer texts are documents, not links somebody copied. */
const CLIPBOARD_MAX = 4096

const STRICT = /(?<![^\s("'<«“])https:\/\/bsky\.app\/chat\/([A-Za-z0-9_-]{1,64})(?=\/?(?:$|[\s)"'>»”]))/

/**
 * Finds a link exactly of the form `https://bsky.app/chat/CODE` in a text nobody meant for us (the clipboard): a bare
 * code, another host or another scheme is none.
 */
export function strictJoinLink(text: string): { readonly link: string; readonly code: string } | undefined {
  const code = text.length > CLIPBOARD_MAX ? undefined : STRICT.exec(text)?.[1]
  return code === undefined ? undefined : { link: `https://bsky.app/chat/${code}`, code }
}
