// From what the person typed to where the login goes: the account's DID, document and server, and the host that may get the
// password. Sends no secret.
import { xrpcSafe } from '@atproto/lex'
import { com } from '@bsky/sdk/lexicons'
import { fail, ok, type Result } from '../../../shared/contract/result'
import { parseBlueskyIdentifier, type BlueskyIdentifier } from '../../../shared/domain/bluesky-identifier'
import type { Endpoints } from './config'
import type { DidDocument } from './did-document'
import { readFailure } from './failure'
import { readServiceUrl } from './hosts'
import { loginHost } from './login-host'
import { resolveDid, resolveHandle, type LookupDeps, type ResolveTxt } from './lookup'

export interface FindOptions {
  readonly fetch: typeof globalThis.fetch
  readonly resolveTxt: ResolveTxt
  readonly endpoints: Endpoints
  readonly practice: boolean
  /** The host the user agreed to send the password to. */
  readonly agreed: string | undefined
  readonly signal?: AbortSignal
}

export interface ResolvedAccount {
  readonly document: DidDocument
  readonly pds: URL
}

export interface LoginPlan {
  /** Where the password goes. */
  readonly service: string
  /** DID, or e-mail address: a handle could be moved between looking it up and logging in. */
  readonly identifier: string
  /** Not known yet for an e-mail address: only the server that logs it in can tell. */
  readonly account: ResolvedAccount | undefined
}

/** The server the user named knows its own handles, also those that no DNS tells; Bluesky's host knows most others. */
function lookupDeps({ fetch, resolveTxt, endpoints, practice, agreed, signal }: FindOptions): LookupDeps {
  const named = practice || agreed === undefined ? undefined : readServiceUrl(agreed)?.origin
  return {
    fetch,
    resolveTxt,
    plcUrl: endpoints.plcUrl,
    resolvers: [...new Set([...(named === undefined ? [] : [named]), endpoints.entryway])],
    resolverOnly: practice,
    ...(signal ? { signal } : {}),
  }
}

/** The account behind a DID. `bluesky.didNotFound`, `bluesky.noPds`, or why nobody could be asked. */
export async function resolveAccount(did: string, options: FindOptions): Promise<Result<ResolvedAccount>> {
  const document = await resolveDid(did, lookupDeps(options))
  if (!document.ok) return document
  const { pds } = document.data
  return pds ? ok({ document: document.data, pds }) : fail('bluesky.noPds', 'user', { did })
}

async function byHandle(handle: string, options: FindOptions): Promise<Result<ResolvedAccount>> {
  const did = await resolveHandle(handle, lookupDeps(options))
  if (!did.ok) return did
  const account = await resolveAccount(did.data, options)
  if (!account.ok) return account
  // A handle counts only when the document claims it back. https://atproto.com/specs/handle#handle-resolution
  const claimed = account.data.document.handles.includes(handle)
  return claimed ? account : fail('bluesky.handleNotFound', 'user', { handle })
}

/** Completes a name without a dot with the server's first domain, as the official app does (`alice` → `alice.bsky.social`). */
async function completeName(name: string, options: FindOptions): Promise<Result<BlueskyIdentifier>> {
  const service =
    (options.agreed === undefined ? undefined : readServiceUrl(options.agreed)?.origin) ?? options.endpoints.entryway
  const answer = await xrpcSafe({ service, fetch: options.fetch }, com.atproto.server.describeServer, {
    validateResponse: false,
    ...(options.signal ? { signal: options.signal } : {}),
  })
  if (!answer.success) return { ok: false, error: readFailure(answer, { host: new URL(service).host }).error }
  const domain: unknown = answer.body.availableUserDomains?.[0]
  const handle = typeof domain === 'string' ? parseBlueskyIdentifier(`${name}.${domain.replace(/^\./, '')}`) : undefined
  return handle?.kind === 'handle' ? ok(handle) : fail('bluesky.badIdentifier', 'user')
}

function planForEmail(email: string, { agreed, endpoints, practice }: FindOptions): Result<LoginPlan> {
  const service = practice || agreed === undefined ? endpoints.entryway : readServiceUrl(agreed)?.origin
  if (service === undefined) return fail('bluesky.noPds', 'user')
  return ok({ service, identifier: email, account: undefined })
}

/** Plans the login. `bluesky.confirmHost` when the user has to agree to the host first. */
export async function planLogin(identifier: BlueskyIdentifier, options: FindOptions): Promise<Result<LoginPlan>> {
  if (identifier.kind === 'bareName') {
    const completed = await completeName(identifier.value, options)
    return completed.ok ? planLogin(completed.data, options) : completed
  }
  if (identifier.kind === 'email') return planForEmail(identifier.value, options)
  const find = identifier.kind === 'did' ? resolveAccount : byHandle
  const account = await find(identifier.value, options)
  if (!account.ok) return account
  const { pds, document } = account.data
  const { entryway } = options.endpoints
  const service = options.practice ? ok(entryway) : loginHost({ pds, entryway, agreed: options.agreed })
  return service.ok ? ok({ service: service.data, identifier: document.did, account: account.data }) : service
}
