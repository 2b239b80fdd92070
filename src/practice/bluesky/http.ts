// The way of every request to one of the three servers: read, spoiled by a scripted fault if there is one, noted as arrived.
// Knows faults and arrivals; knows neither sessions nor chat.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { answerWithFault, sendRendered, type FaultedWork, type Rendered } from '../fault-wire'
import { readBody } from '../http-body'
import type { Arrived, Fault, JsonValue, ServiceDeps } from '../types'
import { BrokenAnswer, errorAnswer } from './xrpc'
import { XrpcError } from './xrpc-error'

/** The reference PDS takes JSON bodies up to 150 kB. */
const BODY_LIMIT = 150 * 1024

export interface HttpRequest {
  readonly verb: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly ip: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Readable
  /** The error name answered, for the record. */
  readonly error?: string
  /** True: the request went to another server, which notes it itself. */
  readonly forwarded?: boolean
}

export interface Site {
  /** `pds`, `plc` or `chat`. */
  readonly portal: string
  readonly port: number
  methodOf(request: HttpRequest): string
  /** True for requests another server will answer: faults that name no server are left to it. */
  passesOn(request: HttpRequest): boolean
  /** @throws XrpcError for a refusal. */
  answer(request: HttpRequest): Answer | Promise<Answer>
  /** Told of every bug of ours: an answer that breaks its lexicon, an exception. */
  onUnexpected(what: string): void
}

/** A JSON answer. */
export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Rendered {
  const error = status >= 400 && typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
    ...(typeof error === 'string' ? { error } : {}),
  }
}

/** The NSID of `/xrpc/NSID`, or the path itself. */
export function nsidOf(path: string): string {
  return path.startsWith('/xrpc/') ? path.slice('/xrpc/'.length) : path
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const body = await readBody(incoming, BODY_LIMIT)
  if (body === undefined) throw new XrpcError(413, 'PayloadTooLarge', { message: 'request entity too large' })
  const url = new URL(incoming.url ?? '/', 'http://practice.invalid')
  return {
    verb: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: body.toString('utf8'),
    ip: incoming.socket.remoteAddress ?? '',
  }
}

const SECRET_FIELDS: readonly string[] = ['password', 'authFactorToken']

/** The request's parameters without anything secret, for the record. */
function recordedParams(request: HttpRequest): JsonValue {
  const keys = [...new Set(request.query.keys())]
  const params = Object.fromEntries(keys.map((key) => [key, request.query.getAll(key).join(',')]))
  if (request.body === '') return params
  try {
    const json: unknown = JSON.parse(request.body, (key, value: unknown) =>
      SECRET_FIELDS.includes(key) ? undefined : value,
    )
    return json as JsonValue
  } catch {
    return { unreadable: request.body.length }
  }
}

async function answerOf(site: Site, request: HttpRequest): Promise<Answer> {
  try {
    return await site.answer(request)
  } catch (thrown) {
    if (!(thrown instanceof XrpcError) || thrown instanceof BrokenAnswer) site.onUnexpected(describe(thrown))
    const { status, body, headers } = errorAnswer(thrown)
    return jsonAnswer(status, body, headers)
  }
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}

/** The answer with its whole body in hand: a fault needs that. */
async function rendered({ status, headers, body, error }: Answer): Promise<Rendered> {
  let text = ''
  if (typeof body === 'string') text = body
  else for await (const chunk of body.setEncoding('utf8')) text += String(chunk)
  return { status, headers, body: text, ...(error === undefined ? {} : { error }) }
}

/** @returns the status that went out. */
async function send(response: ServerResponse, answer: Answer): Promise<number> {
  if (typeof answer.body === 'string') {
    sendRendered(response, { ...answer, body: answer.body })
    return answer.status
  }
  response.writeHead(answer.status, answer.headers)
  try {
    await pipeline(answer.body, response)
    return answer.status
  } catch {
    response.destroy()
    return 0
  }
}

function errorEffect(effect: Parameters<FaultedWork['renderError']>[0]): Rendered {
  const body = { error: effect.error, message: effect.description ?? effect.error }
  return jsonAnswer(effect.status, body, effect.headers)
}

type Recorded = Pick<Arrived, 'processed' | 'status' | 'error' | 'fault'>

interface Exchange {
  readonly site: Site
  readonly deps: ServiceDeps
  readonly request: HttpRequest
  readonly response: ServerResponse
}

/** Answers without a fault. @returns nothing where another server notes the arrival. */
async function answerPlainly({ site, request, response }: Exchange): Promise<Recorded | undefined> {
  const answer = await answerOf(site, request)
  const status = await send(response, answer)
  if (answer.forwarded === true) return undefined
  return { processed: answer.status < 400, status, ...(answer.error === undefined ? {} : { error: answer.error }) }
}

async function answerSpoiled({ site, deps, request, response }: Exchange, fault: Fault): Promise<Recorded | undefined> {
  let done: Answer | undefined
  const outcome = await answerWithFault(response, fault, {
    sleep: deps.sleep,
    renderError: errorEffect,
    process: async () => {
      done = await answerOf(site, request)
      return rendered(done)
    },
  })
  if (done?.forwarded === true) return undefined
  return {
    processed: done !== undefined && done.status < 400,
    status: outcome.status,
    ...(outcome.error === undefined ? {} : { error: outcome.error }),
    fault: fault.effect?.kind ?? 'delay',
  }
}

async function handle(
  site: Site,
  deps: ServiceDeps,
  http: { incoming: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const request = await readRequest(http.incoming)
  const method = site.methodOf(request)
  const at = new Date(deps.clock()).toISOString()
  const target = { service: 'bluesky' as const, portal: site.portal, method }
  const fault = deps.faults.take(site.passesOn(request) ? { ...target, named: true } : target)
  const exchange: Exchange = { site, deps, request, response: http.response }
  const recorded = fault ? await answerSpoiled(exchange, fault) : await answerPlainly(exchange)
  if (recorded) deps.arrivals.add({ at, ...target, params: recordedParams(request), command: false, ...recorded })
}

/** The listener of one site. A request that cannot be read is refused; nothing is thrown. */
export function siteListener(site: Site, deps: ServiceDeps): RequestListener {
  return (incoming, response) => {
    handle(site, deps, { incoming, response }).catch((thrown: unknown) => {
      if (response.headersSent || response.destroyed) {
        response.destroy()
        return
      }
      const { status, body } = errorAnswer(thrown)
      sendRendered(response, jsonAnswer(status, body, { connection: 'close' }))
    })
  }
}
