// Whom to believe: certificate authorities, one account's own CA, or one pinned certificate. Makes undici connectors
// that hand over a connection only after that check.
import { X509Certificate } from 'node:crypto'
import type { Socket } from 'node:net'
import { TLSSocket, checkServerIdentity, createSecureContext, rootCertificates } from 'node:tls'
import type { SecureContext } from 'node:tls'
import { buildConnector } from 'undici'

export interface Trust {
  /** PEM certificates trusted for this account besides all others. */
  readonly caPem?: string
  /** SHA-256 of the server's own certificate: 64 hex digits, lower case (see `readPin`). */
  readonly pin?: string
}

/** Thrown by a connector, before a byte of a request is written. */
export class TrustError extends Error {
  readonly code: 'pinMismatch' | 'notPrivate'
  constructor(code: 'pinMismatch' | 'notPrivate') {
    super(code)
    this.code = code
  }
}

/** Whether an IP address may be spoken to without encryption. */
export type AcceptsAddress = (address: string) => boolean

export const CONNECT_TIMEOUT_MS = 10_000

/** A fingerprint as browsers and openssl show it (hex, with or without colons) or as base64; `undefined` if it is none. */
export function readPin(typed: string): string | undefined {
  const text = typed.trim().replace(/^sha-?256(?:\s+fingerprint)?\s*[=/: ]\s*/i, '')
  const hex = text.replace(/[:\s-]/g, '')
  if (/^[0-9a-f]{64}$/i.test(hex)) return hex.toLowerCase()
  return /^[A-Za-z0-9+/]{43}=?$/.test(text) ? Buffer.from(text, 'base64').toString('hex') : undefined
}

/** Whether the text holds PEM certificates, all of which can be read. */
export function isReadableCa(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
  try {
    return blocks.length > 0 && blocks.every((block) => new X509Certificate(block).fingerprint256 !== '')
  } catch {
    return false
  }
}

/** The authorities believed, ready for use. */
export type Authorities = (caPem?: string) => SecureContext | undefined

/**
 * Node's own roots, the operating system's and, where given, the account's. Reading hundreds of certificates takes
 * about 100 ms, so it is done when first needed, once for all accounts and once per CA of an account's own;
 * `undefined` means Node's own are enough. A certificate that cannot be read is left out.
 */
export function createAuthorities(systemCa: () => readonly string[]): Authorities {
  const contexts = new Map<string, SecureContext | undefined>()
  return (caPem = '') => {
    if (contexts.has(caPem)) return contexts.get(caPem)
    const added = [...systemCa(), caPem].filter(isReadableCa)
    const context = added.length === 0 ? undefined : createSecureContext({ ca: [...rootCertificates, ...added] })
    contexts.set(caPem, context)
    return context
  }
}

/**
 * TLS options for connections that somebody else makes (through a proxy): the chain is always verified, a pin besides.
 * A pinned self-signed certificate therefore needs its CA imported too.
 */
export function tlsOptions(trust: Trust, authorities: Authorities): buildConnector.BuildOptions {
  const { pin } = trust
  const base = { ...believed(trust, authorities), allowH2: false }
  if (pin === undefined) return base
  return {
    ...base,
    checkServerIdentity: (host, certificate) =>
      checkServerIdentity(host, certificate) ??
      (pinOf(certificate.fingerprint256) === pin ? undefined : new TrustError('pinMismatch')),
  }
}

/**
 * A connector for direct connections. With a pin and no CA of its own, the pin replaces the chain: exactly that
 * certificate is accepted, whoever signed it and whatever its date. With both, both must hold.
 * A plain connection is handed over only to an address that `plainTo` accepts.
 */
export function makeConnector(
  trust: Trust,
  authorities: Authorities,
  plainTo: AcceptsAddress,
): buildConnector.connector {
  const { pin } = trust
  const pinAlone = pin !== undefined && trust.caPem === undefined
  const connect = buildConnector({
    ...believed(trust, authorities),
    allowH2: false,
    timeout: CONNECT_TIMEOUT_MS,
    ...(pin === undefined ? {} : { maxCachedSessions: 0 }),
    ...(pinAlone ? { rejectUnauthorized: false } : {}),
  })
  return (options, callback) => {
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null)
      const refusal = refuse(socket, pin, plainTo)
      if (refusal === undefined) return callback(null, socket)
      socket.destroy()
      callback(refusal, null)
    })
  }
}

function believed(trust: Trust, authorities: Authorities): { secureContext?: SecureContext } {
  const secureContext = authorities(trust.caPem)
  return secureContext === undefined ? {} : { secureContext }
}

function refuse(socket: Socket | TLSSocket, pin: string | undefined, plainTo: AcceptsAddress): TrustError | undefined {
  if (socket instanceof TLSSocket) {
    const fingerprint = socket.getPeerX509Certificate()?.fingerprint256
    return pin === undefined || pinOf(fingerprint) === pin ? undefined : new TrustError('pinMismatch')
  }
  return plainTo(socket.remoteAddress ?? '') ? undefined : new TrustError('notPrivate')
}

function pinOf(fingerprint: string | undefined): string {
  return (fingerprint ?? '').replaceAll(':', '').toLowerCase()
}
