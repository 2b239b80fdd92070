// Finds out who a handle or a DID is: handle → DID → document. Sends no secret anywhere.
// https://atproto.com/specs/handle#handle-resolution and https://atproto.com/specs/did
import { isDidString, isHandleString, xrpcSafe } from '@atproto/lex'
import { com } from '@bsky/sdk/lexicons'
import type { Result } from '../../../shared/contract/result'
import { fail, ok } from '../../../shared/contract/result'
import { readDidDocument, type DidDocument } from './did-document'
import { readFailure } from './failure'
import { isLoopback } from './hosts'
import { getText } from './http-get'

/** TXT records of a name; rejects when there are none or DNS cannot be asked. */
export type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>

export interface LookupDeps {
  readonly fetch: typeof globalThis.fetch
  readonly resolveTxt: ResolveTxt
  readonly plcUrl: string
  /** Servers whose `resolveHandle` is asked, one after another. */
  readonly resolvers: readonly string[]
  /** Ask only these servers: practice and test accounts are in no DNS. */
  readonly resolverOnly: boolean
  readonly signal?: AbortSignal
}

const MAX_REDIRECTS = 3

async function byDns(handle: string, { resolveTxt }: LookupDeps): Promise<string | undefined> {
  const records = await resolveTxt(`_atproto.${handle}`).catch(() => [])
  const dids = new Set(
    records.map((parts) => parts.join('')).flatMap((text) => (text.startsWith('did=') ? [text.slice(4).trim()] : [])),
  )
  // "If multiple valid records with different DIDs are present, resolution should fail."
  const [did] = dids
  return dids.size === 1 && did !== undefined && isDidString(did) ? did : undefined
}

async function byWellKnown(handle: string, { fetch, signal }: LookupDeps): Promise<string | undefined> {
  const url = `https://${handle}/.well-known/atproto-did`
  const answer = await getText(fetch, url, { redirects: MAX_REDIRECTS, ...(signal ? { signal } : {}) })
  const did = answer.ok && answer.data.status === 200 ? answer.data.text.trim() : ''
  return isDidString(did) ? did : undefined
}

/** The first server that knows the handle; when none does, what the first one said. */
async function byResolvers(handle: string, deps: LookupDeps): Promise<Result<string>> {
  let said: Result<string> | undefined
  for (const resolver of deps.resolvers) {
    const answer = await byResolver(handle, resolver, deps)
    if (answer.ok) return answer
    said ??= answer
  }
  return said ?? fail('bluesky.handleNotFound', 'user', { handle })
}

async function byResolver(handle: string, resolver: string, { fetch, signal }: LookupDeps): Promise<Result<string>> {
  if (!isHandleString(handle)) return fail('bluesky.badIdentifier', 'user')
  const answer = await xrpcSafe({ service: resolver, fetch }, com.atproto.identity.resolveHandle, {
    params: { handle },
    ...(signal ? { signal } : {}),
  })
  if (answer.success) return ok(answer.body.did)
  const { host } = new URL(resolver)
  const failure = readFailure(answer, { host })
  // Whatever name it gives, a 400 or 404 says that this handle leads nowhere.
  if (failure.status === 400 || failure.status === 404) return fail('bluesky.handleNotFound', 'user', { handle })
  if (failure.status !== undefined && failure.status >= 500) {
    return fail('net.serverError', 'later', { host })
  }
  return { ok: false, error: failure.error }
}

/** The DID of a handle. `bluesky.handleNotFound`, or why nobody could be asked. */
export async function resolveHandle(handle: string, deps: LookupDeps): Promise<Result<string>> {
  // `.test` is reserved and in no public DNS (RFC 6761).
  if (!deps.resolverOnly && !handle.endsWith('.test')) {
    const did = (await byDns(handle, deps)) ?? (await byWellKnown(handle, deps))
    if (did !== undefined) return ok(did)
  }
  return byResolvers(handle, deps)
}

/** did:web keeps its document on its own host; a port is written `%3A`. https://w3c-ccg.github.io/did-method-web/ */
function didWebUrl(did: string): string | undefined {
  const host = decodeURIComponent(did.slice('did:web:'.length))
  if (!URL.canParse(`https://${host}`)) return undefined
  const { hostname } = new URL(`https://${host}`)
  return `${isLoopback(hostname) ? 'http' : 'https'}://${host}/.well-known/did.json`
}

/** The document of a DID. `bluesky.didNotFound`, or why nobody could be asked. */
export async function resolveDid(did: string, deps: LookupDeps): Promise<Result<DidDocument>> {
  const missing = fail('bluesky.didNotFound', 'user', { did })
  const url = did.startsWith('did:web:') ? didWebUrl(did) : `${deps.plcUrl.replace(/\/$/, '')}/${did}`
  if (url === undefined) return missing
  const answer = await getText(deps.fetch, url, {
    redirects: MAX_REDIRECTS,
    ...(deps.signal ? { signal: deps.signal } : {}),
  })
  if (!answer.ok) return answer
  const { status, text } = answer.data
  if (status >= 500) return fail('net.serverError', 'later', { host: new URL(url).host })
  if (status === 429) return fail('net.rateLimited', 'later', { host: new URL(url).host })
  if (status !== 200) return missing
  try {
    const document = readDidDocument(JSON.parse(text), did)
    return document ? ok(document) : missing
  } catch {
    return fail('net.notJson', 'later', { host: new URL(url).host })
  }
}
