// A requests capability over a real database and a pretended service.
import type { AccountId } from '../../shared/contract/common'
import type { Group } from '../../shared/contract/groups'
import type { News } from '../../shared/contract/notices'
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
  readonly random: () => number
  readonly uuid: () => string
  readonly log: Logger
  readonly holdSeconds: () => number
  readonly watched: () => boolean
  readonly avatarKey: (accountId: AccountId, url: string) => string | undefined
  readonly tell: (news: readonly News[]) => void
  readonly text: (key: string, params?: Readonly<Record<string, string | number>>) => string
  readonly relationLearnt: (learnt: {
    readonly accountId: AccountId
    readonly groupId: string
    readonly relation: Relation
  }) => void
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
  /** News told. */
  readonly told: News[]
  /** To be changed: whether somebody looks at the window, and the undo window of the settings. */
  readonly surroundings: { watched: boolean; holdSeconds: number }
  /** The accounts of the life that runs now. */
  readonly accounts: FakeAccounts
}

export interface RequestsBenchOptions {
  readonly service?: FakeRequests
  /** Further accounts, each with its own service. */
  readonly others?: Readonly<Record<string, FakeRequests>>
  /** Groups that are known besides group 5. */
  readonly groups?: readonly Group[]
}

export function createRequestsBench<Requests extends Life>(
  make: (deps: RequestsBenchDeps) => Requests,
  { service = createFakeRequests(), others = {}, groups = [] }: RequestsBenchOptions = {},
): RequestsBench<Requests> {
  const time = createVirtualTime()
  const events = recordEvents()
  const log = recordLog()
  const learnt: string[] = []
  const uuid = countingUuid()
  const { clock, timers } = time
  const told: News[] = []
  const now = { watched: true, holdSeconds: 5 }
  const given = Object.entries({ a: service, ...others })
  let accounts: FakeAccounts | undefined
  const surroundings = {
    random: () => 0.5,
    holdSeconds: () => now.holdSeconds,
    watched: () => now.watched,
    avatarKey: (_account: AccountId, url: string) =>
      url
        .replaceAll(/[^a-z0-9]/g, '')
        .padEnd(32, '0')
        .slice(0, 32),
    tell: (news: readonly News[]) => void told.push(...news),
    text: named,
  }
  const lives = createLives(time, (store, crashPoint) => {
    accounts = createFakeAccounts(
      store,
      given.map(([id, { port }]) => ({ record: accountRecord(id), ports: { requests: port } })),
    )
    store.groups.upsertPage([group('a', '5', { name: 'Sales' }), ...groups], 1)
    const relationLearnt: RequestsBenchDeps['relationLearnt'] = ({ accountId, groupId, relation }) => {
      learnt.push(`${groupId} ${relation}`)
      store.groups.setRelation(accountId, groupId, relation)
    }
    const heard = { emit: events.emit, log, relationLearnt, crashPoint }
    return make({ store, accounts, clock, timers, uuid, ...surroundings, ...heard })
  })
  return {
    ...lives,
    time,
    events,
    log,
    service,
    learnt,
    told,
    get requests() {
      return lives.now
    },
    get accounts() {
      if (accounts === undefined) throw new Error('no life has begun')
      return accounts
    },
    surroundings: now,
  }
}

/** A text's name and what it was filled with, instead of the text. */
function named(key: string, params: Readonly<Record<string, string | number>> = {}): string {
  return [key, ...Object.entries(params).map(([name, value]) => `${name}=${value}`)].join(' ')
}
