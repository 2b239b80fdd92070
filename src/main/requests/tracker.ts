// Looking at what waits, account by account: one look per account and cycle, and none while the account cannot be used.
import type { AccountId } from '../../shared/contract/common'
import { fail, type Result } from '../../shared/contract/result'
import { guarded } from '../store/guarded'
import { createAlarm } from '../timing/alarm'
import type { RequestsDeps } from './deps'
import { NEVER, isCompleteDue, nextLookAt, type Watch } from './look-cycle'

export interface LookOptions {
  readonly accountId: AccountId
  /** Nothing is taken as known already. */
  readonly complete: boolean
  readonly signal: AbortSignal
}

export interface Tracker {
  /** Looks completely at some accounts, or at all, at once or after the look that is under way. Never fails. */
  look(accountIds?: readonly AccountId[]): Promise<void>
  /** Looks again soon after something happened that a look under way may have missed. */
  soon(accountId: AccountId, inMs?: number): void
  start(): void
  /** An account (or all of them) can be used again: it is looked at now. */
  wake(accountId?: AccountId): void
  /** Somebody looks at the window again: what is overdue by now is looked at. */
  pump(): void
  stop(): void
}

interface TrackerDeps extends Pick<RequestsDeps, 'accounts' | 'clock' | 'timers' | 'random' | 'watched' | 'log'> {
  readonly lookAt: (options: LookOptions) => Promise<Result<void>>
}

/** Reads lag behind writes. */
const SOON_MS = 3_000
/** Who watches and how the accounts are may change meanwhile. */
const LONGEST_SLEEP_MS = 60_000

export function createTracker(deps: TrackerDeps): Tracker {
  const { accounts, clock } = deps
  const looks = createLooks(deps, () => {
    pump()
  })
  let going = false
  const pump = (): void => {
    if (!going) return
    // A database that refuses just now must not end the looking for good.
    if (!guarded(deps.log, beginDue).ok) alarm.set(clock() + LONGEST_SLEEP_MS)
  }
  const beginDue = (): void => {
    const now = clock()
    let next = now + LONGEST_SLEEP_MS
    for (const account of accounts.list()) {
      const at = nextLookAt(account, looks.watchOf(account.id), deps.watched())
      if (at === undefined || looks.isRunning(account.id)) continue
      if (at <= now) void looks.begin(account.id, 'news')
      else next = Math.min(next, at)
    }
    alarm.set(next)
  }
  const alarm = createAlarm(deps, pump)
  return {
    pump,
    async look(accountIds) {
      const wanted = accounts.list().filter(({ id }) => accountIds?.includes(id) ?? true)
      await Promise.all(wanted.map(({ id }) => looks.begin(id, 'complete')))
    },
    soon(accountId, inMs = SOON_MS) {
      looks.hurry(accountId, clock() + inMs)
      pump()
    },
    start() {
      going = true
      pump()
    },
    wake(accountId) {
      for (const { id } of accounts.list()) if (accountId === undefined || id === accountId) looks.hurry(id, clock())
      pump()
    },
    stop() {
      going = false
      alarm.stop()
      looks.stop()
    },
  }
}

interface Looks {
  watchOf(id: AccountId): Watch
  isRunning(id: AccountId): boolean
  /** Looks now; `complete` after the look that is under way, which may have missed what happened meanwhile. */
  begin(id: AccountId, wanted: 'complete' | 'news'): Promise<void>
  /** A look is due at this time at the latest. */
  hurry(id: AccountId, dueAt: number): void
  stop(): void
}

function createLooks(deps: TrackerDeps, ended: () => void): Looks {
  const stopping = new AbortController()
  const watches = new Map<AccountId, Watch>()
  const running = new Map<AccountId, Promise<void>>()
  const watchOf = (id: AccountId): Watch => watches.get(id) ?? NEVER
  const queued = new Map<AccountId, Promise<void>>()
  const afterwards = (accountId: AccountId): Promise<void> => {
    queued.delete(accountId)
    return running.get(accountId) ?? lookNow(accountId, 'complete')
  }
  const lookNow = (accountId: AccountId, wanted: 'complete' | 'news'): Promise<void> => {
    const now = deps.clock()
    const { completeAt } = watchOf(accountId)
    const complete = wanted === 'complete' || isCompleteDue(watchOf(accountId), now)
    watches.set(accountId, { completeAt, lookedAt: now, dueAt: Infinity, jitter: deps.random() * 2 - 1 })
    const looking = guardedLook(deps, { accountId, complete, signal: stopping.signal }).then((done) => {
      if (done.ok && complete) watches.set(accountId, { ...watchOf(accountId), completeAt: now })
      running.delete(accountId)
      ended()
    })
    running.set(accountId, looking)
    return looking
  }
  return {
    watchOf,
    isRunning: (id) => running.has(id),
    begin(accountId, wanted) {
      const already = running.get(accountId)
      if (already === undefined) return lookNow(accountId, wanted)
      if (wanted === 'news') return already
      const next = queued.get(accountId) ?? already.then(() => afterwards(accountId))
      queued.set(accountId, next)
      return next
    },
    hurry(id, dueAt) {
      watches.set(id, { ...watchOf(id), dueAt: Math.min(watchOf(id).dueAt, dueAt) })
    },
    stop() {
      stopping.abort()
    },
  }
}

async function guardedLook(deps: TrackerDeps, options: LookOptions): Promise<Result<void>> {
  try {
    return await deps.lookAt(options)
  } catch (error) {
    deps.log.error('a look at what waits failed', { accountId: options.accountId, error: String(error) })
    return fail('internal')
  }
}
