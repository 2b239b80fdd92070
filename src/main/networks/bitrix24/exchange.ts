// One request and its answer on an undici dispatcher. Its whole point is the phase: whether a byte of the request left.
import type { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { Timers } from '../ports'
import type { Phase, WireReply, WireRequest } from './types'
import { cancelled } from './types'
import { FileGone } from './upload-body'
import { netFailure, wireFailure } from './wire-errors'

export interface Limits {
  /** Until the answer's headers. */
  readonly headersMs: number
  /** Between two pieces of the answer. */
  readonly bodyMs: number
  /** For everything, so that an answer in drips ends too. */
  readonly totalMs: number
  readonly maxBytes: number
}

export interface ExchangeOptions {
  readonly dispatcher: Dispatcher
  readonly request: WireRequest
  readonly host: string
  readonly limits: Limits
  readonly timers: Timers
}

/**
 * Sends once. Never throws and never repeats: an attempt of the dispatcher to write the same request a second time is
 * stopped. Answers `notSent` only while no byte has been written: name lookup, connecting, TLS, waiting for a
 * connection.
 */
export async function exchange(options: ExchangeOptions): Promise<WireReply> {
  const { request, host, timers, limits } = options
  if (request.signal?.aborted === true) return cancelled('notSent')
  const done = new AbortController()
  const attempt = new Attempt(options)
  const onAbort = (): void => attempt.stop(cancelled(attempt.phase))
  request.signal?.addEventListener('abort', onAbort, { once: true })
  timers.sleep(totalMs(request.body, limits), done.signal).then(
    () => attempt.stop(netFailure('net.timeout', attempt.phase, host)),
    () => undefined,
  )
  try {
    return await attempt.run()
  } finally {
    done.abort()
    request.signal?.removeEventListener('abort', onAbort)
  }
}

/** Lines that send slower than this are not waited for: 25 MB take seventeen minutes. */
const SLOWEST_BYTES_PER_MS = 32

/** A large body has its time on top of what everything else may take. */
function totalMs(body: WireRequest['body'], limits: Limits): number {
  return limits.totalMs + (typeof body === 'string' ? 0 : Math.ceil(body.length / SLOWEST_BYTES_PER_MS))
}

class Attempt implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions
  readonly #reply = Promise.withResolvers<WireReply>()
  readonly #chunks: Buffer[] = []
  #bytes = 0
  #settled = false
  #controller: Dispatcher.DispatchController | undefined
  #source: Readable | undefined
  #status = 0
  #headers: { readonly contentType: string; readonly location: string | undefined } = {
    contentType: '',
    location: undefined,
  }
  phase: Phase = 'notSent'

  constructor(options: ExchangeOptions) {
    this.#options = options
  }

  run(): Promise<WireReply> {
    const { dispatcher, request, limits } = this.#options
    const { origin, path } = request
    const times = { headersTimeout: limits.headersMs, bodyTimeout: limits.bodyMs }
    try {
      dispatcher.dispatch({ origin, path, method: 'POST', ...this.#content(), ...times }, this)
    } catch (error) {
      this.onResponseError(undefined, error)
    }
    return this.#reply.promise
  }

  #content(): Pick<Dispatcher.DispatchOptions, 'body'> & { headers: Record<string, string> } {
    const { headers, body } = this.#options.request
    if (typeof body === 'string') return { headers: { ...headers }, body }
    this.#source = body.open()
    return { headers: { ...headers, 'content-length': String(body.length) }, body: this.#source }
  }

  /** Settles with `reply` and ends the exchange. */
  stop(reply: WireReply): void {
    this.#settle(reply)
    this.#controller?.abort(new Error('stopped'))
  }

  /** undici calls this right before it writes. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    const again = this.phase === 'unknown'
    this.#controller = controller
    if (again || this.#settled) return controller.abort(new Error('stopped'))
    this.phase = 'unknown'
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    this.#status = status
    this.#headers = { contentType: one(headers['content-type']) ?? '', location: one(headers['location']) }
    if (Number(one(headers['content-length']) ?? 0) > this.#options.limits.maxBytes) this.#stopTooLarge()
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes > this.#options.limits.maxBytes) return this.#stopTooLarge()
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    const body = Buffer.concat(this.#chunks).toString('utf8')
    this.#settle({ kind: 'answer', status: this.#status, ...this.#headers, body })
  }

  onResponseError(_: Dispatcher.DispatchController | undefined, error: unknown): void {
    const { host } = this.#options
    if (this.#source?.errored instanceof FileGone) this.#settle(fileGone(host))
    this.#settle(wireFailure(error, this.phase, host))
  }

  #stopTooLarge(): void {
    this.stop(netFailure('net.tooLarge', this.phase, this.#options.host))
  }

  #settle(reply: WireReply): void {
    if (this.#settled) return
    this.#settled = true
    this.#source?.destroy()
    this.#reply.resolve(reply)
  }
}

/** Without its end a request is none: nothing was done. */
function fileGone(host: string): WireReply {
  const error = { code: 'messages.fileGone', params: { host }, retry: 'user' } as const
  return { kind: 'failed', phase: 'notSent', error, transient: false }
}

function one(header: unknown): string | undefined {
  const value: unknown = Array.isArray(header) ? header[0] : header
  return typeof value === 'string' ? value : undefined
}
