// A notices capability over a real database, with a pretended desktop.
import type { Account } from '../../shared/contract/accounts'
import type { Place } from '../../shared/contract/links'
import type { News } from '../../shared/contract/notices'
import type { Settings } from '../../shared/contract/settings'
import { DEFAULT_SETTINGS } from '../../shared/domain/default-settings'
import type { Clock, Logger, Timers } from '../networks/ports'
import type { Store } from '../store/open-store'
import { createFakeAccounts, type FakeAccounts } from './fake-accounts'
import { createLives, type Life, type Lives } from './lives'
import { accountId, accountRecord } from './records'
import { countingUuid, recordEvents, recordLog, type Recorded } from './recorders'
import { createVirtualTime, type VirtualTime } from './virtual-time'

export interface ShownNotice {
  readonly title: string
  readonly body: string
  readonly silent: boolean
  readonly tag?: string
  onClick(): void
}

export interface NoticesBenchDeps {
  readonly store: Store
  readonly accounts: FakeAccounts
  readonly settings: { read(): Settings }
  readonly emit: Recorded['emit']
  readonly clock: Clock
  readonly timers: Timers
  readonly uuid: () => string
  readonly log: Logger
  readonly text: (key: string, params?: Readonly<Record<string, string | number>>) => string
  readonly notify: (notice: ShownNotice) => boolean
  readonly beep: () => void
  readonly go: (place: Place) => void
  readonly watched: () => boolean
  readonly attended: () => boolean
  readonly endPause: () => void
}

export interface NoticesBench<Notices extends Life> extends Pick<Lives<Notices>, 'temp' | 'restart' | 'dispose'> {
  readonly notices: Notices
  readonly time: VirtualTime
  readonly events: Recorded
  readonly log: ReturnType<typeof recordLog>
  readonly accounts: FakeAccounts
  /** Notifications shown. */
  readonly shown: ShownNotice[]
  /** Where clicks led. */
  readonly places: Place[]
  /** To be changed. */
  readonly world: {
    settings: Settings
    watched: boolean
    attended: boolean
    supported: boolean
    beeps: number
    pausesEnded: number
  }
  /** Changes an account's switches. */
  switches(id: string, changed: Partial<Account['notifications']>): void
}

export function createNoticesBench<Notices extends Life>(
  make: (deps: NoticesBenchDeps) => Notices,
): NoticesBench<Notices> {
  const time = createVirtualTime()
  const events = recordEvents()
  const log = recordLog()
  const shown: ShownNotice[] = []
  const places: Place[] = []
  const uuid = countingUuid()
  const world = {
    settings: DEFAULT_SETTINGS,
    watched: false,
    attended: false,
    supported: true,
    beeps: 0,
    pausesEnded: 0,
  }
  const wishes = new Map<string, Partial<Account['notifications']>>()
  const desktop = {
    settings: { read: () => world.settings },
    // A text is its key with what goes into it.
    text: (key: string, params = {}) => [key, ...Object.values(params)].join(' '),
    notify(notice: ShownNotice) {
      if (world.supported) shown.push(notice)
      return world.supported
    },
    beep: () => void (world.beeps += 1),
    go: (place: Place) => void places.push(place),
    watched: () => world.watched,
    attended: () => world.attended,
    endPause() {
      world.pausesEnded += 1
      world.settings = { ...world.settings, pausedUntil: 'no' }
    },
  }
  let accounts: FakeAccounts | undefined
  const lives = createLives(time, (store) => {
    const fake = createFakeAccounts(
      store,
      ['a', 'b', 'c'].map((id) => ({ record: accountRecord(id), ports: {} })),
    )
    const { get } = fake
    accounts = Object.assign(fake, {
      get(id: Account['id']) {
        const found = get(id)
        return found && { ...found, notifications: { ...found.notifications, ...wishes.get(id) } }
      },
    })
    const { clock, timers } = time
    return make({ ...desktop, store, accounts, clock, timers, uuid, log, emit: events.emit })
  })
  return {
    ...lives,
    time,
    events,
    log,
    shown,
    places,
    world,
    get notices() {
      return lives.now
    },
    get accounts() {
      if (accounts === undefined) throw new Error('no life yet')
      return accounts
    },
    switches(id, changed) {
      wishes.set(id, { ...wishes.get(id), ...changed })
    },
  }
}

/** News of a message that was not sent, unless said otherwise. */
export function news(id: string, fields: Partial<News> = {}): News {
  return {
    accountId: accountId('a'),
    kind: 'messageFailed',
    name: `Name ${id}`,
    body: `To Name ${id}`,
    place: { kind: 'outbox', id },
    listPlace: { kind: 'outbox' },
    ...fields,
  }
}
