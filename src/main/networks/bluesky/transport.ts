// The fetch that the atproto libraries and our own look-ups use: https only, no redirects, limits on size and time, every
// failure a TransportError, every call recorded. Knows hosts and bytes, not sessions.
import type { Budget } from '../../../shared/contract/diagnostics'
import type { AccountId } from '../../../shared/contract/common'
import type { NetworkDeps } from '../ports'
import { DEADLINE_MS, MAX_ANSWER_BYTES } from './config'
import { TransportError, toTransportError } from './net-errors'
import { isLoopback } from './hosts'
import { createHostFacts, type HostFacts } from './host-facts'
import type { Wire, WireResponse } from './wire'

export interface Transport {
  /** For `@atproto/*`: answers arrive whole, so that a broken body is a failure of the call. */
  readonly fetch: typeof globalThis.fetch
  /** A plain GET, its body still coming. No token, no record. Throws what the connection threw, or a TransportError. */
  get(url: URL, signal: AbortSignal): Promise<WireResponse>
  /** The same transport, its calls recorded under an account. */
  forAccount(accountId: AccountId): Transport
  /** Server time minus ours in milliseconds, from the last answer of that host. */
  clockOffset(host: string): number | undefined
  budgets(): Budget[]
}

export interface TransportOptions {
  readonly deps: NetworkDeps
  readonly wire: Wire
  readonly allowHttpLoopback: boolean
}

/** Reads a body to its end. Throws `net.tooLarge` once it is longer than the limit. */
async function readBody(response: WireResponse, host: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (response.body) {
    for await (const chunk of response.body) {
      size += chunk.byteLength
      if (size > MAX_ANSWER_BYTES) throw new TransportError('net.tooLarge', 'unknown', host)
      chunks.push(chunk)
    }
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

const NO_BODY = new Set([204, 205, 304])

function toResponse(response: WireResponse, bytes: Uint8Array<ArrayBuffer>): Response {
  const headers = new Headers()
  for (const [name, value] of response.headers) headers.append(name, value)
  // The bytes are decoded and whole; what described them on the wire would now be a lie.
  headers.delete('content-encoding')
  headers.delete('content-length')
  return new Response(NO_BODY.has(response.status) ? null : bytes, { status: response.status, headers })
}

/** The name in an XRPC error body, where it is one; anything else is free text and stays out of records. */
function outcomeOf(response: Response, bytes: Uint8Array): string {
  if (response.status < 400) return 'ok'
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(0, 10_240)))
    const name = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined
    if (typeof name === 'string' && /^\w{1,64}$/.test(name)) return name
  } catch {
    // HTML or a cut body: the status says enough.
  }
  return `http ${response.status}`
}

/** Makes the transport over a wire. Nothing leaves before the first call. */
export function createTransport(options: TransportOptions): Transport {
  const facts = createHostFacts(options.deps.clock)
  const make = (accountId: AccountId | undefined): Transport => ({
    fetch: recordedFetch(options, facts, accountId),
    get: async (url, signal) => {
      if (!allowed(url, options)) throw new TransportError('net.httpNotAllowed', 'neverSent', url.host)
      const headers = { accept: 'image/png,image/jpeg,image/gif,image/webp', 'user-agent': options.deps.userAgent }
      return options.wire(url.href, { method: 'GET', headers, signal })
    },
    forAccount: make,
    clockOffset: facts.clockOffset,
    budgets: facts.budgets,
  })
  return make(undefined)
}

function allowed(url: URL, { deps, allowHttpLoopback }: TransportOptions): boolean {
  if (url.protocol === 'https:') return true
  const local = url.protocol === 'http:' && isLoopback(url.hostname)
  return local && (allowHttpLoopback || deps.allowHttpOrigin(url.origin))
}

/** One request to its last byte, within the deadline. Throws only TransportErrors. */
async function exchange(
  url: URL,
  init: RequestInit,
  options: TransportOptions,
): Promise<readonly [Response, Uint8Array]> {
  const { deps, wire } = options
  if (!allowed(url, options)) throw new TransportError('net.httpNotAllowed', 'neverSent', url.host)
  if (init.signal?.aborted) throw new TransportError('net.cancelled', 'neverSent', url.host)
  const deadline = new AbortController()
  const done = new AbortController()
  deps.timers.sleep(DEADLINE_MS, done.signal).then(
    () => deadline.abort(new TransportError('net.timeout', 'unknown', url.host)),
    () => undefined,
  )
  try {
    const response = await wire(url.href, {
      method: init.method ?? 'GET',
      headers: { ...Object.fromEntries(new Headers(init.headers)), 'user-agent': deps.userAgent },
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      signal: AbortSignal.any([deadline.signal, ...(init.signal ? [init.signal] : [])]),
    })
    const bytes = await readBody(response, url.host)
    return [toResponse(response, bytes), bytes]
  } catch (error) {
    if (deadline.signal.aborted) throw deadline.signal.reason
    if (init.signal?.aborted) throw new TransportError('net.cancelled', 'unknown', url.host)
    throw toTransportError(error, url.host)
  } finally {
    done.abort()
  }
}

function recordedFetch(
  options: TransportOptions,
  facts: HostFacts,
  accountId: AccountId | undefined,
): typeof globalThis.fetch {
  const { clock, onCall } = options.deps
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const method = url.pathname.replace(/^\/xrpc\//, '')
    const started = clock()
    const record = (outcome: string, status?: number): void =>
      onCall({
        at: new Date(started).toISOString(),
        host: url.host,
        method,
        ms: Math.max(0, Math.round(clock() - started)),
        outcome,
        ...(accountId ? { accountId } : {}),
        ...(status ? { status } : {}),
      })
    try {
      const [response, bytes] = await exchange(url, init, options)
      facts.learn(url.host, method, response.headers)
      record(outcomeOf(response, bytes), response.status)
      return response
    } catch (error) {
      const known = toTransportError(error, url.host)
      record(known.code)
      throw known
    }
  }
}
