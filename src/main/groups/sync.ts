// Reading the groups of accounts: on demand and by itself, one reading per account at a time, that can be cancelled and
// gone on with. Deletions and progress are the reading's matter.
import { answerAs } from '../../shared/contract/answer'
import type { AccountId } from '../../shared/contract/common'
import type { SyncState } from '../../shared/contract/groups'
import type { Emit, HandlersOf, RoutesOf } from '../../shared/contract/index'
import { fail, ok, type Result } from '../../shared/contract/result'
import { isoAt } from '../../shared/domain/time'
import type { Accounts, Clock, Logger, Timers } from '../networks/ports'
import type { Store } from '../store/open-store'
import type { AvatarKeyOf } from './avatars'
import { presentSync, Reading } from './sync-reading'
import { createSyncSchedule } from './sync-schedule'

export interface SyncDeps {
  readonly store: Pick<Store, 'groups' | 'sync' | 'transaction'>
  readonly accounts: Accounts
  readonly avatarKey: AvatarKeyOf
  readonly emit: Emit
  readonly clock: Clock
  readonly timers: Timers
  /** In [0, 1). */
  readonly random: () => number
  readonly log: Logger
  /** Called at named moments of a reading; a crash test ends the process there. */
  readonly crashPoint: (name: string) => void
  /** A reading of the account's groups has come to its end. */
  readonly onRead?: (accountId: AccountId) => void
}

export interface RunOptions {
  /** Everything, not only what changed. */
  readonly full?: boolean
  /** Nobody asked for it. */
  readonly quiet?: boolean
}

export interface Sync {
  readonly handlers: Pick<HandlersOf<RoutesOf<'groups'>>, 'groups.sync' | 'groups.cancelSync' | 'groups.syncStates'>
  /** Something became known of my relation to a group: a page that is under way is older. */
  relationLearnt(accountId: AccountId, groupId: string): void
  /** The account can be used (again): read when it never was, or not lately. */
  wake(accountId: AccountId): void
  /** Something is there that the last reading did not bring: read now, unasked; but not where the user has cancelled. */
  read(accountId: AccountId): void
  /** Puts right what the last run of the app left, and begins to read by itself. */
  start(): void
  /** Resolves when nothing is read any more. */
  stop(): Promise<void>
}

const DAY_MS = 24 * 3_600_000

interface Running {
  readonly reading: Reading
  readonly answer: Promise<Result<SyncState>>
  readonly full: boolean
  cancel(): void
}

export function createSync(deps: SyncDeps): Sync {
  const { store, accounts, log } = deps
  const runs = createRuns(deps)
  const schedule = createSyncSchedule({
    ...deps,
    running: runs.count,
    run: (accountId) => runs.run(accountId, { quiet: true }),
  })
  const undeclared = (code: string): void => {
    log.error('a groups route answered with a code it does not declare', { code })
  }
  const stateOf = (accountId: AccountId): SyncState => {
    const stored = store.sync.get(accountId)
    return stored === undefined ? { accountId, state: 'never', loaded: 0 } : presentSync(stored)
  }
  return {
    handlers: {
      'groups.sync': async ({ accountId, full }) =>
        answerAs('groups.sync', await runs.run(accountId, { full: full === true }), undeclared),
      async 'groups.cancelSync'({ accountId }) {
        if (accounts.get(accountId) === undefined) return fail('accounts.notFound')
        await runs.cancel(accountId)
        return ok(stateOf(accountId))
      },
      'groups.syncStates': () =>
        ok(accounts.list().flatMap(({ id, ports }) => (ports.includes('groups') ? [stateOf(id)] : []))),
    },
    relationLearnt: runs.relationLearnt,
    wake: schedule.wake,
    read(accountId) {
      if (stateOf(accountId).state === 'cancelled') return
      runs.run(accountId, { quiet: true }).catch((error: unknown) => {
        log.warn('groups could not be read', { error: String(error) })
      })
    },
    start() {
      for (const { id } of accounts.list()) {
        const stored = store.sync.get(id)
        if (stored?.state !== 'running') continue
        store.sync.save({ ...stored, state: 'failed', reason: 'net.cancelled', finishedAt: isoAt(deps.clock()) })
      }
      schedule.start()
    },
    async stop() {
      schedule.stop()
      await runs.stop()
    },
  }
}

interface Runs {
  /** A second caller gets the first one's answer, unless that reading is less than what is asked for. */
  run(accountId: AccountId, options: RunOptions): Promise<Result<SyncState>>
  cancel(accountId: AccountId): Promise<void>
  count(): number
  relationLearnt(accountId: AccountId, groupId: string): void
  stop(): Promise<void>
}

function createRuns(deps: SyncDeps): Runs {
  const running = new Map<AccountId, Running>()
  const stopping = new AbortController()
  const begin = (accountId: AccountId, { full = false, quiet = false }: RunOptions): Promise<Result<SyncState>> => {
    const port = deps.accounts.portOf(accountId, 'groups')
    if (!port.ok) return Promise.resolve(port)
    const cancelling = new AbortController()
    const wanted = full || fullIsDue(deps, accountId)
    const signal = AbortSignal.any([stopping.signal, cancelling.signal])
    const cancelled = (): boolean => cancelling.signal.aborted
    const reading = new Reading(deps, { accountId, port: port.data, full: wanted, quiet, signal, cancelled })
    const answer = reading.run().finally(() => running.delete(accountId))
    answer.then(
      (read) => {
        if (read.ok) deps.onRead?.(accountId)
      },
      () => undefined,
    )
    running.set(accountId, { reading, answer, full: wanted, cancel: () => cancelling.abort() })
    return answer
  }
  return {
    async run(accountId, options) {
      const already = running.get(accountId)
      if (already === undefined) return begin(accountId, options)
      const answer = await already.answer
      return options.full === true && !already.full ? begin(accountId, options) : answer
    },
    async cancel(accountId) {
      const reading = running.get(accountId)
      reading?.cancel()
      await reading?.answer
    },
    count: () => running.size,
    relationLearnt(accountId, groupId) {
      running.get(accountId)?.reading.relationLearnt(groupId)
    },
    async stop() {
      stopping.abort()
      await Promise.all([...running.values()].map(({ answer }) => answer))
    },
  }
}

/** A clock that went back makes the age of the last full reading unknown. */
function fullIsDue({ store, clock }: SyncDeps, accountId: AccountId): boolean {
  const fullAt = store.sync.get(accountId)?.fullAt
  const age = fullAt === undefined ? Infinity : clock() - Date.parse(fullAt)
  return age > DAY_MS || age < 0
}
