// Which session tokens were given and what is left of them: rotation with its grace period, expiry on demand, revocation.
// Rules of @atproto/pds 0.5.35 (`account-manager/account-manager.ts`, `helpers/auth.ts`). Knows no passwords and no HTTP.
import { hex } from '../random'
import type { Clock, Random } from '../types'
import type { Account, Accounts } from './accounts'
import type { AccessScope, Claims, Tokens } from './tokens'
import { badToken, expiredToken, REFRESH_LIFE_MS, revokedToken } from './tokens'
import { XrpcError } from './xrpc-error'

/** How long a used refresh token still leads to its successor. */
const REFRESH_GRACE_MS = 2 * 3_600_000

interface RefreshRow {
  readonly did: string
  readonly scope: AccessScope
  expiresAt: number
  nextId: string | undefined
}

export interface TokenPair {
  readonly accessJwt: string
  readonly refreshJwt: string
}

export interface Caller {
  readonly account: Account
  readonly scope: AccessScope
}

export interface SessionStore {
  issue(account: Account, scope: AccessScope): TokenPair
  /** A refresh token for the next pair. @throws XrpcError as the reference PDS does. */
  rotate(bearer: string | undefined): { readonly account: Account; readonly pair: TokenPair }
  /** Ends the session of a refresh token; its access tokens live on until they expire (measured). */
  end(bearer: string | undefined): void
  /** Whose access token it is. @throws XrpcError as the reference PDS does. */
  authorise(bearer: string | undefined): Caller
  /** Every access token given so far is over; refreshing works. */
  expireAccess(account: Account): void
  /** Every refresh token given so far is dead, and the access tokens over. */
  revoke(account: Account): void
}

export const takenDown = (): XrpcError =>
  new XrpcError(401, 'AccountTakedown', { message: 'Account has been taken down' })

interface StoreDeps {
  readonly accounts: Accounts
  readonly tokens: Tokens
  readonly clock: Clock
  readonly random: Random
}

function forget<T>(tokens: Map<string, T>, matches: (token: T) => boolean): void {
  for (const [id, token] of [...tokens]) if (matches(token)) tokens.delete(id)
}

/** The account a token speaks for. @throws XrpcError 403 when it is gone. */
function accountOf(accounts: Accounts, claims: Claims): Account {
  const account = accounts.byDid(claims.sub)
  if (!account) throw new XrpcError(403, 'AccountNotFound', { message: 'Account not found' })
  return account
}

/** The refresh tokens alone: which are good, and what each leads to. */
function createRefreshTokens(clock: Clock, random: Random) {
  const rows = new Map<string, RefreshRow>()
  return {
    rows,
    add(id: string, did: string, scope: AccessScope): void {
      if (!rows.has(id)) rows.set(id, { did, scope, expiresAt: clock() + REFRESH_LIFE_MS, nextId: undefined })
    },
    /** Uses a token: it stays good for the grace period and always leads to the same successor. */
    use(id: string): { readonly scope: AccessScope; readonly nextId: string } {
      const row = rows.get(id)
      const expiresAt = Math.min(row?.expiresAt ?? 0, clock() + REFRESH_GRACE_MS)
      if (!row || expiresAt <= clock()) throw revokedToken()
      row.expiresAt = expiresAt
      row.nextId ??= hex(random, 32)
      return { scope: row.scope, nextId: row.nextId }
    },
  }
}

/** @returns a store without sessions. */
export function createSessionStore({ accounts, tokens, clock, random }: StoreDeps): SessionStore {
  const refresh = createRefreshTokens(clock, random)
  const access = new Map<string, string>()

  function verified(bearer: string | undefined, wanted: 'access' | 'refresh'): Claims {
    if (bearer === undefined) throw new XrpcError(401, 'AuthMissing', { message: 'Authentication Required' })
    const claims = tokens.verify(bearer)
    if ((claims.scope === 'com.atproto.refresh') !== (wanted === 'refresh')) throw badToken()
    return claims
  }

  function pairOf(account: Account, scope: AccessScope, refreshId: string): TokenPair {
    const accessId = hex(random, 32)
    access.set(accessId, account.did)
    refresh.add(refreshId, account.did, scope)
    return {
      accessJwt: tokens.sign({ scope, sub: account.did, jti: accessId }),
      refreshJwt: tokens.sign({ scope: 'com.atproto.refresh', sub: account.did, jti: refreshId }),
    }
  }

  return {
    issue: (account, scope) => pairOf(account, scope, hex(random, 32)),
    rotate(bearer) {
      const claims = verified(bearer, 'refresh')
      const account = accountOf(accounts, claims)
      if (account.status === 'takendown') throw takenDown()
      const { scope, nextId } = refresh.use(claims.jti)
      return { account, pair: pairOf(account, scope, nextId) }
    },
    end: (bearer) => void refresh.rows.delete(verified(bearer, 'refresh').jti),
    authorise(bearer) {
      const claims = verified(bearer, 'access')
      if (claims.scope === 'com.atproto.refresh') throw badToken()
      if (!access.has(claims.jti)) throw expiredToken()
      return { account: accountOf(accounts, claims), scope: claims.scope }
    },
    expireAccess: (account) => forget(access, (did) => did === account.did),
    revoke(account) {
      forget(access, (did) => did === account.did)
      forget(refresh.rows, (row) => row.did === account.did)
    },
  }
}
