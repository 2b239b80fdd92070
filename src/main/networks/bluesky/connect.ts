// Connecting an account: who is it, where does it live, does the password open it, and may it read direct messages.
// The session that comes of it is handed over as a secret; on any failure it is ended again.
import * as v from 'valibot'
import { Client, isService, type XrpcFailure } from '@atproto/lex'
import { PasswordSession, type SessionData } from '@atproto/lex-password-session'
import { chat } from '@bsky/sdk/lexicons'
import type { JsonObject } from '../../../shared/contract/common'
import { fail, ok, type Result } from '../../../shared/contract/result'
import { cleanTyped, parseBlueskyIdentifier, readAppPassword } from '../../../shared/domain/bluesky-identifier'
import type { ConnectedIdentity } from '../ports'
import { endpointsFrom, type BlueskyConfig, type Endpoints } from './config'
import { pdsIn } from './did-document'
import { isNoDmAccess, readFailure } from './failure'
import { planLogin, resolveAccount, type FindOptions, type LoginPlan, type ResolvedAccount } from './find-account'
import { logIn } from './log-in'
import { loginHost } from './login-host'
import type { ResolveTxt } from './lookup'
import { packSession, SESSION_FIELD } from './session-data'

const Input = v.object({
  identifier: v.string(),
  appPassword: v.string(),
  serviceUrl: v.optional(v.string()),
  authFactorToken: v.optional(v.string()),
  allowAccountPassword: v.optional(v.boolean(), false),
})
export type ConnectInput = v.InferOutput<typeof Input>

export interface ConnectDeps {
  readonly fetch: typeof globalThis.fetch
  readonly resolveTxt: ResolveTxt
  readonly config: BlueskyConfig
}

export interface ConnectOptions {
  readonly practice: boolean
  readonly signal?: AbortSignal
}

/** The password to send: an app password cleaned of what copying added, or, when the user insists, the text as it is. */
function passwordOf({ appPassword, allowAccountPassword }: ConnectInput): Result<string> {
  const read = readAppPassword(appPassword)
  if (read !== undefined) return ok(read)
  if (allowAccountPassword && appPassword !== '') return ok(appPassword)
  return fail('bluesky.accountPassword', 'user')
}

/**
 * An app password may have been made without "allow access to your direct messages"; then `getLog` is refused while other
 * chat methods go through, so this call is the one to try.
 */
async function probeChat(session: PasswordSession, endpoints: Endpoints, signal?: AbortSignal): Promise<Result<void>> {
  const { chatService } = endpoints
  if (!isService(chatService)) return fail('bluesky.chatUnavailable', 'user')
  const client = new Client(session, { service: chatService, appLabelers: null, validateResponse: false })
  const answer = await client.xrpcSafe(chat.bsky.convo.getLog, { params: {}, ...(signal ? { signal } : {}) })
  if (answer.success) return ok(undefined)
  return probeFailure(answer, new URL(pdsIn(session.session.didDoc) ?? session.session.service).host)
}

function probeFailure(answer: XrpcFailure, host: string): Result<void> {
  if (isNoDmAccess(answer)) return fail('bluesky.noDmAccess', 'user')
  const { error, status } = readFailure(answer, { host })
  return status !== undefined && status >= 500 ? fail('bluesky.chatUnavailable', 'later') : { ok: false, error }
}

function identityOf(data: SessionData, pds: URL, endpoints: Endpoints): ConnectedIdentity {
  const named = data.handle === 'handle.invalid' ? data.did : data.handle
  const { plcUrl, chatService, chatUrl } = endpoints
  return {
    network: 'bluesky',
    identityKey: `bluesky:${data.did}`,
    label: named,
    host: pds.host,
    userId: data.did,
    userName: named,
    ...(named === data.handle ? { handle: data.handle } : {}),
    missingScopes: [],
    ports: ['groups', 'requests', 'messages'],
    settings: {
      did: data.did,
      handle: named,
      pdsUrl: pds.origin,
      serviceUrl: data.service,
      plcUrl,
      chatService,
      chatUrl,
    },
    secrets: { [SESSION_FIELD]: packSession(data) },
  }
}

