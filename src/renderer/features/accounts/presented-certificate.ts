// The certificate a portal showed when it could not be trusted, as main tells it with `net.tls`.
import type { AppError } from '../../../shared/contract/result'

export interface PresentedCertificate {
  readonly host: string
  /** SHA-256, `AB:CD:…`. */
  readonly fingerprint: string
  /** What it says of itself, unproven; empty where it says nothing. */
  readonly subject: string
  readonly issuer: string
  /** ISO time, or empty. */
  readonly validTo: string
}

/** The certificate an error tells of; `undefined` where none was seen, e.g. behind a proxy. */
export function presentedIn({ code, params }: AppError): PresentedCertificate | undefined {
  const text = (name: string): string => String(params[name] ?? '')
  if (code !== 'net.tls' || text('fingerprint') === '') return undefined
  return {
    host: text('host'),
    fingerprint: text('fingerprint'),
    subject: text('subject'),
    issuer: text('issuer'),
    validTo: text('validTo'),
  }
}

/** A fingerprint cut where a line may break: eight pairs each, the colon between two groups at the end of the first. */
export function inGroups(fingerprint: string): readonly string[] {
  return fingerprint.match(/(?:[^:]+:?){1,8}/g) ?? []
}
