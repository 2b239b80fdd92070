// One account whose groups are read by a scripted port into a real database, for tests of reading.
import { fail, ok, type Result } from '../../shared/contract/result'
import type { SyncState } from '../../shared/contract/groups'
import type { AccountId } from '../../shared/contract/common'
import type { Clock, GroupsPage, GroupsPort, GroupsReading, Logger, PortGroup, Timers } from '../networks/ports'
import type { Store } from '../store/open-store'
import type { StoredSync } from '../store/sync-repository'
import { createFakeAccounts, type FakeAccounts } from './fake-accounts'
import { accountId, accountRecord, group } from './records'
import { recordEvents, recordLog, type Recorded } from './recorders'
import { openTempStore, type TempStore } from './temp-store'
import { createVirtualTime, type VirtualTime } from './virtual-time'

type Answer = Awaited<ReturnType<GroupsPort['read']>>
type Script = (reading: GroupsReading) => Promise<Answer>

type Handler<I> = (input: I) => Promise<Result<SyncState>> | Result<SyncState>

/** The part of a sync that tests use of it. */
interface Syncs {
  readonly handlers: {
    readonly 'groups.sync': Handler<{ accountId: AccountId; full?: boolean }>
    readonly 'groups.cancelSync': Handler<{ accountId: AccountId }>
  }
  stop(): Promise<void>
}

/** What it is made with. */
interface SyncBenchDeps {
  readonly store: Store
  readonly accounts: FakeAccounts
  readonly avatarKey: () => undefined
  readonly emit: Recorded['emit']
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly log: Logger
  readonly crashPoint: (name: string) => void
}

/** Account `a` has groups, account `b` has none. */
export interface SyncBench<S extends Syncs> {
  temp: TempStore
  accounts: FakeAccounts
  events: Recorded
  time: VirtualTime
  sync: S
  /** Named moments passed. */
  points: string[]
  /** What the port was given. */
  readings: GroupsReading[]
  /** What it does with it. */
  script: Script
  read(input?: { full?: boolean }): Promise<Result<SyncState>>
  cancel(): Promise<Result<SyncState>>
  stored(): StoredSync | undefined
  /** Ids of the groups held, by name. */
  known(): string[]
  /** The states windows were told. */
  states(): (SyncState['state'] | undefined)[]
}

export const a = accountId('a')
export const b = accountId('b')

export const portGroup = (groupId: string, fields: Partial<PortGroup> = {}): PortGroup => {
  const { accountId: _account, ...rest } = group('a', groupId, fields)
  return rest
}

export const many = (count: number, from = 1): PortGroup[] =>
  Array.from({ length: count }, (_, at) => portGroup(String(from + at)))

export const done: Answer = ok({ cursor: 'mark' })

/** A full reading of these pages, each with a cursor. */
export const full =
  (...pages: readonly GroupsPage[]): Script =>
  async (reading) => {
    reading.begin({ mode: 'full', resumed: reading.cursor?.startsWith('at ') === true })
    for (const [at, page] of pages.entries()) {
      const kept = await reading.keep({ cursor: `at ${at + 1}`, ...page })
      if (!kept.ok) return kept
    }
    return done
  }

export const refresh =
  (...pages: readonly GroupsPage[]): Script =>
  async (reading) => {
    reading.begin({ mode: 'refresh', resumed: false })
    for (const page of pages) await reading.keep(page)
    return ok({ cursor: 'newer mark' })
  }

function make<S extends Syncs>(createSync: (deps: SyncBenchDeps) => S, on: SyncBench<S>): SyncBench<S> {
  const temp = openTempStore()
  const time = createVirtualTime()
  const events = recordEvents()
  const points: string[] = []
  const readings: GroupsReading[] = []
  const port: GroupsPort = {
    read(reading) {
      readings.push(reading)
      return on.script(reading)
    },
    get: () => Promise.resolve(fail('groups.notFound')),
  }
  const accounts = createFakeAccounts(temp.store, [
    { record: accountRecord('a'), ports: { groups: port } },
    { record: accountRecord('b', { ports: ['messages'] }), ports: {} },
  ])
  const sync = createSync({
    store: temp.store,
    accounts,
    avatarKey: () => undefined,
    emit: events.emit,
    clock: time.clock,
    timers: time.timers,
    random: () => 0.5,
    log: recordLog(),
    crashPoint: (name) => void points.push(name),
  })
  return {
    temp,
    accounts,
    events,
    time,
    sync,
    points,
    readings,
    script: full({ groups: many(2), total: 3 }, { groups: many(1, 3), total: 3 }),
    read: async (input = {}) => sync.handlers['groups.sync']({ accountId: a, ...input }),
    cancel: async () => sync.handlers['groups.cancelSync']({ accountId: a }),
    stored: () => temp.store.sync.get(a),
    known: () => temp.store.groups.search({ sort: 'name', limit: 500, offset: 0 }).items.map((g) => g.groupId),
    states: () => events.of('groups.changed').map(({ sync: state }) => state?.state),
  }
}

/** Call `begin` before each test and `end` after it; the object stays the same. */
export function createSyncBench<S extends Syncs>(
  createSync: (deps: SyncBenchDeps) => S,
): SyncBench<S> & {
  begin(): void
  end(): Promise<void>
} {
  const on = {
    begin: () => void Object.assign(on, make(createSync, on)),
    async end() {
      await on.sync.stop()
      on.temp.dispose()
    },
  } as SyncBench<S> & { begin(): void; end(): Promise<void> }
  return on
}
