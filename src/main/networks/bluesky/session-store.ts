// Keeps one session's text in the vault: a write that fails is kept in memory and tried again until it succeeds, since a
// refresh token that is lost signs the user out.
import type { Result } from '../../../shared/contract/result'
import { fail, ok } from '../../../shared/contract/result'
import type { AccountSecrets, Logger, Timers } from '../ports'
import { SESSION_FIELD } from './session-data'

interface StoreDeps {
  readonly secrets: AccountSecrets
  readonly timers: Timers
  readonly log: Logger
}

const FIRST_RETRY_MS = 5_000
const LAST_RETRY_MS = 300_000

export class SessionStore {
  readonly #deps: StoreDeps
  readonly #closed = new AbortController()
  #unsaved: string | undefined
  #last: string | undefined
  #flushing: Promise<void> | undefined
  #retrying = false

  constructor(deps: StoreDeps) {
    this.#deps = deps
  }

  /** What is to be saved, else what the vault holds. Errors as `AccountSecrets.read`. */
  read(): Result<string> {
    if (this.#unsaved !== undefined) return ok(this.#unsaved)
    const stored = this.#deps.secrets.read(SESSION_FIELD)
    if (stored.ok) this.#last = stored.data
    return stored
  }

  /** The text last read or saved, whether or not the vault has it yet. */
  lastText(): string | undefined {
    return this.#last
  }

  /** Resolves when it is durable, or when the vault refused it and it will be tried again. Never rejects. */
  async save(text: string): Promise<void> {
    this.#unsaved = text
    this.#last = text
    await this.#flush()
    if (this.#unsaved !== undefined) void this.#retryLater()
  }

  /** Forgets what is still to be saved: it is worth nothing any more. */
  drop(): void {
    this.#unsaved = undefined
  }

  /** Overwrites the stored session with nothing. */
  async erase(): Promise<void> {
    this.drop()
    this.#last = ''
    await this.#flushing
    await this.#write('')
  }

  /** Stops waiting, and tries once more what is still unsaved. */
  async close(): Promise<void> {
    this.#closed.abort()
    await this.#flush()
  }

  async #write(text: string): Promise<Result<void>> {
    try {
      return await this.#deps.secrets.write(SESSION_FIELD, text)
    } catch {
      return fail('vault.writeFailed', 'later')
    }
  }

  #flush(): Promise<void> {
    this.#flushing ??= this.#flushOnce().finally(() => {
      this.#flushing = undefined
    })
    return this.#flushing
  }

  async #flushOnce(): Promise<void> {
    while (this.#unsaved !== undefined) {
      const text = this.#unsaved
      const written = await this.#write(text)
      if (!written.ok) {
        const { code } = written.error
        this.#deps.log.warn('bluesky: the session could not be saved, it will be tried again', { code })
        return
      }
      if (this.#unsaved === text) this.#unsaved = undefined
    }
  }

  async #retryLater(): Promise<void> {
    if (this.#retrying) return
    this.#retrying = true
    try {
      for (let ms = FIRST_RETRY_MS; this.#unsaved !== undefined; ms = Math.min(LAST_RETRY_MS, ms * 2)) {
        await this.#deps.timers.sleep(ms, this.#closed.signal)
        await this.#flush()
      }
    } catch {
      // Closed while waiting; `close` makes the last attempt.
    } finally {
      this.#retrying = false
    }
  }
}
