// What a fault does to an answer on the wire. Serves both practice servers; knows neither service's methods.
import type { ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import { faultPage } from './fault-pages'
import type { Fault, FaultEffect, Sleep } from './types'

/** An answer ready to be written. */
export interface Rendered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The service's error code, for the record of arrivals. */
  readonly error?: string
}

/** What the service does for a fault: the work itself, and an error in its own envelope. */
export interface FaultedWork {
  readonly sleep: Sleep
  process(): Promise<Rendered>
  renderError(effect: Extract<FaultEffect, { kind: 'error' }>): Rendered
}

export interface WireOutcome {
  readonly processed: boolean
  /** 0 when no status reached the client. */
  readonly status: number
  readonly error?: string
}

const JSON_TYPE = 'application/json; charset=utf-8'

/** Writes a whole answer. */
export function sendRendered(response: ServerResponse, rendered: Rendered): void {
  if (response.destroyed) return
  response.writeHead(rendered.status, { ...rendered.headers, 'content-length': Buffer.byteLength(rendered.body) })
  response.end(rendered.body)
}

/** A refusal does no work. */
export function wasDone(rendered: Rendered): boolean {
  return rendered.status < 400
}

/** Ends the connection the hard way, so that the client sees a reset and not an end; TLS can only be dropped. */
function reset(response: ServerResponse): void {
  const socket = response.socket
  if (socket === null) return
  if (socket instanceof TLSSocket) socket.destroy()
  else socket.resetAndDestroy()
}

/**
 * Writes the head and the first `bytes` bytes of the body, then drops the connection. A reset could overtake bytes that
 * are still on their way; an early end brings the same bytes every time and is as fatal to the answer.
 */
async function cut(response: ServerResponse, rendered: Rendered, bytes: number): Promise<void> {
  const body = Buffer.from(rendered.body)
  response.writeHead(rendered.status, { ...rendered.headers, 'content-length': body.length })
  response.flushHeaders()
  await new Promise<void>((resolve) => response.write(body.subarray(0, bytes), () => resolve()))
  response.socket?.destroy()
}

async function drip(
  response: ServerResponse,
  rendered: Rendered,
  pace: { bytes: number; everyMs: number; sleep: Sleep },
): Promise<void> {
  const body = Buffer.from(rendered.body)
  response.writeHead(rendered.status, { ...rendered.headers, 'content-length': body.length })
  const step = Math.max(1, pace.bytes)
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    if (at > 0) await pace.sleep(pace.everyMs)
    response.write(body.subarray(at, at + step))
  }
  response.end()
}

async function huge(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': JSON_TYPE })
  const chunk = Buffer.alloc(64 * 1024, 'x')
  response.write('{"result":"')
  for (let sent = 0; sent < bytes && !response.destroyed; sent += chunk.length) {
    if (!response.write(chunk)) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          response.off('drain', done).off('close', done)
          resolve()
        }
        response.on('drain', done).on('close', done)
      })
    }
  }
  response.end('"}')
}

/** The answers that replace the service's own. */
function replacement(effect: FaultEffect, work: FaultedWork): Rendered | undefined {
  switch (effect.kind) {
    case 'error':
      return work.renderError(effect)
    case 'answer':
      return {
        status: effect.status,
        headers: { 'content-type': effect.contentType ?? JSON_TYPE, ...effect.headers },
        body: effect.body,
      }
    case 'html':
      return faultPage(effect.page)
    case 'redirect':
      return { status: effect.status ?? 302, headers: { location: effect.location }, body: '' }
    default:
      return undefined
  }
}

/** Effects that need the service's own answer and spoil it on the way. */
async function spoil(response: ServerResponse, effect: FaultEffect, work: FaultedWork): Promise<WireOutcome> {
  const rendered = await work.process()
  const known = { processed: wasDone(rendered), ...(rendered.error === undefined ? {} : { error: rendered.error }) }
  switch (effect.kind) {
    case 'cut':
      await cut(response, rendered, effect.bytes)
      return { ...known, status: 0 }
    case 'drip':
      await drip(response, rendered, { ...effect, sleep: work.sleep })
      break
    case 'truncatedJson':
      sendRendered(response, { ...rendered, body: rendered.body.slice(0, Math.floor(rendered.body.length / 2)) })
      break
    default:
      sendRendered(response, rendered)
  }
  return { ...known, status: rendered.status }
}

/**
 * Answers a request under a fault. `totals` is the service's own matter: it reaches this function processed as usual.
 * @returns what became of the request, for the record of arrivals.
 */
export async function answerWithFault(response: ServerResponse, fault: Fault, work: FaultedWork): Promise<WireOutcome> {
  if (fault.delayMs !== undefined) await work.sleep(fault.delayMs)
  const effect = fault.effect
  if (effect === undefined) return spoil(response, { kind: 'totals', delta: 0 }, work)
  const processed = 'processed' in effect && effect.processed === true && wasDone(await work.process())
  const replaced = replacement(effect, work)
  if (replaced !== undefined) {
    sendRendered(response, replaced)
    return { processed, status: replaced.status, ...(replaced.error === undefined ? {} : { error: replaced.error }) }
  }
  switch (effect.kind) {
    case 'reset':
      reset(response)
      return { processed, status: 0 }
    case 'hang':
      return { processed, status: 0 }
    case 'huge':
      await huge(response, effect.bytes)
      return { processed: false, status: 200 }
    default:
      return spoil(response, effect, work)
  }
}
