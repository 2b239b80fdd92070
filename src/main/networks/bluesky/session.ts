// One session per account: resumed from the vault on first use, refreshed once for many callers, saved before it is used
// further, never lost to a passing failure. Owns the tokens; knows nothing of chat.
import { PasswordSession, type SessionData } from '@atproto/lex-password-session'
import type { XrpcFailure } from '@atproto/lex'
import type { AppError, Result } from '../../../shared/contract/result'
import { fail, ok } from '../../../shared/contract/result'
import type { AccountHandle, Logger, Timers } from '../ports'
import { appError } from './failure'
import { packSession, unpackSession } from './session-data'
import { SessionStore } from './session-store'

export interface SessionDeps {
  readonly account: Pick<AccountHandle, 'secrets'>
  readonly fetch: typeof globalThis.fetch
  readonly timers: Timers
  readonly log: Logger
}

const LOGOUT_RETRIES_MS = [30_000, 120_000, 600_000] as const

const SIGNED_OUT = appError('bluesky.signedOut', 'user')

/** The error name inside the reason with which a definitely ended session rejects. */
function endOf(reason: unknown): AppError {
  const name = reason instanceof Error && 'error' in reason ? reason.error : undefined
  return name === 'AccountTakedown' ? appError('bluesky.takenDown', 'user') : SIGNED_OUT
}

export class SessionKeeper {
  readonly #deps: SessionDeps
  readonly #store: SessionStore
  #session: PasswordSession | undefined
  /** What the vault held when the session ended, and why it ended: the same text is not tried again. */
  #ended: { readonly text: string; readonly error: AppError } | undefined
  /** The host no longer knows the account, though the library calls that a passing failure. */
  #accountGone = false

  constructor(deps: SessionDeps) {
    this.#deps = deps
    this.#store = new SessionStore({ ...deps, secrets: deps.account.secrets })
  }

  /**
   * The live session, resumed from the vault without a request: an access token that still works is not refreshed.
   * `vault.*` when the vault cannot be read, `bluesky.signedOut` / `bluesky.takenDown` when the session has ended.
   */
  open(): Result<PasswordSession> {
    if (this.#session) return ok(this.#session)
    const stored = this.#store.read()
    if (!stored.ok) return stored
    // Connecting the account again puts another session there.
    if (this.#ended?.text === stored.data) return { ok: false, error: this.#ended.error }
    if (stored.data === '') return { ok: false, error: SIGNED_OUT }
    const data = unpackSession(stored.data)
    if (!data) return fail('vault.secretMissing', 'user')
    this.#ended = undefined
    this.#accountGone = false
    this.#session = this.#resume(data)
    return ok(this.#session)
  }

  /** Asks for new tokens, unless another caller already got some since `staleJwt` was used. True when there are new ones. */
  async renew(session: PasswordSession, staleJwt: string): Promise<boolean> {
    if (session.destroyed) return false
    if (session.session.accessJwt !== staleJwt) return true
    const data = await session.refresh().catch(() => undefined)
    return data !== undefined && data.accessJwt !== staleJwt
  }

  /** Why the session is over; `undefined` while it is not. Call after a call through it failed. */
  async endedBy(session: PasswordSession): Promise<AppError | undefined> {
    if (this.#accountGone && !session.destroyed) return SIGNED_OUT
    if (!session.destroyed) return undefined
    if (this.#session !== session) return this.#ended?.error ?? SIGNED_OUT
    // A destroyed session keeps its reason as the rejection of every later refresh; no request leaves.
    const error = await session.refresh().then(
      () => SIGNED_OUT,
      (reason: unknown) => endOf(reason),
    )
    this.#end(error)
    return error
  }

  /**
   * Ends the session here at once, and on the server as soon as it can be reached.
   * https://docs.bsky.app/docs/api/com-atproto-server-delete-session
   */
  async signOut(): Promise<void> {
    const opened = this.open()
    this.#end(SIGNED_OUT)
    await this.#store.erase()
    this.#ended = { text: '', error: SIGNED_OUT }
    if (!opened.ok) return
    // A session of its own: nothing it does can write to the vault any more.
    const last = opened.data.destroyed ? undefined : opened.data.session
    if (!last || (await this.#logOut(last))) return
    void this.#logOutLater(last)
  }

  /** Writes what could not be written before, once more. */
  async close(): Promise<void> {
    await this.#store.close()
  }

  #end(error: AppError): void {
    this.#ended = { text: this.#store.lastText() ?? '', error }
    this.#store.drop()
    this.#session = undefined
  }

  #resume(data: SessionData): PasswordSession {
    const { log } = this.#deps
    // A hook that throws would brick the library's session: every one of these only notes or saves, and neither throws.
    const session: PasswordSession = new PasswordSession(data, {
      fetch: this.#deps.fetch,
      onUpdated: async (fresh) => {
        // Signed out meanwhile: what arrives late must not come back into the vault.
        if (this.#session !== session) return
        this.#accountGone = false
        // Saved before the library uses it: a crash in between costs nothing, the old token still leads here for 2 h.
        await this.#store.save(packSession(fresh))
      },
      onUpdateFailure: (_data, failure: XrpcFailure) => {
        this.#accountGone = failure.error === 'AccountNotFound'
        log.warn('bluesky: session refresh failed, session kept', { error: failure.error })
      },
      onDeleted: () => log.warn('bluesky: session ended by the server'),
    })
    return session
  }

  async #logOut(data: SessionData): Promise<boolean> {
    return PasswordSession.delete(data, { fetch: this.#deps.fetch }).then(
      () => true,
      () => false,
    )
  }

  async #logOutLater(data: SessionData): Promise<void> {
    for (const ms of LOGOUT_RETRIES_MS) {
      const waited = await this.#deps.timers.sleep(ms).then(
        () => true,
        () => false,
      )
      if (!waited || (await this.#logOut(data))) return
    }
    this.#deps.log.warn('bluesky: the server could not be told of the sign-out; its session ends by itself')
  }
}
