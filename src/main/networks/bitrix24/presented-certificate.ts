// Looks at the certificate a server presents, so that a person can compare it before pinning it. A handshake only: no
// byte of HTTP goes over that connection, and nothing is believed because of it.
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { ErrorParams } from '../../../shared/contract/result'
import type { NetworkDeps } from '../ports'
import { clip } from './json'

/**
 * Params of `net.tls`. `fingerprint` is the SHA-256 of the server's own certificate as `AB:CD:…`; the rest is what the
 * certificate says of itself, unproven: `subject`, `issuer` (common names), `validTo` (ISO time).
 */
export type PresentedCertificate = ErrorParams & { readonly fingerprint: string }

export interface LookOptions {
  /** `https://host[:port]`. */
  readonly origin: string
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number
}

const LOOK_TIMEOUT_MS = 5_000
/** The longest common name there may be: `ub-common-name` of https://www.rfc-editor.org/rfc/rfc5280#appendix-A.1 */
const MAX_NAME = 64

/**
 * The certificate presented at an origin, whoever signed it; `undefined` where none is seen in time, where the caller
 * gives up, and where a proxy stands in between. Never throws.
 */
export async function presentedCertificate(
  deps: Pick<NetworkDeps, 'proxyFor' | 'timers'>,
  { origin, signal, timeoutMs = LOOK_TIMEOUT_MS }: LookOptions,
): Promise<PresentedCertificate | undefined> {
  const url = URL.parse(origin)
  if (url?.protocol !== 'https:' || signal?.aborted === true) return undefined
  // A proxy that cannot be found out may be there: nobody's network policy is gone around for a look.
  const direct = await deps.proxyFor(`${url.origin}/`).then(
    (proxy) => proxy === undefined,
    () => false,
  )
  if (!direct) return undefined

  const seen = Promise.withResolvers<PresentedCertificate | undefined>()
  const giveUp = (): void => seen.resolve(undefined)
  const done = new AbortController()
  const until = signal === undefined ? done.signal : AbortSignal.any([done.signal, signal])
  const socket = handshake(url)
  socket.once('secureConnect', () => seen.resolve(describe(socket)))
  socket.on('error', giveUp).on('close', giveUp)
  deps.timers.sleep(timeoutMs, until).then(giveUp, giveUp)
  try {
    return await seen.promise
  } finally {
    done.abort()
    socket.destroy()
  }
}

/** As the transport connects, so that a server of many names shows the same certificate, but refusing none. */
function handshake({ hostname, port }: URL): TLSSocket {
  const host = hostname.replace(/^\[|\]$/g, '')
  return connect({
    host,
    port: Number(port === '' ? 443 : port),
    servername: isIP(host) === 0 ? host : '',
    ALPNProtocols: ['http/1.1'],
    // Only to look: the socket is destroyed right after. Calls go through `makeConnector`, which verifies.
    rejectUnauthorized: false,
  })
}

function describe(socket: TLSSocket): PresentedCertificate | undefined {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined) return undefined
  // The types promise more than a certificate without names holds.
  const { subject, issuer }: Partial<PeerCertificate> = certificate.toLegacyObject()
  const ends = Date.parse(certificate.validTo)
  return {
    fingerprint: certificate.fingerprint256,
    ...named('subject', subject?.CN),
    ...named('issuer', issuer?.CN),
    ...(Number.isNaN(ends) ? {} : { validTo: new Date(ends).toISOString() }),
  }
}

/** A name as the certificate gives it, of several the first. Its invisible characters could make it look like another. */
function named(param: string, given: string | readonly string[] | undefined): ErrorParams {
  const first = typeof given === 'string' ? given : given?.[0]
  const name = clip((first ?? '').replace(/\p{C}/gu, '').trim(), MAX_NAME)
  return name === '' ? {} : { [param]: name }
}
