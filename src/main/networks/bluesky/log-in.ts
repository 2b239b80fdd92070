// The login itself: one createSession, and what each refusal means.
// https://docs.bsky.app/docs/api/com-atproto-server-create-session
import { XrpcInternalError, XrpcInvalidResponseError, XrpcResponseError, type XrpcFailure } from '@atproto/lex'
import { LexAuthFactorError, PasswordSession } from '@atproto/lex-password-session'
import { fail, ok, type Result } from '../../../shared/contract/result'
import { readFailure } from './failure'

export interface Login {
  readonly service: string
  readonly identifier: string
  readonly password: string
  readonly authFactorToken?: string
  readonly fetch: typeof globalThis.fetch
}

const isXrpcFailure = (error: unknown): error is XrpcFailure =>
  error instanceof XrpcResponseError || error instanceof XrpcInvalidResponseError || error instanceof XrpcInternalError

/** Logins are limited per account and address (30 in 5 minutes, 300 a day); here the server's own header holds. */
function waitSeconds(failure: XrpcFailure): number {
  const header = 'response' in failure ? Number(failure.response.headers.get('retry-after')) : Number.NaN
  return Number.isInteger(header) && header > 0 ? header : 300
}

function explain(failure: XrpcFailure, host: string): Result<never> {
  const read = readFailure(failure, { host })
  const { status } = read
  // The entryway words a wrong code as a refused login; only its text tells them apart.
  if (status !== undefined && status < 500 && /token is invalid/i.test(failure.message)) {
    return fail('bluesky.authFactorInvalid', 'user')
  }
  if (status === 429) return fail('net.rateLimited', 'later', { host, seconds: waitSeconds(failure) })
  if (status !== undefined && status >= 500) return fail('net.serverError', 'later', { host })
  if (status === 401 && failure.error !== 'AccountTakedown') return fail('bluesky.wrongPassword', 'user')
  return { ok: false, error: read.error }
}

/** Logs in once. The session has no hooks yet: nothing of it is stored here. */
export async function logIn(login: Login): Promise<Result<PasswordSession>> {
  const { service, identifier, password, authFactorToken, fetch } = login
  try {
    return ok(
      await PasswordSession.login({
        service,
        identifier,
        password,
        fetch,
        ...(authFactorToken === undefined ? {} : { authFactorToken }),
      }),
    )
  } catch (error) {
    if (error instanceof LexAuthFactorError) return fail('bluesky.authFactorRequired', 'user')
    return isXrpcFailure(error) ? explain(error, new URL(service).host) : fail('internal')
  }
}
