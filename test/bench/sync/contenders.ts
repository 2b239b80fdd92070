// Who reads all groups of a portal: our client into our database, and the official SDK in the two ways its documentation
// shows. All ask for the same fields of the same method.
import { B24Hook } from '@bitrix24/b24jssdk'
import { createSync } from '../../../src/main/groups/sync'
import { createFakeAccounts } from '../../../src/main/testing/fake-accounts'
import { accountRecord } from '../../../src/main/testing/records'
import { openTempStore } from '../../../src/main/testing/temp-store'
import type { AccountId } from '../../../src/shared/contract/common'
import type { Contender, Readings } from '../support/bench'
import { REAL_TIME, SILENT_LOG, connectOurs } from '../support/our-client'
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

/** Ready to read; an account is connected once, not for every reading. */
interface Reader {
  /** @returns how many groups it got. */
  read(): Promise<number>
  close?(): Promise<void>
}
type Prepare = (portal: BigPortal, world: SyncWorld) => Promise<Reader>

/** The whole way into the database, as the app reads a new account. */
const intoStore: Prepare = async (portal, world) => {
  const { webhookUrl } = portal
  const connection = await connectOurs({ account: ACCOUNT, webhookUrl, caPem: world.tls.pem })
  const temp = openTempStore()
  const ports = connection.groups === undefined ? {} : { groups: connection.groups }
  const sync = createSync({
    store: temp.store,
    accounts: createFakeAccounts(temp.store, [{ record: accountRecord(ACCOUNT), ports }]),
    avatarKey: () => undefined,
    emit: silent,
    ...REAL_TIME,
    random: Math.random,
    log: SILENT_LOG,
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
