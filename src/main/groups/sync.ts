// Reading all groups of an account, page by page into the store. What has vanished is removed only after a complete
// reading; a reading that broke off leaves what was there, and says why.
import type { AccountId } from '../../shared/contract/common'
import type { Group, SyncState } from '../../shared/contract/groups'
import type { Emit } from '../../shared/contract/index'
import { fail, ok, type Result } from '../../shared/contract/result'
import { isoAt } from '../../shared/domain/time'
import type { Accounts, Clock, GroupsPort, Logger } from '../networks/ports'
import { guarded, guardedPort } from '../store/guarded'
import type { Store } from '../store/open-store'

interface SyncDeps {
  readonly store: Pick<Store, 'groups'>
  readonly accounts: Accounts
  readonly emit: Emit
  readonly clock: Clock
  readonly log: Logger
}

export interface Sync {
  /** One reading per account at a time: a second caller gets the first one's answer. */
  run(accountId: AccountId): Promise<Result<SyncState>>
  stateOf(accountId: AccountId): SyncState
  /** A reading the last run of the app left behind is not running any more. */
  recover(): void
  stop(): void
}

export function createSync(deps: SyncDeps): Sync {
  const running = new Map<AccountId, Promise<Result<SyncState>>>()
  const stopping = new AbortController()
  const stateOf = (accountId: AccountId): SyncState => {
    const stored = deps.store.groups.syncState(accountId)
    if (stored === undefined) return { accountId, state: 'never', loaded: 0 }
    const { run: _run, ...state } = stored
    return state
  }
  return {
    stateOf,
    run(accountId) {
      const already = running.get(accountId)
      if (already !== undefined) return already
      const port = deps.accounts.portOf(accountId, 'groups')
      if (!port.ok) return Promise.resolve(port)
      const reading = readAll(deps, { accountId, port: port.data, stopped: stopping.signal }).finally(() =>
        running.delete(accountId),
      )
      running.set(accountId, reading)
      return reading
    },
    recover() {
      for (const { id } of deps.accounts.list()) {
        const stored = deps.store.groups.syncState(id)
        if (stored?.state !== 'running') continue
        const { run, ...state } = stored
        deps.store.groups.saveSync({ ...state, state: 'failed', reason: 'net.cancelled' }, run)
      }
    },
    stop() {
      stopping.abort()
    },
  }
}

interface Reading {
  readonly accountId: AccountId
  readonly port: GroupsPort
  readonly stopped: AbortSignal
}

async function readAll(deps: SyncDeps, { accountId, port, stopped }: Reading): Promise<Result<SyncState>> {
  const { store, emit, log } = deps
  const run = (store.groups.syncState(accountId)?.run ?? 0) + 1
  const broken = new AbortController()
  let state: SyncState = { accountId, state: 'running', loaded: 0 }
  const save = (
    next: SyncState,
    page: readonly Group[] = [],
    also: () => void = () => undefined,
  ): Result<SyncState> => {
    const saved = guarded(log, () => {
      store.groups.upsertPage(page, run)
      also()
      store.groups.saveSync(next, run)
    })
    if (!saved.ok) return saved
    state = next
    emit('groups.changed', { accountId, sync: next, upsert: [...page] })
    return ok(next)
  }
  const begun = save(state)
  if (!begun.ok) return begun
  let kept: Result<SyncState> = begun
  const onPage: Parameters<GroupsPort['readAll']>[0] = (groups, { loaded, total }) => {
    if (!kept.ok) return
    const page = groups.map((group) => ({ ...group, accountId }))
    kept = save({ ...state, loaded, total }, page)
    if (!kept.ok) broken.abort()
  }
  const read = await guardedPort(log, () => port.readAll(onPage, AbortSignal.any([stopped, broken.signal])))
  // Removed while it was read: its rows are gone, and nothing may bring them back.
  if (deps.accounts.get(accountId) === undefined) return fail('accounts.notFound')
  const finishedAt = isoAt(deps.clock())
  const failure = kept.ok ? read : kept
  if (failure.ok) {
    return save({ ...state, state: 'done', finishedAt }, [], () => {
      store.groups.removeUnseen(accountId, run)
    })
  }
  save({ ...state, state: 'failed', finishedAt, reason: failure.error.code })
  return failure
}