/**
 * The account that is really behind the session. A login by e-mail tells the DID only now; it counts when its document
 * leads back to the host that answered.
 */
async function accountOf(
  session: PasswordSession,
  plan: LoginPlan,
  find: FindOptions,
): Promise<Result<ResolvedAccount>> {
  const account = plan.account ? ok(plan.account) : await resolveAccount(session.did, find)
  if (!account.ok) return account
  const { pds, document } = account.data
  const { entryway } = find.endpoints
  const leadsBack = find.practice || plan.account || loginHost({ pds, entryway, agreed: plan.service }).ok
  if (document.did !== session.did || !leadsBack)
    return fail('net.badAnswer', 'never', { host: new URL(plan.service).host })
  return account
}

/** After the login: the right account, in good standing, with access to direct messages. */
async function settle(
  session: PasswordSession,
  account: ResolvedAccount,
  find: FindOptions,
): Promise<Result<ConnectedIdentity>> {
  const { status } = session.session
  // A deactivated account still chats through its server; the others have been shut out.
  if (status === 'takendown' || status === 'suspended') return fail('bluesky.takenDown', 'user')
  const probed = await probeChat(session, find.endpoints, find.signal)
  return probed.ok ? ok(identityOf(session.session, account.pds, find.endpoints)) : probed
}

/** Never leaves a session behind on the server for an account that was not connected. */
async function orLogOut<T>(session: PasswordSession, work: () => Promise<Result<T>>): Promise<Result<T>> {
  let answer: Result<T> = fail('internal')
  try {
    answer = await work()
    return answer
  } finally {
    if (!answer.ok) await session.logout().catch(() => undefined)
  }
}

async function finish(login: PasswordSession, plan: LoginPlan, find: FindOptions): Promise<Result<ConnectedIdentity>> {
  const account = await orLogOut(login, () => accountOf(login, plan, find))
  if (!account.ok) return account
  // Calls go where the directory says, not where the login answer says; some servers leave the document out.
  const data = { ...login.session, didDoc: account.data.document.raw }
  const session = new PasswordSession(data, { fetch: find.fetch })
  return orLogOut(session, () => settle(session, account.data, find))
}

/**
 * Tries to connect. `input` is the parsed input of `accounts.connectBluesky`; with `practice` it may also name
 * `plcUrl`, `chatService` and `chatUrl`, and `serviceUrl` is the practice server.
 * The password leaves this machine only for Bluesky's own login host or for the host the input names.
 */
export async function connect(
  input: JsonObject,
  options: ConnectOptions,
  deps: ConnectDeps,
): Promise<Result<ConnectedIdentity>> {
  try {
    return await tryToConnect(input, options, deps)
  } catch (error) {
    // The library throws when it is called with a signal that has fired.
    if (options.signal?.aborted) return fail('net.cancelled', 'later')
    throw error
  }
}

async function tryToConnect(
  input: JsonObject,
  options: ConnectOptions,
  deps: ConnectDeps,
): Promise<Result<ConnectedIdentity>> {
  const parsed = v.safeParse(Input, input)
  const identifier = parsed.success ? parseBlueskyIdentifier(parsed.output.identifier) : undefined
  if (!parsed.success || !identifier) return fail('bluesky.badIdentifier', 'user')
  const password = passwordOf(parsed.output)
  if (!password.ok) return password
  const endpoints = options.practice ? endpointsFrom(input, deps.config) : deps.config
  const find: FindOptions = { ...deps, ...options, endpoints, agreed: parsed.output.serviceUrl }
  const plan = await planLogin(identifier, find)
  if (!plan.ok) return plan

  const token = cleanTyped(parsed.output.authFactorToken ?? '')
  const login = await logIn({
    service: plan.data.service,
    identifier: plan.data.identifier,
    password: password.data,
    fetch: deps.fetch,
    ...(token === '' ? {} : { authFactorToken: token }),
  })
  return login.ok ? finish(login.data, plan.data, find) : login
}
