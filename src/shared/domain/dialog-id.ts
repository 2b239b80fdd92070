// Ids of dialogs: reads the chat a person means (a number, an id as the portal writes it, a pasted link). Pure.

export interface ChatAddress {
  /** Chat id: decimal digits. */
  readonly chatId: string
  /** Host of the pasted link, so that a link to another portal can be told. */
  readonly host?: string
}

const BARE = /^(?:chat|imol\|)?(\d{1,15})$/i
const BBCODE = /^\[chat=(?:chat|imol\|)?(\d{1,15})\]/i
/** Where Bitrix24's links carry the dialog: `/online/?IM_DIALOG=chat123`. */
const LINK_PARAMS = ['im_dialog', 'im_lines', 'im_history', 'im_copilot', 'dialogid', 'dialog_id', 'chat_id', 'chatid']

/**
 * The chat meant by `123`, `chat123`, `imol|123`, `[CHAT=123]…[/CHAT]` or a link with one of them in it;
 * `undefined` where none can be found (also for a person's private dialog and for a group chat `sg…`).
 */
export function parseChatId(typed: string): ChatAddress | undefined {
  const text = typed
    .trim()
    .replace(/^[<"'«]+|[>"'»]+$/g, '')
    .trim()
  const bare = (BARE.exec(text) ?? BBCODE.exec(text))?.[1]
  return bare === undefined ? fromLink(text) : toAddress(bare)
}

/** Whether a text is a `DIALOG_ID`: a person's id, `chat` with a chat's, or `sg` with a group's. */
export function isDialogId(text: string): boolean {
  return /^(?:chat|sg)?[1-9]\d{0,14}$/.test(text)
}

/** `DIALOG_ID` of a chat, as the `im.*` methods take it. */
export function dialogIdOf(chatId: string): string {
  return `chat${chatId}`
}

function fromLink(text: string): ChatAddress | undefined {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (/\s/.test(text) || !text.includes('.') || !/[?#/]/.test(text)) return undefined
  const url = URL.parse(withScheme)
  if (url === null || !['https:', 'http:', 'bx:'].includes(url.protocol)) return undefined
  for (const value of candidates(url)) {
    const id = BARE.exec(value)?.[1]
    if (id !== undefined) return toAddress(id, url.host)
  }
  return undefined
}

function candidates(url: URL): string[] {
  const fragment = url.hash.slice(1)
  const maps = [url.searchParams, new URLSearchParams(fragment.split('?').at(-1) ?? '')]
  const named = maps.flatMap((map) => [...map].filter(([key]) => LINK_PARAMS.includes(key.toLowerCase())))
  return [...named.map(([, value]) => value.trim()), ...(/^chat\d+$/i.test(fragment) ? [fragment] : [])]
}

function toAddress(digits: string, host?: string): ChatAddress | undefined {
  const chatId = digits.replace(/^0+/, '')
  if (chatId === '') return undefined
  return host === undefined || host === '' ? { chatId } : { chatId, host }
}
