// The stand-in for api.bsky.chat as a site: identifies callers by the service token their PDS signs, and runs the methods.
import type { DidString } from '@atproto/lex'
import type { Clock } from '../../types'
import type { Answer, HttpRequest, Site } from '../http'
import { jsonAnswer, nsidOf } from '../http'
import type { SigningKey } from '../keys'
import type { World } from '../world'
import type { Method } from '../xrpc'
import { errorOfStatus, XrpcError } from '../xrpc-error'
import { convoMethods } from './convos'
import { groupMethods } from './groups'
import { linkMethods } from './links'
import { logMethods } from './log'
import { messageMethods } from './messages'
import { requestMethods } from './requests'

/** The fragment of the chat service in its DID document. */
export const CHAT_SERVICE_ID = 'bsky_chat'

export interface ChatDeps {
  readonly world: World
  readonly clock: Clock
  readonly port: number
  /** The service's own DID and address, known once it listens. */
  readonly self: () => { readonly did: string; readonly url: string }
  readonly keyOf: (did: string) => SigningKey | undefined
  /** Called before each call: what other people did meanwhile. */
  readonly catchUp: () => void
  readonly onUnexpected: (what: string) => void
}

function unauthorised(error: string, message: string): XrpcError {
  return new XrpcError(401, error, { message })
}

/** The claims of a JWT before its signature is looked at: they say whose key to look with. */
function peek(jwt: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'))
    if (typeof claims === 'object' && claims !== null) return { ...claims }
  } catch {
    // Not a JWT at all.
  }
  throw unauthorised('BadJwt', 'poorly formatted jwt')
}

/** Who a service token speaks for (`verifyJwt` of @atproto/xrpc-server 0.13). @throws XrpcError 401. */
function callerOf(jwt: string, nsid: string, deps: ChatDeps): DidString {
  const claims = peek(jwt)
  const { iss, aud, lxm, exp } = claims
  if (typeof exp !== 'number' || exp * 1000 <= deps.clock()) throw unauthorised('JwtExpired', 'jwt expired')
  if (aud !== deps.self().did) throw unauthorised('BadJwtAudience', 'jwt audience does not match service did')
  if (lxm !== nsid) throw unauthorised('BadJwtLexiconMethod', 'bad jwt lexicon method ("lxm")')
  const key = typeof iss === 'string' ? deps.keyOf(iss) : undefined
  if (!key || key.verifyJwt(jwt) === undefined) throw unauthorised('BadJwtSignature', 'jwt signature does not match')
  return iss as DidString
}

function bearerOf(request: HttpRequest): string | undefined {
  const match = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')
  return match?.[1]
}

function didJson(deps: ChatDeps): Answer {
  const { did, url } = deps.self()
  const service = [{ id: `#${CHAT_SERVICE_ID}`, type: 'BskyChatService', serviceEndpoint: url }]
  return jsonAnswer(200, { '@context': ['https://www.w3.org/ns/did/v1'], id: did, service })
}

function run(request: HttpRequest, methods: ReadonlyMap<string, Method>, deps: ChatDeps): Answer {
  if (request.path === '/.well-known/did.json') return didJson(deps)
  const nsid = nsidOf(request.path)
  const found = methods.get(nsid)
  if (!found) return jsonAnswer(404, errorOfStatus(404))
  deps.catchUp()
  const bearer = bearerOf(request)
  const body = found.run({
    viewer: bearer === undefined ? undefined : callerOf(bearer, nsid, deps),
    bearer,
    ip: request.ip,
    verb: request.verb,
    query: request.query,
    contentType: request.headers['content-type'],
    body: request.body,
    answerHeaders: {},
  })
  return jsonAnswer(200, body)
}

/** The chat service over `deps.world`. */
export function chatSite(deps: ChatDeps): Site {
  const { world } = deps
  const all = [
    ...groupMethods(world),
    ...linkMethods(world),
    ...requestMethods(world),
    ...convoMethods(world),
    ...messageMethods(world),
    ...logMethods(world),
  ]
  const methods = new Map(all.map((entry) => [entry.nsid, entry]))
  return {
    portal: 'chat',
    port: deps.port,
    methodOf: (request) => nsidOf(request.path),
    passesOn: () => false,
    answer: (request) => run(request, methods, deps),
    onUnexpected: deps.onUnexpected,
  }
}
