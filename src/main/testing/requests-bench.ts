// A requests capability over a real database and a pretended service.
import type { AccountId } from '../../shared/contract/common'
import type { Relation } from '../../shared/domain/states'
import type { Clock, Logger, Timers } from '../networks/ports'
import type { Store } from '../store/open-store'
import { createFakeAccounts, type FakeAccounts } from './fake-accounts'
import { createFakeRequests, type FakeRequests } from './fake-requests'
import { createLives, type Life, type Lives } from './lives'
import { accountRecord, group } from './records'
import { countingUuid, recordEvents, recordLog, type Recorded } from './recorders'
import { createVirtualTime, type VirtualTime } from './virtual-time'

export interface RequestsBenchDeps {
  readonly store: Store
  readonly accounts: FakeAccounts
  readonly emit: Recorded['emit']
  readonly clock: Clock
  readonly timers: Timers
  readonly uuid: () => string
  readonly log: Logger
  readonly relationLearnt: (accountId: AccountId, groupId: string, relation: Relation) => void
  readonly crashPoint: (name: string) => void
}

export interface RequestsBench<Requests extends Life> extends Pick<
  Lives<Requests>,
  'temp' | 'points' | 'dieAt' | 'restart' | 'dispose'
> {
  readonly requests: Requests
  readonly time: VirtualTime
  readonly events: Recorded
  readonly log: ReturnType<typeof recordLog>
  readonly service: FakeRequests
  /** `groupId relation`, as learnt. */
  readonly learnt: string[]
}

export function createRequestsBench<Requests extends Life>(
  make: (deps: RequestsBenchDeps) => Requests,
  service = createFakeRequests(),
): RequestsBench<Requests> {
  const time = createVirtualTime()
  const events = recordEvents()
  const log = recordLog()
  const learnt: string[] = []
  const uuid = countingUuid()
  const { clock, timers } = time
  const lives = createLives(time, (store, crashPoint) => {
    const accounts = createFakeAccounts(store, [{ record: accountRecord('a'), ports: { requests: service.port } }])
    store.groups.upsertPage([group('a', '5', { name: 'Sales' })], 1)
    const relationLearnt: RequestsBenchDeps['relationLearnt'] = (accountId, groupId, relation) => {
      learnt.push(`${groupId} ${relation}`)
      store.groups.setRelation(accountId, groupId, relation)
    }
    const told = { emit: events.emit, log, relationLearnt, crashPoint }
    return make({ store, accounts, clock, timers, uuid, ...told })
  })
  return {
    ...lives,
    time,
    events,
    log,
    service,
    learnt,
    get requests() {
      return lives.now
    },
  }
}
