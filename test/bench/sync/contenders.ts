// Who reads all groups of a portal: our client into our database, and the official SDK in the two ways its documentation
// shows. All ask for the same fields of the same method.
import { setTimeout as wait } from 'node:timers/promises'
import { B24Hook } from '@bitrix24/b24jssdk'
import { createSync } from '../../../src/main/groups/sync'
import { createBitrix24 } from '../../../src/main/networks/bitrix24'
import type { Connection, NetworkDeps } from '../../../src/main/networks/ports'
import { createFakeAccounts } from '../../../src/main/testing/fake-accounts'
import { accountRecord } from '../../../src/main/testing/records'
import { openTempStore } from '../../../src/main/testing/temp-store'
import type { AccountId, JsonValue } from '../../../src/shared/contract/common'
import { fail, ok } from '../../../src/shared/contract/result'
import type { Contender, Readings } from '../support/bench'
import { openPortal, type BigPortal, type SyncWorld } from './portal'

const ACCOUNT = 'account-1' as AccountId
const METHOD = 'socialnetwork.api.workgroup.list'
const SELECT = ['ID', 'NAME', 'DESCRIPTION', 'VISIBLE', 'OPENED', 'CLOSED', 'TYPE', 'PROJECT', 'SUBJECT_ID', 'KEYWORDS']
const MORE = ['OWNER_ID', 'NUMBER_OF_MEMBERS', 'DATE_CREATE', 'DATE_ACTIVITY', 'AVATAR']

/** As the SDK's documentation of `callList` and `fetchList` asks for a list that is not named `result`. */
const LIST = {
  method: METHOD,
  params: { select: [...SELECT, ...MORE], params: { mode: 'mobile' } },
  idKey: 'id',
  cursorIdKey: 'ID',
  customKeyForResult: 'workgroups',
}

const silent = (): void => undefined

function depsOf(): NetworkDeps {
  const state = new Map<string, JsonValue>()
  return {
    clock: Date.now,
    timers: { sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}) },
    random: Math.random,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    state: { get: (key) => state.get(key), set: (key, value) => void state.set(key, value) },
    userAgent: 'Bellhop/bench',
    allowHttpOrigin: () => false,
    systemCa: () => [],
    proxyFor: () => Promise.resolve(undefined),
    onCall: silent,
  }
}

async function connected(portal: BigPortal, { tls }: SyncWorld): Promise<Connection> {
  const network = createBitrix24(depsOf())
  const input = { webhookUrl: portal.webhookUrl, trust: { caPem: tls.pem } }
  const connecting = await network.connect(input, { practice: false })
  if (!connecting.ok) throw new Error(`could not connect: ${connecting.error.code}`)
  const { secrets, ...identity } = connecting.data
  return network.open({
    ...identity,
    id: ACCOUNT,
    practice: false,
    onHealth: silent,
    secrets: {
      read: (field) => (secrets[field] === undefined ? fail('vault.secretMissing', 'user') : ok(secrets[field])),
      write: () => Promise.resolve(ok(undefined)),
    },
  })
}

/** Ready to read; an account is connected once, not for every reading. */
interface Reader {
  /** @returns how many groups it got. */
  read(): Promise<number>
  close?(): Promise<void>
}
type Prepare = (portal: BigPortal, world: SyncWorld) => Promise<Reader>

/** The whole way into the database, as the app reads a new account. */
const intoStore: Prepare = async (portal, world) => {
  const connection = await connected(portal, world)
  const temp = openTempStore()
  const ports = connection.groups === undefined ? {} : { groups: connection.groups }
  const sync = createSync({
    store: temp.store,
    accounts: createFakeAccounts(temp.store, [{ record: accountRecord(ACCOUNT), ports }]),
    avatarKey: () => undefined,
    emit: silent,
    clock: Date.now,
    timers: { sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}) },
    random: Math.random,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    crashPoint: silent,
  })
  return {
    async read() {
      const read = await sync.handlers['groups.sync']({ accountId: ACCOUNT })
      if (!read.ok) throw new Error(`could not read: ${read.error.code}`)
      return temp.store.sync.countGroups(ACCOUNT)
    },
    async close() {
      await sync.stop()
      await connection.close()
      temp.dispose()
    },
  }
}

const byCallList: Prepare = ({ webhookUrl }) => {
  const b24 = B24Hook.fromWebhookUrl(webhookUrl)
  return Promise.resolve({
    async read() {
      const answer = await b24.actions.v2.callList.make<{ id: string }>(LIST)
      return new Set(answer.getData()?.map(({ id }) => id)).size
    },
  })
}

const byFetchList: Prepare = ({ webhookUrl }) => {
  const b24 = B24Hook.fromWebhookUrl(webhookUrl)
  return Promise.resolve({
    async read() {
      const ids = new Set<string>()
      const pages = b24.actions.v2.fetchList.make<{ id: string }>(LIST)
      for await (const page of pages) for (const { id } of page) ids.add(id)
      return ids.size
    },
  })
}

/** A round on a portal of its own: fewer groups than there are is a failure, not a fast reading. */
async function round(world: SyncWorld, prepare: Prepare): Promise<Readings> {
  const portal = await openPortal(world)
  try {
    const visible = await portal.visible()
    const reader = await prepare(portal, world)
    await portal.begin()
    const started = performance.now()
    const groups = await reader.read()
    const seconds = (performance.now() - started) / 1000
    await reader.close?.()
    if (groups !== visible) throw new Error(`${groups} groups were read, ${visible} are there`)
    return { seconds, requests: await portal.requests(), groups }
  } finally {
    await portal.close()
  }
}

type Extra = Pick<Contender<SyncWorld>, 'ours' | 'rounds'>

const contender = (name: string, prepare: Prepare, extra: Extra): Contender<SyncWorld> => ({
  name,
  ...extra,
  start: (world) => Promise.resolve({ run: () => round(world, prepare) }),
})

export const ours = contender('Bellhop', intoStore, { ours: true })
/** They take more than a minute each, and the limit leaves them no room to differ. */
export const callList = contender('b24jssdk, callList', byCallList, { rounds: 1 })
export const fetchList = contender('b24jssdk, fetchList', byFetchList, { rounds: 1 })
