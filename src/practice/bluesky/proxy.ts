// Service proxying (https://atproto.com/specs/xrpc#service-proxying): the PDS signs a service token and passes the call on.
// What is dropped, renamed and added on the way is measured on @atproto/pds 0.5.35 (`packages/pds/src/pipethrough.ts`).
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { pipeline, Transform, type Readable } from 'node:stream'
import { hex } from '../random'
import type { Clock, Random } from '../types'
import type { Account } from './accounts'
import type { Answer, HttpRequest } from './http'
import { jsonAnswer, nsidOf } from './http'
import type { SigningKey } from './keys'
import type { AccessScope } from './tokens'
import { errorOfStatus, XrpcError } from './xrpc-error'

/** Answers of more bytes are cut off. */
const MAX_ANSWER_BYTES = 10 * 1024 * 1024
const SERVICE_TOKEN_SECONDS = 60

/**
 * The methods the reference PDS keeps from plain app passwords (`CHAT_BSKY_METHODS`): a list of 2024 that knows no group
 * method, so those pass. Kept as it is on purpose.
 */
const PRIVILEGED: ReadonlySet<string> = new Set([
  'chat.bsky.actor.deleteAccount',
  'chat.bsky.actor.exportAccountData',
  'chat.bsky.convo.deleteMessageForSelf',
  'chat.bsky.convo.getConvo',
  'chat.bsky.convo.getConvoForMembers',
  'chat.bsky.convo.getLog',
  'chat.bsky.convo.getMessages',
  'chat.bsky.convo.leaveConvo',
  'chat.bsky.convo.listConvos',
  'chat.bsky.convo.muteConvo',
  'chat.bsky.convo.sendMessage',
  'chat.bsky.convo.sendMessageBatch',
  'chat.bsky.convo.unmuteConvo',
  'chat.bsky.convo.updateRead',
])

/** Request headers that reach the service; User-Agent and everything else stay behind. */
const FORWARDED_HEADERS = [
  'accept-encoding',
  'accept-language',
  'atproto-accept-labelers',
  'content-type',
  'content-encoding',
  'x-bsky-topics',
]
/** Answer headers that come back, of successful answers only. */
const RETURNED_HEADERS = [
  'content-type',
  'content-encoding',
  'content-length',
  'content-language',
  'retry-after',
  'atproto-repo-rev',
  'atproto-content-labelers',
]

export interface Service {
  readonly did: string
  /** `bsky_chat` */
  readonly id: string
  readonly url: string
}

export interface ProxyDeps {
  readonly service: () => Service
  readonly keyOf: (did: string) => SigningKey | undefined
  readonly clock: Clock
  readonly random: Random
  readonly timeouts: { readonly headersMs: number; readonly bodyMs: number }
}

/** The service a header `did#id` names. @throws XrpcError as measured. */
function resolveService(header: string | undefined, service: Service): Service {
  if (header === undefined || header === '') throw new XrpcError(404, ...named(404))
  const [did = '', id, ...rest] = header.split('#')
  if (id === undefined || id === '' || rest.length > 0) {
    throw new XrpcError(400, 'InvalidRequest', { message: 'no service id specified in proxy header' })
  }
  if (did !== service.did) throw new XrpcError(500, ...named(500))
  if (id !== service.id) {
    throw new XrpcError(400, 'InvalidRequest', { message: 'could not resolve proxy did service url' })
  }
  return service
}

function named(status: number): [string, { message: string }] {
  const { error, message } = errorOfStatus(status)
  return [error, { message }]
}

/** @throws XrpcError 400 InvalidToken where the token's scope does not reach. */
function assertScope(scope: AccessScope, nsid: string): void {
  if (scope === 'com.atproto.takendown') throw new XrpcError(400, 'InvalidToken', { message: 'Bad token scope' })
  if (scope === 'com.atproto.appPass' && PRIVILEGED.has(nsid)) {
    throw new XrpcError(400, 'InvalidToken', { message: 'Bad token method' })
  }
}

function unreachable(): XrpcError {
  return new XrpcError(502, 'UpstreamFailure', { message: 'Upstream service unreachable' })
}

function pick(headers: IncomingMessage['headers'], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}

/** Sends the request on; resolves when the answer's headers are there. */
function ask(request: HttpRequest, to: { token: string; url: string }, headersMs: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const query = request.query.size === 0 ? '' : `?${request.query.toString()}`
    const headers = { ...pick(request.headers, FORWARDED_HEADERS), authorization: `Bearer ${to.token}` }
    const outgoing = httpRequest(`${to.url}${request.path}${query}`, {
      method: request.verb,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(request.body)) },
      agent: false,
    })
    const timer = setTimeout(() => outgoing.destroy(), headersMs)
    outgoing.once('close', () => {
      clearTimeout(timer)
      reject(unreachable())
    })
    outgoing.once('error', () => reject(unreachable()))
    outgoing.once('response', (incoming) => {
      clearTimeout(timer)
      resolve(incoming)
    })
    outgoing.end(request.body)
  })
}

async function errorFrom(incoming: IncomingMessage, status: number): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  const fallback = errorOfStatus(status)
  let said: { error?: unknown; message?: unknown } = {}
  try {
    const json: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    if (typeof json === 'object' && json !== null) said = json
  } catch {
    // A page of HTML: the status alone names the error.
  }
  const error = typeof said.error === 'string' && said.error !== '' ? said.error : fallback.error
  const message = typeof said.message === 'string' ? said.message : fallback.message
  return jsonAnswer(status === 500 ? 502 : status, { error, message })
}

/** The answer's body, cut off when it grows over the limit or takes too long. */
function guarded(incoming: IncomingMessage, bodyMs: number): Readable {
  let size = 0
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > MAX_ANSWER_BYTES) done(new Error('answer too large'))
      else done(null, chunk)
    },
  })
  const timer = setTimeout(() => incoming.destroy(new Error('answer too slow')), bodyMs)
  pipeline(incoming, counter, () => clearTimeout(timer))
  return counter
}

/** Passes `request` of `account` on to the service its header names. @throws XrpcError. */
export async function proxy(
  request: HttpRequest,
  caller: { readonly account: Account; readonly scope: AccessScope },
  deps: ProxyDeps,
): Promise<Answer> {
  const nsid = nsidOf(request.path)
  const header = request.headers['atproto-proxy']
  const service = resolveService(typeof header === 'string' ? header : undefined, deps.service())
  assertScope(caller.scope, nsid)
  const iat = Math.floor(deps.clock() / 1000)
  const token = deps.keyOf(caller.account.did)?.signJwt({
    iat,
    iss: caller.account.did,
    aud: service.did,
    exp: iat + SERVICE_TOKEN_SECONDS,
    lxm: nsid,
    jti: hex(deps.random, 32),
  })
  if (token === undefined) throw new XrpcError(500, ...named(500))
  const incoming = await ask(request, { token, url: service.url }, deps.timeouts.headersMs)
  const status = incoming.statusCode ?? 502
  if (status >= 300 && status < 400) throw unreachable()
  const forwarded = { forwarded: true }
  if (status >= 400) return { ...(await errorFrom(incoming, status).catch(() => lost())), ...forwarded }
  const headers = pick(incoming.headers, RETURNED_HEADERS)
  return { status, headers, body: guarded(incoming, deps.timeouts.bodyMs), ...forwarded }
}

function lost(): Answer {
  return jsonAnswer(502, { error: 'UpstreamFailure', message: 'Upstream service unreachable' })
}
