// Links of our own, `bellhop://…`: what they may say, how they are written and read. They go from person to person, so they
// name a portal by its host and never anything of this machine. Pure; whether a link leads anywhere is not known here.
import { fail, ok, type Result } from '../contract/result'
import { readAppPassword } from './bluesky-identifier'

export const DEEP_LINK_SCHEME = 'bellhop'
/** No longer link is read: what Windows lets a program be started with leaves room for little more. */
export const MAX_DEEP_LINK = 8_192
/** Characters of text that a link may bring. */
export const MAX_LINK_TEXT = 4_000

export type LinkWants = 'group' | 'request' | 'dialog' | 'compose' | 'join'

export interface DeepLink {
  readonly wants: LinkWants
  /** Portal `host[:port]`, lower case; absent where it leads to Bluesky. */
  readonly portal?: string
  /** Group, chat or conversation id, `DIALOG_ID` of whom to write to, or the code of a join link. */
  readonly id: string
  /** What it would put into the composer. */
  readonly text?: string
  /** Whose eyes it was made for, where several accounts could go there: a handle, DID or user id. Only a hint. */
  readonly account?: string
}

export type DeepLinkProblem =
  | 'links.malformed'
  | 'links.tooLong'
  | 'links.hiddenCharacters'
  | 'links.unknownKind'
  | 'links.unknownPart'
  | 'links.missingPart'
  | 'links.badPart'

type Part = 'portal' | 'id' | 'group' | 'chat' | 'to' | 'convo' | 'code' | 'text' | 'account'

/** The parts of one way to write a link: the one that holds its id, and what stands beside it. */
interface Form {
  readonly id: Part
  readonly portal: boolean
  readonly text?: true
}

/** The whole grammar: what a link may want, and in which forms; the first is the one with a portal. */
const FORMS: Readonly<Record<LinkWants, readonly Form[]>> = {
  group: [
    { id: 'id', portal: true },
    { id: 'convo', portal: false },
  ],
  request: [{ id: 'group', portal: true }],
  dialog: [{ id: 'chat', portal: true }],
  compose: [
    { id: 'to', portal: true, text: true },
    { id: 'convo', portal: false, text: true },
  ],
  join: [{ id: 'code', portal: false }],
}

const NUMBER = /^[1-9]\d{0,14}$/
const GOOD: Readonly<Record<Part, (value: string) => boolean>> = {
  portal: isPortal,
  id: (value) => NUMBER.test(value),
  group: (value) => NUMBER.test(value),
  chat: (value) => NUMBER.test(value),
  to: (value) => /^(?:chat|sg)?[1-9]\d{0,14}$/.test(value),
  // Opaque to us; the service's are letters and digits (https://docs.bsky.app/docs/api/chat-bsky-convo-get-convo).
  convo: (value) => /^[\w.~:-]{1,128}$/.test(value),
  // An app password has the form of a code: it must not be shown, nor sent anywhere as one.
  code: (value) => /^[\w-]{1,64}$/.test(value) && readAppPassword(value) === undefined,
  text: (value) => value.length <= MAX_LINK_TEXT,
  account: (value) => /^[\w.:%-]{1,253}$/.test(value),
}

