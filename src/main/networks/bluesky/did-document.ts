// Reads DID documents. https://atproto.com/specs/did#did-documents
import * as v from 'valibot'
import type { JsonObject } from '../../../shared/contract/common'

const Service = v.looseObject({ id: v.string(), serviceEndpoint: v.unknown() })
const Document = v.looseObject({
  id: v.string(),
  alsoKnownAs: v.optional(v.array(v.string()), []),
  service: v.optional(v.array(v.unknown()), []),
})

export interface DidDocument {
  readonly did: string
  /** Lower-cased handles the document claims, in its order. */
  readonly handles: readonly string[]
  /** Origin of the account's server. */
  readonly pds: URL | undefined
  /** The document itself, as the session needs it. */
  readonly raw: JsonObject
}

/** Reads a document; `undefined` unless it is one and speaks of `did`. */
export function readDidDocument(document: unknown, did: string): DidDocument | undefined {
  const parsed = v.safeParse(Document, document)
  if (!parsed.success || parsed.output.id !== did) return undefined
  const pds = pdsIn(parsed.output)
  return {
    did,
    handles: parsed.output.alsoKnownAs
      .filter((name) => name.startsWith('at://'))
      .map((name) => name.slice('at://'.length).toLowerCase()),
    pds: pds === undefined ? undefined : new URL(new URL(pds).origin),
    // It came out of a JSON parser.
    raw: document as JsonObject,
  }
}

/** The URL of the account's server: the service whose id ends with `#atproto_pds`. */
export function pdsIn(document: unknown): string | undefined {
  const parsed = v.safeParse(v.looseObject({ service: v.array(v.unknown()) }), document)
  if (!parsed.success) return undefined
  for (const entry of parsed.output.service) {
    const service = v.safeParse(Service, entry)
    if (!service.success || !service.output.id.endsWith('#atproto_pds')) continue
    const endpoint = service.output.serviceEndpoint
    return typeof endpoint === 'string' && /^https?:/.test(endpoint) && URL.canParse(endpoint) ? endpoint : undefined
  }
  return undefined
}
