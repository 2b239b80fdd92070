// An outbox over a real database and a pretended service for each of two accounts.
import { dirname, join } from 'node:path'
import type { Composed, MessageCheck } from '../../shared/contract/messages'
import type { News } from '../../shared/contract/notices'
import { ok, type Result } from '../../shared/contract/result'
import type { Clock, Logger, OutgoingMessage, Timers } from '../networks/ports'
import { createFileBytes, type FileBytes } from '../store/file-bytes'
import type { Store } from '../store/open-store'
import { createFakeAccounts, type FakeAccounts } from './fake-accounts'
import { createFakeMessages, type FakeMessages } from './fake-messages'
import { createLives, type Life, type Lives } from './lives'
import { LINE_CODE, accountId, accountRecord } from './records'
import { countingUuid, recordEvents, recordLog, type Recorded } from './recorders'
import { openTempStore, type TempStore } from './temp-store'
import { createVirtualTime, type VirtualTime } from './virtual-time'

/** What an outbox is made with, as far as the bench provides it. */
export interface BenchDeps {
  readonly store: Store
  readonly fileBytes: FileBytes
  readonly accounts: FakeAccounts
  readonly check: (composed: Composed, sendAt: number) => Result<MessageCheck, 'accounts.notFound'>
  readonly holdSeconds: () => number
  readonly emit: Recorded['emit']
  readonly clock: Clock
  readonly timers: Timers
  readonly uuid: () => string
  readonly log: Logger
  readonly tell: (news: readonly News[]) => void
  readonly text: (key: string, params?: Readonly<Record<string, string | number>>) => string
  readonly saveTextFile: (suggestedName: string, text: string) => Promise<string | undefined>
  readonly crashPoint: (name: string) => void
}

export interface OutboxBench<Outbox extends Life> extends Pick<
  Lives<Outbox>,
  'temp' | 'points' | 'dieAt' | 'restart' | 'dispose'
> {
  readonly outbox: Outbox
  readonly time: VirtualTime
  readonly accounts: FakeAccounts
  readonly events: Recorded
  readonly log: ReturnType<typeof recordLog>
  /** The service of account `a`; accounts `b` and `c` have their own. */
  readonly service: FakeMessages
  readonly otherService: FakeMessages
  readonly thirdService: FakeMessages
  /** News told. */
  readonly told: News[]
}

/** What an earlier run left: its database, what had arrived at the service of account `a`, and what time it was. */
export interface LeftBehind {
  readonly folder: string
  readonly delivered: readonly OutgoingMessage[]
  readonly now: number
}

const sizes = {
  textChars: 0,
  textLimit: 20_000,
  attachBytes: 0,
  keyboardBytes: 0,
  warnBytes: 0,
  attachChars: 0,
  keyboardChars: 0,
  blockChars: 0,
}

/** Where a bench keeps files: beside its database. */
export const filesOf = (temp: Pick<TempStore, 'path'>): string => join(dirname(temp.path), 'files')

export function passes(): Result<MessageCheck, never> {
  return ok({ canSend: true, problems: [], warnings: [], sizes, slot: { state: 'notApplicable' as const } })
}

export function createOutboxBench<Outbox extends Life>(
  make: (deps: BenchDeps) => Outbox,
  overrides: Partial<Pick<BenchDeps, 'check' | 'holdSeconds' | 'saveTextFile'>> = {},
  left?: LeftBehind,
): OutboxBench<Outbox> {
  const time = createVirtualTime(left?.now)
  const events = recordEvents()
  const log = recordLog()
  const service = createFakeMessages()
  service.delivered.push(...(left?.delivered ?? []))
  const otherService = createFakeMessages()
  const thirdService = createFakeMessages()
  const { clock, timers } = time
  const told: News[] = []
  const base = {
    check: passes,
    holdSeconds: () => 0,
    // A text is its key with what goes into it, in any order a catalogue may choose.
    text: (key: string, params = {}) => [key, ...Object.values(params)].join(' '),
    tell: (news: readonly News[]) => void told.push(...news),
    saveTextFile: (name: string) => Promise.resolve<string | undefined>(`/home/ann/${name}`),
    uuid: countingUuid(),
    clock,
    timers,
    ...overrides,
  }
  let accounts: FakeAccounts | undefined
  const temp = openTempStore(left?.folder)
  const fileBytes = createFileBytes(filesOf(temp))
  const lives = createLives(
    time,
    (store, crashPoint) => {
      accounts = createFakeAccounts(store, [
        { record: accountRecord('a'), ports: { messages: service.port } },
        { record: accountRecord('b', { host: 'other.example' }), ports: { messages: otherService.port } },
        { record: accountRecord('c', { host: 'third.example' }), ports: { messages: thirdService.port } },
      ])
      return make({ ...base, store, fileBytes, accounts, emit: events.emit, log, crashPoint })
    },
    temp,
  )
  return {
    ...lives,
    time,
    events,
    log,
    service,
    otherService,
    thirdService,
    told,
    get outbox() {
      return lives.now
    },
    get accounts() {
      if (accounts === undefined) throw new Error('no life yet')
      return accounts
    },
  }
}

export const toDialog = (dialogId: string, text = 'hello') => ({
  accountId: accountId('a'),
  target: { kind: 'dialog' as const, dialogId },
  text,
})

export const toPerson = (userId: string, text = 'hello') => ({
  accountId: accountId('a'),
  target: { kind: 'network' as const, lineCode: LINE_CODE, userId },
  text,
})
