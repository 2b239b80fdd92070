// When groups are read without being asked for: at the start and when an account can be used again, where the last reading
// is not of late, and then again and again. A few accounts at a time.
import type { AccountId } from '../../shared/contract/common'
import type { Account } from '../../shared/contract/accounts'
import type { SyncDeps } from './sync'

export interface SyncSchedule {
  /** The account can be used (again). */
  wake(accountId: AccountId): void
  start(): void
  stop(): void
}

export interface SyncScheduleDeps extends Pick<SyncDeps, 'store' | 'accounts' | 'clock' | 'timers' | 'random' | 'log'> {
  /** Readings under way, those the user asked for included. */
  running(): number
  run(accountId: AccountId): Promise<unknown>
}

const EVERY_MS = 15 * 60_000
/** Part of the time between two readings that differs from account to account and from time to time. */
const JITTER = 0.2
/** Who cancelled a reading is not read to again before. */
const CANCELLED_MS = 24 * 3_600_000
const TICK_MS = 30_000
const AT_ONCE = 3

/** States in which a request would fail, or disturb: the call that ends them is another's. */
const UNUSABLE: readonly Account['health'][] = ['offline', 'signedOut', 'blocked']

export function createSyncSchedule(deps: SyncScheduleDeps): SyncSchedule {
  const { accounts, clock, timers, random, log } = deps
  const stopping = new AbortController()
  /** When an account was last tried here, and how long to wait from then. */
  const tried = new Map<AccountId, { readonly at: number; readonly wait: number }>()
  const under = new Set<AccountId>()

  const read = (accountId: AccountId): void => {
    if (under.has(accountId) || !accounts.portOf(accountId, 'groups').ok) return
    under.add(accountId)
    tried.set(accountId, { at: clock(), wait: EVERY_MS * (1 - JITTER / 2 + JITTER * random()) })
    deps
      .run(accountId)
      .catch((error: unknown) => {
        log.warn('groups could not be read', { error: String(error) })
      })
      .finally(() => {
        under.delete(accountId)
        if (!stopping.signal.aborted) look()
      })
  }
  const look = (): void => {
    for (const { id, health, ports } of accounts.list()) {
      if (deps.running() >= AT_ONCE) return
      if (!ports.includes('groups') || UNUSABLE.includes(health)) continue
      const { at, wait } = tried.get(id) ?? { at: Number.NEGATIVE_INFINITY, wait: EVERY_MS }
      if (Math.abs(clock() - at) >= wait && isDue(deps, id, wait)) read(id)
    }
  }
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      look()
      await timers.sleep(TICK_MS, stopping.signal)
    }
  }
  return {
    wake(accountId) {
      tried.delete(accountId)
      look()
    },
    start() {
      loop().catch((error: unknown) => {
        if (!stopping.signal.aborted) log.error('groups are no longer read by themselves', { error: String(error) })
      })
    },
    stop() {
      stopping.abort()
    },
  }
}

/** @param wait milliseconds since the last reading after which the next is due */
function isDue({ store, clock }: SyncScheduleDeps, accountId: AccountId, wait: number): boolean {
  const stored = store.sync.get(accountId)
  if (stored?.finishedAt === undefined) return stored?.state !== 'running'
  const age = Math.abs(clock() - Date.parse(stored.finishedAt))
  if (stored.state === 'cancelled') return age >= CANCELLED_MS
  return stored.state === 'failed' || age >= wait
}