// Control characters besides line ends and tabs, halves of a character, and signs that are not seen or turn the direction
// of what follows: what is shown for agreement must be what is meant. The joiners make one picture of several.
const HIDDEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u
const SHAPE = /^bellhop:\/\/([^/?#@:]*)\/?(?:\?([^?#]*))?$/i

/** Whether a text sets out to be a link of ours, good or bad. */
export function isDeepLink(text: string): boolean {
  return /^bellhop:/i.test(text)
}

/**
 * Reads `bellhop://KIND?part=value&…`. Strict: every part once, nothing beside them, no user, port, path or fragment.
 * Values are percent-encoded UTF-8; `+` is a plus sign.
 * Errors: one code per kind of trouble; `params.name` names the part, where it is one that can be shown.
 */
export function parseDeepLink(link: string): Result<DeepLink, DeepLinkProblem> {
  if (link.length > MAX_DEEP_LINK) return fail('links.tooLong')
  if (HIDDEN.test(link)) return fail('links.hiddenCharacters')
  const shape = /\s/.test(link) ? null : SHAPE.exec(link)
  if (shape === null) return fail('links.malformed')
  const wants = shape[1]?.toLowerCase() ?? ''
  if (!isWants(wants)) return fail('links.unknownKind', 'never', { name: shown(wants) })
  const parts = readParts(shape[2] ?? '')
  return parts.ok ? assemble(wants, parts.data) : parts
}

/** Writes a link; `parseDeepLink` reads the same back. */
export function formatDeepLink({ wants, portal, id, text, account }: DeepLink): string {
  const form = FORMS[wants].find((each) => each.portal === (portal !== undefined)) ?? FORMS[wants][0]
  const parts = [
    ['portal', portal],
    [form?.id, id],
    ['text', text],
    ['account', account],
  ] as const
  const query = parts.flatMap(([name, value]) =>
    name === undefined || value === undefined ? [] : [`${name}=${encodePart(value)}`],
  )
  return `${DEEP_LINK_SCHEME}://${wants}?${query.join('&').replace(/[.!')]$/, percent)}`
}

/** At its end it must not look like the end of the sentence it stands in. */
const percent = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

/** Readable where it can be: a host's colon and a DID's need no code. */
const encodePart = (value: string): string => encodeURIComponent(value).replaceAll('%3A', ':')

function isWants(text: string): text is LinkWants {
  return Object.hasOwn(FORMS, text)
}

function isPart(text: string): text is Part {
  return Object.hasOwn(GOOD, text)
}

/** What somebody else wrote, where it is short and plain enough to be told. */
const shown = (name: string): string => (/^[a-z\d-]{1,20}$/i.test(name) ? name : '…')

function readParts(query: string): Result<ReadonlyMap<Part, string>, DeepLinkProblem> {
  const parts = new Map<Part, string>()
  for (const piece of query === '' ? [] : query.split('&')) {
    const at = piece.indexOf('=')
    const name = at === -1 ? piece : piece.slice(0, at)
    if (!isPart(name) || parts.has(name)) return fail('links.unknownPart', 'never', { name: shown(name) })
    const value = at === -1 ? undefined : decoded(piece.slice(at + 1))
    if (value === undefined || value === '') return fail('links.badPart', 'never', { name: name })
    if (HIDDEN.test(value)) return fail('links.hiddenCharacters')
    if (!GOOD[name](value)) return fail('links.badPart', 'never', { name: name })
    parts.set(name, value)
  }
  return ok(parts)
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value).replaceAll('\r\n', '\n')
  } catch {
    return undefined
  }
}

function assemble(wants: LinkWants, parts: ReadonlyMap<Part, string>): Result<DeepLink, DeepLinkProblem> {
  const forms = FORMS[wants]
  const form = forms.find((each) => parts.has(each.id)) ?? forms[0]
  if (form === undefined) return fail('links.malformed')
  const { portal, text, account, id } = {
    portal: parts.get('portal'),
    text: parts.get('text'),
    account: parts.get('account'),
    id: parts.get(form.id),
  }
  if (form.portal && portal === undefined) return fail('links.missingPart', 'never', { name: 'portal' })
  if (id === undefined) return fail('links.missingPart', 'never', { name: form.id })
  const allowed = new Set<Part>([form.id, 'account', ...(form.portal ? ['portal' as const] : [])])
  if (form.text) allowed.add('text')
  const stranger = [...parts.keys()].find((name) => !allowed.has(name))
  if (stranger !== undefined) return fail('links.unknownPart', 'never', { name: stranger })
  return ok({
    wants,
    id,
    ...(portal === undefined ? {} : { portal: portal.toLowerCase() }),
    ...(text === undefined ? {} : { text }),
    ...(account === undefined ? {} : { account }),
  })
}

/** `host[:port]` as a URL writes it: no user, path, or letters beyond ASCII. */
function isPortal(value: string): boolean {
  if (value.length > 260 || !/^(?:[a-z\d.-]+|\[[a-f\d:]+\])(?::\d{1,5})?$/i.test(value)) return false
  const url = URL.parse(`https://${value}/`)
  return url !== null && url.host === value.toLowerCase()
}
