// The PDS subset as a site: sessions, handles, the server's description, limits; everything else is proxied.
import { Readable } from 'node:stream'
import type { DidString } from '@atproto/lex'
import { com } from '@bsky/sdk/lexicons'
import type { Clock, Sleep } from '../types'
import type { Answer, HttpRequest, Site } from './http'
import { jsonAnswer, nsidOf } from './http'
import { pictureAt } from './pictures'
import type { ProxyDeps } from './proxy'
import { proxy } from './proxy'
import type { RateLimiter } from './rate-limits'
import { limitHeaders, rateLimitError } from './rate-limits'
import { sessionMethods, type SessionDeps } from './session'
import { BrokenAnswer, openMethod, type Method, type RawCall } from './xrpc'
import { XrpcError } from './xrpc-error'

export interface PdsDeps {
  readonly port: number
  readonly clock: Clock
  readonly sessions: SessionDeps
  readonly proxy: ProxyDeps
  readonly globalLimit: RateLimiter
  /** The domain new handles get, and every handle here has. */
  readonly handleDomain: string
  readonly byHandle: (handle: string) => DidString | undefined
  /** The reference PDS pads a login to 350 ms on purpose. */
  readonly loginDelayMs: number
  readonly sleep: Sleep
  readonly onUnexpected: (what: string) => void
}

/** The audience of the tokens; the reference PDS names itself by its host. */
export const PDS_DID: DidString = 'did:web:localhost'

function bearerOf(request: HttpRequest): string | undefined {
  const header = request.headers.authorization
  if (header === undefined) return undefined
  const match = /^Bearer (.+)$/i.exec(header)
  if (!match?.[1]) throw new XrpcError(400, 'InvalidToken', { message: 'Unexpected authorization type' })
  return match[1]
}

function rawCall(request: HttpRequest, answerHeaders: Record<string, string>): RawCall {
  return {
    viewer: undefined,
    bearer: bearerOf(request),
    ip: request.ip,
    verb: request.verb,
    query: request.query,
    contentType: request.headers['content-type'],
    body: request.body,
    answerHeaders,
  }
}

function identityMethods(deps: PdsDeps): Method[] {
  return [
    openMethod(com.atproto.identity.resolveHandle.main, ({ params }) => {
      const did = deps.byHandle(params.handle.toLowerCase())
      if (did === undefined) throw new XrpcError(400, 'HandleNotFound', { message: 'Unable to resolve handle' })
      return { did }
    }),
    openMethod(com.atproto.server.describeServer.main, () => ({
      did: PDS_DID,
      availableUserDomains: [`.${deps.handleDomain}`],
      inviteCodeRequired: true,
      phoneVerificationRequired: false,
      links: {},
      contact: {},
    })),
  ]
}

/** `https://HANDLE/.well-known/atproto-did` (https://atproto.com/specs/handle), told apart by the Host header. */
function wellKnownDid(request: HttpRequest, deps: PdsDeps): Answer {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  const did = deps.byHandle(host)
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  return did === undefined ? { status: 404, headers, body: 'User not found' } : { status: 200, headers, body: did }
}

/** A failure with the rate-limit headers every answer of the PDS carries. */
function withHeaders(thrown: unknown, headers: Readonly<Record<string, string>>): unknown {
  if (!(thrown instanceof XrpcError) || thrown instanceof BrokenAnswer) return thrown
  const options = { message: thrown.message, headers: { ...headers, ...thrown.headers } }
  return new XrpcError(thrown.status, thrown.error, options)
}

async function runOwn(own: Method, call: RawCall, deps: PdsDeps): Promise<Answer> {
  if (own.nsid === com.atproto.server.createSession.$lxm) await deps.sleep(deps.loginDelayMs)
  const body = own.run(call)
  return body === undefined ? { status: 200, headers: {}, body: '' } : jsonAnswer(200, body)
}

function passOn(request: HttpRequest, call: RawCall, deps: PdsDeps): Promise<Answer> {
  return proxy(request, deps.sessions.store.authorise(call.bearer), deps.proxy)
}

async function runXrpc(request: HttpRequest, methods: ReadonlyMap<string, Method>, deps: PdsDeps): Promise<Answer> {
  const level = deps.globalLimit.take(request.ip)
  if (level.exceeded) throw rateLimitError(level, deps.clock())
  const headers = limitHeaders(level)
  try {
    const call = rawCall(request, headers)
    const own = methods.get(nsidOf(request.path))
    const answer = own ? await runOwn(own, call, deps) : await passOn(request, call, deps)
    return { ...answer, headers: { ...headers, ...answer.headers } }
  } catch (thrown) {
    throw withHeaders(thrown, headers)
  }
}

async function run(request: HttpRequest, methods: ReadonlyMap<string, Method>, deps: PdsDeps): Promise<Answer> {
  if (request.path === '/.well-known/atproto-did') return wellKnownDid(request, deps)
  if (request.path === '/xrpc/_health') return jsonAnswer(200, { version: 'practice' })
  if (request.path.startsWith('/xrpc/')) return runXrpc(request, methods, deps)
  const picture = request.verb === 'GET' ? pictureAt(request.path) : undefined
  if (picture) return { status: 200, headers: { 'content-type': 'image/png' }, body: Readable.from([picture]) }
  return jsonAnswer(404, { error: 'NotFound', message: 'Not Found' })
}

/** The PDS over `deps.sessions`. */
export function pdsSite(deps: PdsDeps): Site {
  const methods = new Map(
    [...sessionMethods(deps.sessions), ...identityMethods(deps)].map((entry): [string, Method] => [entry.nsid, entry]),
  )
  const isProxied = (request: HttpRequest): boolean =>
    request.path.startsWith('/xrpc/') && !methods.has(nsidOf(request.path)) && nsidOf(request.path) !== '_health'
  return {
    portal: 'pds',
    port: deps.port,
    methodOf: (request) => nsidOf(request.path),
    passesOn: isProxied,
    answer: (request) => run(request, methods, deps),
    onUnexpected: deps.onUnexpected,
  }
}
