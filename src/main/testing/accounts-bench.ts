// An accounts capability over a real database, two invented networks and a vault that can refuse.
import type { AccountId } from '../../shared/contract/common'
import { fail, ok } from '../../shared/contract/result'
import type { Clock, Logger, Timers } from '../networks/ports'
import type { StartPractice } from '../practice-info'
import type { Store } from '../store/open-store'
import { createFakeNetwork, type FakeNetwork } from './fake-network'
import { createFakeVault, type FakeVault } from './fake-vault'
import { practiceInfo } from './practice-info'
import { countingUuid, recordEvents, recordLog, type Recorded } from './recorders'
import { openTempStore, type TempStore } from './temp-store'
import { createVirtualTime, type VirtualTime } from './virtual-time'

export interface AccountsBenchDeps {
  readonly store: Store
  readonly vault: FakeVault
  readonly networks: { readonly bitrix24: FakeNetwork; readonly bluesky: FakeNetwork }
  readonly startPractice: StartPractice
  readonly emit: Recorded['emit']
  readonly clock: Clock
  readonly timers: Timers
  readonly uuid: () => string
  readonly log: Logger
}

interface Listeners {
  usable(id: AccountId): void
  removing(id: AccountId): void
  removed(id: AccountId): void
}

interface Life {
  listen(listeners: Listeners): void
  start(): void
  stop(): Promise<void>
}

export interface AccountsBench<A extends Life> {
  readonly accounts: A
  readonly temp: TempStore
  readonly vault: FakeVault
  readonly bitrix24: FakeNetwork
  readonly bluesky: FakeNetwork
  readonly events: Recorded
  readonly time: VirtualTime
  /** `usable ID`, `removing ID`, `removed ID`, as announced. */
  readonly told: string[]
  practicePort: number
  practiceUp: boolean
  /** The app starts again on what is stored: new networks, nothing in memory. */
  restart(): void
  dispose(): Promise<void>
}

export function createAccountsBench<A extends Life>(make: (deps: AccountsBenchDeps) => A): AccountsBench<A> {
  const temp = openTempStore()
  const vault = createFakeVault()
  const time = createVirtualTime()
  const events = recordEvents()
  const told: string[] = []
  const shared = { store: temp.store, vault, emit: events.emit, uuid: countingUuid(), log: recordLog() }
  const startPractice: StartPractice = () => {
    const { practiceUp, practicePort } = bench
    return Promise.resolve(practiceUp ? ok(practiceInfo(practicePort)) : fail('accounts.practiceUnavailable', 'later'))
  }
  const begin = () => {
    const networks = { bitrix24: createFakeNetwork('bitrix24'), bluesky: createFakeNetwork('bluesky') }
    const accounts = make({ ...shared, networks, startPractice, clock: time.clock, timers: time.timers })
    accounts.listen({
      usable: (id) => told.push(`usable ${id}`),
      removing: (id) => told.push(`removing ${id}`),
      removed: (id) => told.push(`removed ${id}`),
    })
    accounts.start()
    return { accounts, ...networks }
  }
  const bench = {
    ...begin(),
    temp,
    vault,
    events,
    time,
    told,
    practicePort: 4000,
    practiceUp: true,
    restart: () => {
      Object.assign(bench, begin())
    },
    dispose: async () => {
      await bench.accounts.stop()
      temp.dispose()
    },
  }
  return bench
}
