// The work under way, one per item, and whether the journal itself needs a rest.
import type { Clock, Logger, Timers } from '../networks/ports'

export interface Running {
  has(id: string): boolean
  /** Whether any work is under way for an account. */
  hasFor(accountId: string): boolean
  /** Starts work for an item; when it ends, however it ends, `after` is called. */
  start(item: { readonly id: string; readonly accountId: string }, work: () => Promise<void>): void
  /** Until when nothing new should start, because a commit failed (disk full); 0 when all is well. */
  restUntil(): number
  /** Waits a little for what is under way. */
  settle(): Promise<void>
}

interface RunningDeps {
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Logger
}

const REST_MS = 5_000
const PATIENCE_MS = 3_000

export function createRunning({ clock, timers, log }: RunningDeps, after: () => void): Running {
  const running = new Map<string, { readonly accountId: string; readonly done: Promise<void> }>()
  let restUntil = 0
  return {
    has: (id) => running.has(id),
    hasFor: (accountId) => [...running.values()].some((work) => work.accountId === accountId),
    restUntil: () => restUntil,
    start({ id, accountId }, work) {
      const done = work()
        .catch((error: unknown) => {
          restUntil = clock() + REST_MS
          log.error('an outbox step failed', { id, error: String(error) })
        })
        .finally(() => {
          running.delete(id)
          after()
        })
      running.set(id, { accountId, done })
    },
    async settle() {
      const patience = new AbortController()
      const enough = timers.sleep(PATIENCE_MS, patience.signal).catch(() => undefined)
      await Promise.race([Promise.allSettled([...running.values()].map(({ done }) => done)), enough])
      patience.abort()
    },
  }
}
