// The com.atproto.server session methods. Behaviour of @atproto/pds 0.5.35 (`packages/pds/src/api/com/atproto/server`);
// e-mailed codes as Bluesky's entryway asks for them.
import { com } from '@bsky/sdk/lexicons'
import type { Account, Accounts } from './accounts'
import { credentialOf } from './accounts'
import type { DidDocument } from './did-documents'
import type { Caller, SessionStore } from './session-store'
import { takenDown } from './session-store'
import { openMethod, type Method } from './xrpc'
import { XrpcError } from './xrpc-error'

export interface SessionDeps {
  readonly accounts: Accounts
  readonly store: SessionStore
  documentOf(did: string): DidDocument | undefined
  /** Called before the password is looked at; the headers it gives go on the answer. @throws XrpcError 429. */
  onLogin(identifier: string, ip: string): Readonly<Record<string, string>>
}

type SessionBody = com.atproto.server.createSession.$OutputBody

/** Unknown account and wrong password cannot be told apart. */
function wrongPassword(): XrpcError {
  return new XrpcError(401, 'AuthenticationRequired', { message: 'Invalid identifier or password' })
}

/** The e-mailed code: asked for with the account password only; app passwords are exempt. */
function assertAuthFactor(account: Account, token: string | undefined): void {
  if (!account.emailAuthFactor) return
  if (token === undefined || token === '') {
    const message = 'A sign in code has been sent to your email address'
    throw new XrpcError(401, 'AuthFactorTokenRequired', { message })
  }
  if (token.trim().toUpperCase() !== account.authFactorToken) {
    throw new XrpcError(400, 'InvalidToken', { message: 'Token is invalid' })
  }
}

/** The account and scope a correct login gets. @throws XrpcError for everything that keeps it out. */
function logIn(accounts: Accounts, input: com.atproto.server.createSession.$InputBody): Caller {
  const account = accounts.byIdentifier(input.identifier)
  const credential = account && credentialOf(account, input.password)
  if (!account || !credential) throw wrongPassword()
  if (credential.kind === 'account') assertAuthFactor(account, input.authFactorToken)
  if (account.status === 'takendown') {
    if (input.allowTakendown !== true) throw takenDown()
    return { account, scope: 'com.atproto.takendown' }
  }
  if (credential.kind === 'account') return { account, scope: 'com.atproto.access' }
  const scope = credential.appPassword.privileged ? 'com.atproto.appPassPrivileged' : 'com.atproto.appPass'
  return { account, scope }
}

function profileOf(account: Account, didDoc: DidDocument | undefined): Omit<SessionBody, 'accessJwt' | 'refreshJwt'> {
  return {
    did: account.did,
    handle: account.handle,
    ...(didDoc ? { didDoc } : {}),
    email: account.email,
    emailConfirmed: true,
    emailAuthFactor: account.emailAuthFactor,
    active: account.status === 'active',
    ...(account.status === 'active' ? {} : { status: account.status }),
  }
}

/** createSession, refreshSession, getSession and deleteSession. */
export function sessionMethods(deps: SessionDeps): Method[] {
  const { accounts, store } = deps
  const profile = (account: Account): Omit<SessionBody, 'accessJwt' | 'refreshJwt'> =>
    profileOf(account, deps.documentOf(account.did))
  return [
    openMethod(com.atproto.server.createSession.main, ({ input, request }) => {
      Object.assign(request.answerHeaders, deps.onLogin(input.identifier, request.ip))
      const { account, scope } = logIn(accounts, input)
      return { ...store.issue(account, scope), ...profile(account) }
    }),
    openMethod(com.atproto.server.refreshSession.main, ({ request }) => {
      const { account, pair } = store.rotate(request.bearer)
      return { ...pair, ...profile(account) }
    }),
    openMethod(com.atproto.server.getSession.main, ({ request }) => profile(store.authorise(request.bearer).account)),
    openMethod(com.atproto.server.deleteSession.main, ({ request }) => {
      store.end(request.bearer)
      return undefined
    }),
  ]
}
