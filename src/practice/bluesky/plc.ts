// The did:plc directory subset (https://web.plc.directory/api/redoc): reading documents. Operations do not exist here.
import type { DidDocument } from './did-documents'
import type { Answer, HttpRequest, Site } from './http'
import { jsonAnswer } from './http'

function answer(request: HttpRequest, documentOf: (did: string) => DidDocument | undefined): Answer {
  if (request.verb !== 'GET') return jsonAnswer(405, { message: 'Method not allowed' })
  const did = decodeURIComponent(request.path.slice(1))
  if (did === '_health') return jsonAnswer(200, { version: 'practice' })
  const document = documentOf(did)
  if (!document) return jsonAnswer(404, { message: `DID not registered: ${did}` })
  return jsonAnswer(200, document, { 'content-type': 'application/did+ld+json; charset=utf-8' })
}

/** The directory as a site. */
export function plcSite(given: {
  readonly port: number
  readonly documentOf: (did: string) => DidDocument | undefined
  readonly onUnexpected: (what: string) => void
}): Site {
  return {
    portal: 'plc',
    port: given.port,
    methodOf: (request) => request.path,
    passesOn: () => false,
    answer: (request) => answer(request, given.documentOf),
    onUnexpected: given.onUnexpected,
  }
}
