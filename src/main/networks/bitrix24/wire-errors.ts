// What went wrong below the REST API, as data. The phase is told by whoever saw the first byte leave, never guessed
// from an error's name.
import type { ErrorCode } from '../../../shared/contract/errors'
import type { Retry } from '../../../shared/contract/result'
import type { Failed, Phase } from './types'

type NetCode = Extract<ErrorCode, `net.${string}`>

const BY_CODE: Readonly<Record<string, NetCode>> = {
  ENOTFOUND: 'net.dns',
  EAI_FAIL: 'net.dns',
  EAI_NODATA: 'net.dns',
  EAI_AGAIN: 'net.offline',
  ENETDOWN: 'net.offline',
  ENETUNREACH: 'net.offline',
  EHOSTDOWN: 'net.offline',
  EHOSTUNREACH: 'net.offline',
  EADDRNOTAVAIL: 'net.offline',
  ECONNREFUSED: 'net.refused',
  ETIMEDOUT: 'net.timeout',
  UND_ERR_CONNECT_TIMEOUT: 'net.timeout',
  UND_ERR_HEADERS_TIMEOUT: 'net.timeout',
  UND_ERR_BODY_TIMEOUT: 'net.timeout',
  ECONNRESET: 'net.reset',
  ECONNABORTED: 'net.reset',
  EPIPE: 'net.reset',
  UND_ERR_SOCKET: 'net.reset',
  UND_ERR_CLOSED: 'net.reset',
  UND_ERR_DESTROYED: 'net.reset',
  UND_ERR_HEADERS_OVERFLOW: 'net.tooLarge',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'net.tooLarge',
  UND_ERR_PRX_CONN: 'net.proxy',
  UND_ERR_PRX_TLS: 'net.proxy',
  UND_ERR_SOCKS5: 'net.proxy',
  pinMismatch: 'net.tlsPinMismatch',
  notPrivate: 'net.httpNotAllowed',
}

/** The network or the server faltered: the same call may pass a moment later. */
const TRANSIENT: ReadonlySet<NetCode> = new Set(['net.offline', 'net.dns', 'net.refused', 'net.timeout', 'net.reset'])
/** A person must change something first. */
const FOR_USER: ReadonlySet<NetCode> = new Set(['net.tls', 'net.tlsPinMismatch', 'net.httpNotAllowed', 'net.proxy'])

/** A failed exchange. `host` is `host[:port]`, the only part of an address that may be told. */
export function wireFailure(error: unknown, phase: Phase, host: string): Failed {
  return netFailure(classify(error, phase), phase, host)
}

/** A failure by code, with its host. */
export function netFailure(code: NetCode, phase: Phase, host: string): Failed {
  const retry: Retry = FOR_USER.has(code) ? 'user' : 'later'
  return { kind: 'failed', phase, error: { code, params: { host }, retry }, transient: TRANSIENT.has(code) }
}

function classify(error: unknown, phase: Phase): NetCode {
  const codes = [...codesOf(error)]
  const known = codes.map((code) => BY_CODE[code]).find((code) => code !== undefined)
  if (known !== undefined) return known
  if (codes.some((code) => /CERT|^ERR_(?:TLS|SSL)|SELF_SIGNED|UNABLE_TO_|^EPROTO$|^HOSTNAME_MISMATCH$/.test(code)))
    return 'net.tls'
  if (isNotHttp(error, codes)) return 'net.badAnswer'
  if (isProxyRefusal(error, phase)) return 'net.proxy'
  return 'net.reset'
}

function isNotHttp(error: unknown, codes: readonly string[]): boolean {
  return (
    (error instanceof Error && error.name === 'HTTPParserError') ||
    codes.includes('UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
  )
}

/** undici tells a proxy's refusal by message only. */
function isProxyRefusal(error: unknown, phase: Phase): boolean {
  return (
    error instanceof Error &&
    (/^Proxy /.test(error.message) || (phase === 'notSent' && error.message.includes('Tunnel')))
  )
}

/** Codes of an error, its causes and, where several addresses were tried, of each attempt. */
function* codesOf(error: unknown, depth = 0): Generator<string> {
  if (!(error instanceof Error) || depth > 4) return
  if ('code' in error && typeof error.code === 'string') yield error.code
  if (error instanceof AggregateError) for (const inner of error.errors) yield* codesOf(inner, depth + 1)
  yield* codesOf(error.cause, depth + 1)
}
