// What the messages capability is made with: a store of its own, a portal's accounts, a Bluesky one, one without messages.
import { ok } from '../../shared/contract/result'
import type { Clock, Logger, MessagesPort } from '../networks/ports'
import type { FileBytes } from '../store/file-bytes'
import type { Store } from '../store/open-store'
import { createFakeAccounts, type FakeAccounts } from './fake-accounts'
import { createFakeMessages } from './fake-messages'
import { accountRecord } from './records'
import { recordLog } from './recorders'
import { openTempStore, type TempStore } from './temp-store'
import { createVirtualTime, type VirtualTime } from './virtual-time'

export interface MessagesBenchDeps {
  readonly store: Store
  readonly accounts: FakeAccounts
  readonly clock: Clock
  readonly log: Logger
  readonly fileBytes: Pick<FileBytes, 'sizeOf'>
}

export interface MessagesBench<C, H> {
  readonly temp: TempStore
  readonly time: VirtualTime
  readonly accounts: FakeAccounts
  readonly check: C
  readonly handlers: H
}

/** The capability under test, by the names of what makes it. */
export interface Makers<C, H> {
  createMessageCheck(deps: MessagesBenchDeps): C
  createMessages(deps: MessagesBenchDeps & { readonly check: C }): { readonly handlers: H }
}

const PEOPLE = [
  { userId: '5', name: 'Bob', active: true },
  { userId: '6', name: 'Bo', active: false },
]

/** What is on disk of every file. */
export const FILE_SIZE = 5

/** `a` and `b` are accounts of one portal, `s` is a Bluesky one, `n` offers no messages. `port` is added to `a`'s. */
export function openMessagesBench<C, H>(make: Makers<C, H>, port: Partial<MessagesPort> = {}): MessagesBench<C, H> {
  const temp = openTempStore()
  const time = createVirtualTime()
  const bitrix: MessagesPort = {
    ...createFakeMessages(['network', 'dialog']).port,
    people: () => Promise.resolve(ok(PEOPLE)),
  }
  const accounts = createFakeAccounts(temp.store, [
    { record: accountRecord('a'), ports: { messages: { ...bitrix, ...port } } },
    { record: accountRecord('b'), ports: { messages: bitrix } },
    {
      record: accountRecord('s', { network: 'bluesky', host: 'bsky.social' }),
      ports: { messages: { ...createFakeMessages(['convo']).port, fileTargets: [] } },
    },
    { record: accountRecord('n'), ports: {} },
  ])
  const fileBytes = { sizeOf: () => FILE_SIZE }
  const deps = { store: temp.store, accounts, clock: time.clock, log: recordLog(), fileBytes }
  const check = make.createMessageCheck(deps)
  return { temp, time, accounts, check, handlers: make.createMessages({ ...deps, check }).handlers }
}
