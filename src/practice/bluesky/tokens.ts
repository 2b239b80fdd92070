// Session tokens: JWTs signed by HMAC, of the scopes and lives the reference PDS gives them (`account-manager/helpers/auth.ts`).
// Clients must treat them as opaque (https://atproto.com/specs/xrpc#authentication).
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../types'
import { XrpcError } from './xrpc-error'

const ACCESS_LIFE_MS = 2 * 3_600_000
export const REFRESH_LIFE_MS = 90 * 24 * 3_600_000

export type AccessScope =
  'com.atproto.access' | 'com.atproto.appPassPrivileged' | 'com.atproto.appPass' | 'com.atproto.takendown'
export type Scope = AccessScope | 'com.atproto.refresh'

export interface Claims {
  readonly scope: Scope
  readonly sub: string
  readonly aud: string
  readonly jti: string
  /** Seconds since the epoch. */
  readonly iat: number
  readonly exp: number
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function mac(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

function isClaims(value: unknown): value is Claims {
  if (typeof value !== 'object' || value === null) return false
  const claims = value as Partial<Claims>
  return typeof claims.scope === 'string' && typeof claims.sub === 'string' && typeof claims.exp === 'number'
}

export const badToken = (): XrpcError => new XrpcError(400, 'InvalidToken', { message: 'Token could not be verified' })

export interface Tokens {
  sign(claims: Pick<Claims, 'scope' | 'sub' | 'jti'>): string
  /** @throws XrpcError 400 InvalidToken for anything not signed here, 400 ExpiredToken for what is over. */
  verify(token: string): Claims
}

/** Tokens of one server, named `audience`. */
export function createTokens(secret: string, audience: string, clock: Clock): Tokens {
  return {
    sign({ scope, sub, jti }) {
      const iat = Math.floor(clock() / 1000)
      const refresh = scope === 'com.atproto.refresh'
      const life = refresh ? REFRESH_LIFE_MS : ACCESS_LIFE_MS
      const claims: Claims = { scope, sub, aud: audience, jti, iat, exp: iat + life / 1000 }
      const text = `${encode({ typ: refresh ? 'refresh+jwt' : 'at+jwt', alg: 'HS256' })}.${encode(claims)}`
      return `${text}.${mac(secret, text).toString('base64url')}`
    },
    verify(token) {
      const [head = '', body = '', signature = '', ...more] = token.split('.')
      const expected = mac(secret, `${head}.${body}`)
      const given = Buffer.from(signature, 'base64url')
      if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) throw badToken()
      const claims = decode(body)
      if (!isClaims(claims) || claims.aud !== audience) throw badToken()
      if (claims.exp * 1000 <= clock()) throw expiredToken()
      return claims
    },
  }
}

export const expiredToken = (): XrpcError => new XrpcError(400, 'ExpiredToken', { message: 'Token has expired' })
export const revokedToken = (): XrpcError => new XrpcError(400, 'ExpiredToken', { message: 'Token has been revoked' })
