// Reads a pasted Bitrix24 webhook address in any form people paste it. Pure: knows the address, not the network.
import type { ErrorCode } from '../contract/errors'
import { fail, ok } from '../contract/result'
import type { Result } from '../contract/result'

export interface WebhookAddress {
  /** `https://host[:port]`, without user info. */
  readonly origin: string
  /** `host[:port]`, lower case; an international name in its ASCII form. */
  readonly host: string
  /** Path before `/<userId>/<code>/`, `/rest` on an ordinary portal. */
  readonly basePath: string
  /** Numeric id; on some portals a login (undocumented). */
  readonly userId: string
  /** The secret. */
  readonly code: string
  /** Credentials of a server in front of the portal. Secret. */
  readonly basicAuth?: { readonly user: string; readonly password: string }
  /** The normalised address, ending in `/`. Secret: kept in the vault only. */
  readonly url: string
}

export type WebhookErrorCode = Extract<ErrorCode, `webhook.${string}`>
type Parsed<T> = Result<T, WebhookErrorCode>

/** Methods whose name holds no dot: where one of them stands, a code is missing. */
const DOTLESS_METHODS = new Set(['batch', 'events', 'methods', 'profile', 'scope'])
const CODE = /^[A-Za-z0-9]{1,64}$/
/** Looks generated rather than typed: what a code is and a login hardly ever. */
const CODE_LIKE = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{10,64}$/
const HOST_LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/

/**
 * Normalises a pasted webhook address: with or without scheme, method, `.json`/`.xml`, trailing slash, `/rest/api/`,
 * base path, port, user info, query string, surrounding quotes or brackets. A half-pasted one fails with the code of
 * the missing half (`webhook.noUserId`, `webhook.noCode`, `webhook.noRest`); `webhook.badHost`, `webhook.badCode`,
 * `webhook.notUrl`, `webhook.empty` tell the rest. Errors carry no part of what was pasted.
 * @see https://apidocs.bitrix24.com/local-integrations/local-webhooks.html
 */
export function parseWebhookUrl(typed: string): Parsed<WebhookAddress> {
  const text = strip(typed)
  if (text === '') return fail('webhook.empty', 'user')
  const url = toUrl(text)
  if (!url.ok) return url
  const parts = splitPath(url.data.pathname)
  return parts.ok ? ok(assemble(url.data, parts.data)) : parts
}

interface PathParts {
  readonly basePath: string
  readonly userId: string
  readonly code: string
}

function assemble(url: URL, { basePath, userId, code }: PathParts): WebhookAddress {
  const user = safeDecode(url.username)
  const password = safeDecode(url.password)
  const hasAuth = user !== '' || password !== ''
  const auth = hasAuth ? `${encodeURIComponent(user)}:${encodeURIComponent(password)}@` : ''
  return {
    origin: `${url.protocol}//${url.host}`,
    host: url.host,
    basePath,
    userId,
    code,
    ...(hasAuth ? { basicAuth: { user, password } } : {}),
    url: `${url.protocol}//${auth}${url.host}${basePath}/${encodeURIComponent(userId)}/${code}/`,
  }
}

function strip(typed: string): string {
  const bare = typed
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/^[\s"'`<>«»“”()[\]]+|[\s"'`<>«»“”()[\]]+$/g, '')
  const inside = /\s/.test(bare) ? /https?:\/\/[^\s"'<>]+/i.exec(bare)?.[0] : undefined
  return inside ?? bare
}

function toUrl(text: string): Parsed<URL> {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') return fail('webhook.notUrl', 'user')
  if (/\s/.test(text)) return fail('webhook.notUrl', 'user')
  if (scheme === undefined && !/[./:]/.test(text)) return fail('webhook.notUrl', 'user')
  if (scheme !== undefined && /^https?:\/\/(?:[/\\?#]|$)/i.test(text)) return fail('webhook.badHost', 'user')
  const url = URL.parse(scheme === undefined ? `https://${text.replace(/^\/+/, '')}` : text)
  if (url === null) return fail(scheme === undefined ? 'webhook.notUrl' : 'webhook.badHost', 'user')
  return hostLooksRight(url.hostname) ? ok(url) : fail('webhook.badHost', 'user')
}

function hostLooksRight(hostname: string): boolean {
  if (hostname.startsWith('[')) return true
  return hostname.length <= 253 && hostname.split('.').every((label) => HOST_LABEL.test(label))
}

function splitPath(pathname: string): Parsed<PathParts> {
  const segments = pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(safeDecode)
  const rest = segments.findLastIndex((segment) => segment.toLowerCase() === 'rest')
  if (rest === -1) return withoutRest(segments)
  const base = `/${segments.slice(0, rest + 1).join('/')}`
  const tail = segments.slice(rest + 1)
  return afterBase(base, isRestV3(tail) ? tail.slice(1) : tail)
}

/** `/rest/api/1/code/` is the address of REST 3.0; our methods live under `/rest/1/code/`. */
function isRestV3(tail: readonly string[]): boolean {
  const [first, second, third] = tail
  if (first?.toLowerCase() !== 'api') return false
  return second === undefined || /^\d+$/.test(second) || (third !== undefined && CODE_LIKE.test(third))
}

/** A portal may serve REST under another path (undocumented server option): then the pair itself is the landmark. */
function withoutRest(segments: readonly string[]): Parsed<PathParts> {
  for (let at = segments.length - 2; at >= 0; at -= 1) {
    const [userId, code] = [segments[at] ?? '', segments[at + 1] ?? '']
    if (!/^\d+$/.test(userId) || !CODE_LIKE.test(code)) continue
    return ok({ basePath: at === 0 ? '' : `/${segments.slice(0, at).join('/')}`, userId, code })
  }
  return fail('webhook.noRest', 'user')
}

function afterBase(basePath: string, tail: readonly string[]): Parsed<PathParts> {
  const [userId, code] = tail
  if (userId === undefined) return fail('webhook.noUserId', 'user')
  if (code === undefined) return fail(isNoUser(userId) ? 'webhook.noUserId' : 'webhook.noCode', 'user')
  if (CODE_LIKE.test(userId) && isMethod(code)) return fail('webhook.noUserId', 'user')
  if (isMethod(code)) return fail('webhook.noCode', 'user')
  if (!CODE.test(code)) return fail('webhook.badCode', 'user')
  if (!/^[^\s/\\?#:]{1,50}$/.test(userId)) return fail('webhook.noUserId', 'user')
  return ok({ basePath, userId, code })
}

function isMethod(segment: string): boolean {
  const name = segment.replace(/\.(?:json|xml)$/i, '').toLowerCase()
  return DOTLESS_METHODS.has(name) || /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+$/.test(name)
}

function isNoUser(segment: string): boolean {
  return CODE_LIKE.test(segment) || /\.(?:json|xml)$/i.test(segment) || DOTLESS_METHODS.has(segment.toLowerCase())
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
