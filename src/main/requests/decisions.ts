// When which decision is carried out: those whose undo window is over, per account one after the other.
import type { AccountId } from '../../shared/contract/common'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { isWaitingError } from '../../shared/domain/health'
import { isoAt, msOf } from '../../shared/domain/time'
import { guarded } from '../store/guarded'
import { createAlarm } from '../timing/alarm'
import { LOST, createAttempt, type DecisionDeps } from './decision-attempt'

export interface Decisions {
  /** What a crash left half done is in doubt now, and what is due goes out. */
  start(): void
  /** Looks at what is due now. Cheap; call it after anything changed. */
  pump(): void
  /** The account (or all of them) may be usable again: what waited for that is tried now. */
  wake(accountId?: AccountId): void
  /** Starts nothing any more, and waits a little for what is under way. */
  stop(): Promise<void>
}

/** When the journal itself could not be written. */
const REST_MS = 5_000
const PATIENCE_MS = 3_000

export function createDecisions(deps: DecisionDeps): Decisions {
  const { clock, log } = deps
  const attempt = createAttempt(deps)
  const running = new Map<AccountId, Promise<void>>()
  let going = false
  let looking = false
  let restUntil = 0
  const failed = (error: unknown): void => {
    restUntil = clock() + REST_MS
    log.error('a decision step failed', { error: String(error) })
  }
  const begin = (request: IncomingRequest): void => {
    const { accountId } = request
    const ended = (): void => void running.delete(accountId)
    running.set(accountId, attempt(request).catch(failed).then(ended).then(pump))
  }
  const look = (): void => {
    const now = clock()
    if (restUntil > now) return void alarm.set(restUntil)
    settleLost(deps, (accountId) => running.has(accountId))
    const idle = firstDue(deps).filter(({ accountId }) => !running.has(accountId))
    for (const request of idle) if (dueAt(request) <= now) begin(request)
    const next = idle.map(dueAt).filter((at) => at > now)
    alarm.set(next.length === 0 ? undefined : Math.min(...next))
  }
  const pump = (): void => {
    // Its own steps are changes too.
    if (!going || looking) return
    looking = true
    if (!guarded(log, look).ok) alarm.set(clock() + REST_MS)
    looking = false
  }
  const alarm = createAlarm(deps, pump)
  return {
    pump,
    start() {
      going = true
      pump()
    },
    wake(accountId) {
      hurry(deps, accountId)
      pump()
    },
    async stop() {
      going = false
      alarm.stop()
      await settled(deps, running.values())
    },
  }
}

/** Waits a little for what is under way. */
async function settled({ timers }: DecisionDeps, work: Iterable<Promise<void>>): Promise<void> {
  const patience = new AbortController()
  const enough = timers.sleep(PATIENCE_MS, patience.signal).catch(() => undefined)
  await Promise.race([Promise.allSettled(work), enough])
  patience.abort()
}

/** Decisions nobody is at work on any more: left by a crash, or by a commit that failed. Only a look can tell. */
function settleLost({ store, journal, decided }: DecisionDeps, isRunning: (accountId: AccountId) => boolean): void {
  for (const request of store.incoming.list({ states: ['deciding'] })) {
    if (!isRunning(request.accountId)) decided(journal.move(request, 'unknown', LOST))
  }
}

/** Of each account's held decisions the one that is due first. */
function firstDue({ store }: DecisionDeps): IncomingRequest[] {
  const perAccount = Map.groupBy(store.incoming.list({ states: ['held'] }), ({ accountId }) => accountId)
  return [...perAccount.values()].map((held) => held.reduce((a, b) => (dueAt(b) < dueAt(a) ? b : a)))
}

function dueAt(request: IncomingRequest): number {
  return msOf(request.heldUntil) ?? 0
}

/** What is held only because it could not leave is due now. */
function hurry({ store, journal, clock, log }: DecisionDeps, accountId: AccountId | undefined): void {
  const accountIds = accountId === undefined ? undefined : [accountId]
  guarded(log, () => {
    const waiting = store.incoming
      .list({ accountIds, states: ['held'] })
      .filter(({ reason }) => reason !== undefined && isWaitingError(reason))
    const heldUntil = isoAt(clock())
    journal.commit({ upsert: waiting.map((request) => ({ ...request, heldUntil })) })
  })
}
