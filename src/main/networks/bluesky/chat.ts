// The signed-in chat client of one account: every call goes through the account's PDS to the chat service. Reads are
// repeated after passing failures, writes never. Knows sessions and failures, not groups or messages.
import { Client, isService, type XrpcFailure } from '@atproto/lex'
import type { PasswordSession } from '@atproto/lex-password-session'
import type { AppError, Result } from '../../../shared/contract/result'
import type { Clock, Health, Logger, Timers } from '../ports'
import type { Cooldown } from './cooldown'
import { pdsIn } from './did-document'
import { appError, isNoDmAccess, readFailure, type CallFailure, type DeclaredErrors } from './failure'
import { healthOf } from './health'
import type { SessionKeeper } from './session'

/** One XRPC call, written out by the caller so that its parameters are typed by the lexicon. */
export type Call = (
  client: Client,
  options: { signal?: AbortSignal },
) => Promise<{ success: true; body: unknown } | XrpcFailure>

export interface CallOptions {
  readonly declared?: DeclaredErrors
  readonly signal?: AbortSignal
}

export interface ReadOptions extends CallOptions {
  /** Wait out a rate limit instead of answering `net.rateLimited`: for reading in the background. */
  readonly patient?: boolean
}

export type WriteOutcome = { readonly kind: 'done'; readonly body: unknown } | CallFailure

export interface ChatDeps {
  readonly keeper: SessionKeeper
  /** `did#service` of the chat service. */
  readonly chatService: string
  readonly cooldown: Cooldown
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly log: Logger
  onHealth(health: Health): void
}

const READ_ATTEMPTS = 3
const READ_BACKOFF_MS = 400
const PATIENT_WAITS = 5

const hostOf = ({ session: { didDoc, service } }: PasswordSession): string => new URL(pdsIn(didDoc) ?? service).host

const notSent = (error: AppError): CallFailure => ({
  kind: 'neverSent',
  error,
  passing: false,
  name: error.code,
  status: undefined,
})

export class Chat {
  readonly #deps: ChatDeps
  #clientOf: { readonly session: PasswordSession; readonly client: Client } | undefined

  constructor(deps: ChatDeps) {
    this.#deps = deps
  }

  /** My DID. Errors as `SessionKeeper.open`. */
  did(): Result<string> {
    const opened = this.#deps.keeper.open()
    return opened.ok ? { ok: true, data: opened.data.did } : opened
  }

  /** The host this account's calls go to; '' when there is no session to tell. */
  host(): string {
    const opened = this.#deps.keeper.open()
    return opened.ok && !opened.data.destroyed ? hostOf(opened.data) : ''
  }

  /** For an answer that lacks what it has to have. */
  badAnswer(): Result<never> {
    return { ok: false, error: appError('net.badAnswer', 'later', { host: this.host() }) }
  }

  /** A read: up to three attempts after passing failures. */
  async read(call: Call, options: ReadOptions = {}): Promise<Result<unknown>> {
    let waits = 0
    for (let attempt = 1; ;) {
      const outcome = await this.#once(call, options)
      if (outcome.kind === 'done') return { ok: true, data: outcome.body }
      const left = this.#deps.cooldown.left()
      if (options.patient && outcome.error.code === 'net.rateLimited' && waits < PATIENT_WAITS) {
        waits += 1
        if (await this.#sleep(left, options.signal)) continue
        return { ok: false, error: appError('net.cancelled', 'later') }
      }
      if (!outcome.passing || attempt >= READ_ATTEMPTS) return { ok: false, error: outcome.error }
      const pause = READ_BACKOFF_MS * 4 ** (attempt - 1) * (0.5 + this.#deps.random())
      if (!(await this.#sleep(pause, options.signal))) return { ok: false, error: outcome.error }
      attempt += 1
    }
  }

  /** A write: exactly one attempt. A refresh of the session may repeat it, since the server refused it unread. */
  async write(call: Call, options: CallOptions = {}): Promise<WriteOutcome> {
    return this.#once(call, options)
  }

  async #once(call: Call, options: CallOptions): Promise<WriteOutcome> {
    if (!isService(this.#deps.chatService)) return this.#noted(notSent(appError('bluesky.chatUnavailable', 'user')))
    const left = this.#deps.cooldown.left()
    if (left > 0) return notSent(this.#rateLimited(left))
    // The library throws, instead of answering, when it is called with a signal that has fired.
    if (options.signal?.aborted) return notSent(appError('net.cancelled', 'later'))
    const opened = this.#deps.keeper.open()
    if (!opened.ok) return this.#noted(notSent(opened.error))
    const session = opened.data
    if (session.destroyed) return this.#over(session)
    const host = hostOf(session)
    const jwt = session.session.accessJwt
    let result = await this.#run(session, call, options)
    // A token the server cannot verify is renewed once, as an expired one is by the library.
    if (!result.success && result.error === 'InvalidToken' && !isNoDmAccess(result)) {
      const renewed = await this.#deps.keeper.renew(session, jwt)
      if (renewed && !options.signal?.aborted) result = await this.#run(session, call, options)
    }
    if (result.success) {
      this.#deps.cooldown.passed()
      this.#deps.onHealth({ state: 'ok' })
      return { kind: 'done', body: result.body }
    }
    const ended = await this.#deps.keeper.endedBy(session)
    const failure = readFailure(result, { host, ...(options.declared ? { declared: options.declared } : {}) })
    return this.#noted(ended ? { ...failure, kind: 'refused', error: ended, passing: false } : failure)
  }

  async #run(session: PasswordSession, call: Call, { signal }: CallOptions): ReturnType<Call> {
    return call(this.#client(session), signal ? { signal } : {})
  }

  #client(session: PasswordSession): Client {
    if (this.#clientOf?.session === session) return this.#clientOf.client
    const { chatService } = this.#deps
    const client = new Client(session, {
      service: isService(chatService) ? chatService : null,
      appLabelers: null,
      // Views are read narrowly by `views.ts`.
      validateResponse: false,
      strictResponseProcessing: false,
    })
    this.#clientOf = { session, client }
    return client
  }

  #noted(failure: CallFailure): CallFailure {
    const { log, onHealth, cooldown, clock } = this.#deps
    log.info('bluesky: call failed', { name: failure.name, code: failure.error.code, status: failure.status ?? 0 })
    if (failure.error.code === 'net.rateLimited') {
      const until = cooldown.refused()
      onHealth({ state: 'limited', reason: 'net.rateLimited', until: new Date(until).toISOString() })
      return { ...failure, error: this.#rateLimited(until - clock()) }
    }
    const health = healthOf(failure.error)
    if (health) onHealth(health)
    return failure
  }

  #rateLimited(leftMs: number): AppError {
    const seconds = Math.max(1, Math.ceil(leftMs / 1000))
    return appError('net.rateLimited', 'later', { host: this.host(), seconds })
  }

  /** Another call has just ended the session. */
  async #over(session: PasswordSession): Promise<CallFailure> {
    const ended = await this.#deps.keeper.endedBy(session)
    return this.#noted(notSent(ended ?? appError('bluesky.signedOut', 'user')))
  }

  async #sleep(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
    return this.#deps.timers.sleep(ms, signal).then(
      () => true,
      () => false,
    )
  }
}
