// What a failed connection means: which of our codes it is, and whether the request can have arrived.
import type { ErrorCode } from '../../../shared/contract/errors'

export type NetCode = Extract<ErrorCode, `net.${string}`>

/** `neverSent`: the request provably did not reach the server. `unknown`: it may have been carried out. */
export type Phase = 'neverSent' | 'unknown'

/** Thrown by the transport only; the libraries hand it on as the cause of their own error. */
export class TransportError extends Error {
  readonly code: NetCode
  readonly phase: Phase
  readonly host: string

  constructor(code: NetCode, phase: Phase, host: string) {
    super(code)
    this.name = 'TransportError'
    this.code = code
    this.phase = phase
    this.host = host
  }
}

type Meaning = readonly [NetCode, Phase]

// https://nodejs.org/api/errors.html#common-system-errors and https://undici.nodejs.org/#/docs/api/Errors
const MEANINGS: Readonly<Record<string, Meaning>> = {
  ENOTFOUND: ['net.dns', 'neverSent'],
  EAI_AGAIN: ['net.dns', 'neverSent'],
  ECONNREFUSED: ['net.refused', 'neverSent'],
  ENETUNREACH: ['net.offline', 'neverSent'],
  ENETDOWN: ['net.offline', 'neverSent'],
  EHOSTUNREACH: ['net.offline', 'neverSent'],
  EADDRNOTAVAIL: ['net.offline', 'neverSent'],
  UND_ERR_CONNECT_TIMEOUT: ['net.timeout', 'neverSent'],
  UND_ERR_PRX_TLS: ['net.proxy', 'neverSent'],
  UND_ERR_PRX_CONN: ['net.proxy', 'neverSent'],
  UND_ERR_HEADERS_TIMEOUT: ['net.timeout', 'unknown'],
  UND_ERR_BODY_TIMEOUT: ['net.timeout', 'unknown'],
  ETIMEDOUT: ['net.timeout', 'unknown'],
  ECONNRESET: ['net.reset', 'unknown'],
  EPIPE: ['net.reset', 'unknown'],
  EPROTO: ['net.tls', 'unknown'],
  UND_ERR_SOCKET: ['net.reset', 'unknown'],
}

// Certificate verdicts come before the first byte of a request. https://nodejs.org/api/tls.html#x509-certificate-error-codes
const CERTIFICATE = /^(?:CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|CRL_)/

function meaningOf(code: string): Meaning | undefined {
  if (CERTIFICATE.test(code)) return ['net.tls', 'neverSent']
  if (code.startsWith('ERR_SSL_')) return ['net.tls', 'unknown']
  return MEANINGS[code]
}

/** The causes of an error from the outside in; a failed dual-stack attempt carries one per address. */
function* causesOf(error: unknown): Generator<Error> {
  let next: unknown = error
  for (let depth = 0; depth < 8 && next instanceof Error; depth += 1) {
    yield next
    next = next instanceof AggregateError && next.cause === undefined ? next.errors[0] : next.cause
  }
}

/** Turns whatever fetch threw into our error. Unknown causes count as "may have arrived". */
export function toTransportError(error: unknown, host: string): TransportError {
  for (const cause of causesOf(error)) {
    if (cause instanceof TransportError) return cause
    // undici tells a proxy's refusal of the tunnel by its message alone.
    if (/^Proxy response/i.test(cause.message)) return new TransportError('net.proxy', 'neverSent', host)
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
    const meaning = meaningOf(code)
    if (meaning) return new TransportError(meaning[0], meaning[1], host)
  }
  return new TransportError('net.reset', 'unknown', host)
}
