import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { GroupsPort, PortGroup } from '../networks/ports'
import { createFakeAccounts, type FakeAccounts } from '../testing/fake-accounts'
import { accountId, accountRecord, group } from '../testing/records'
import { recordEvents, recordLog, type Recorded } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime } from '../testing/virtual-time'
import { createGroups, type GroupsCapability } from './groups'

let temp: TempStore
let accounts: FakeAccounts
let events: Recorded
let groups: GroupsCapability
/** Pages of the next reading, and how it ends. */
let pages: PortGroup[][]
let ending: Result<void>
let readings: number
let hold: Promise<void> | undefined
let aborted: boolean
const a = accountId('a')

const portGroup = (groupId: string, fields: Partial<PortGroup> = {}): PortGroup => {
  const { accountId: _account, ...rest } = group('a', groupId, fields)
  return rest
}

const port: GroupsPort = {
  async readAll(onPage, signal) {
    readings += 1
    await hold
    let loaded = 0
    for (const page of pages) {
      loaded += page.length
      onPage(page, { loaded, total: pages.flat().length })
    }
    aborted = signal?.aborted === true
    return ending
  },
  get: (groupId) =>
    Promise.resolve(
      groupId === '404' ? fail('groups.notFound') : ok({ ...portGroup(groupId, { name: 'Renamed' }), members: [] }),
    ),
}

beforeEach(() => {
  temp = openTempStore()
  accounts = createFakeAccounts(temp.store, [
    { record: accountRecord('a'), ports: { groups: port } },
    { record: accountRecord('b', { ports: ['messages'] }), ports: {} },
  ])
  events = recordEvents()
  pages = [[portGroup('1'), portGroup('2')], [portGroup('3')]]
  ending = ok(undefined)
  readings = 0
  hold = undefined
  aborted = false
  groups = make()
})

afterEach(() => {
  temp.dispose()
})

const make = (): GroupsCapability =>
  createGroups({ store: temp.store, accounts, emit: events.emit, clock: createVirtualTime().clock, log: recordLog() })
const sync = () => groups.handlers['groups.sync']({ accountId: a })
const known = (): string[] =>
  temp.store.groups.search({ sort: 'name', limit: 50, offset: 0 }).items.map((g) => g.groupId)

describe('reading all groups', () => {
  test('keeps page by page, tells the progress, and answers when done', async () => {
    const answer = await sync()
    expect(answer).toMatchObject({ ok: true, data: { state: 'done', loaded: 3, total: 3 } })
    expect(known()).toEqual(['1', '2', '3'])
    const told = events.of('groups.changed').map(({ sync: s, upsert }) => [s?.state, s?.loaded, upsert.length])
    expect(told).toEqual([
      ['running', 0, 0],
      ['running', 2, 2],
      ['running', 3, 1],
      ['done', 3, 0],
    ])
  })

  test('is done once for two callers at once, and again for a later one', async () => {
    const [first, second] = await Promise.all([sync(), sync()])
    expect(first).toEqual(second)
    expect(readings).toBe(1)
    await sync()
    expect(readings).toBe(2)
  })

  test('removes what has vanished, but only after a complete reading', async () => {
    await sync()
    pages = [[portGroup('1')]]
    ending = fail('net.timeout', 'later')
    expect(await sync()).toEqual(fail('net.timeout', 'later'))
    expect(known()).toEqual(['1', '2', '3'])
    const states = await groups.handlers['groups.syncStates']({})
    expect(states).toMatchObject({
      ok: true,
      data: [{ accountId: a, state: 'failed', reason: 'net.timeout', loaded: 1 }],
    })
    ending = ok(undefined)
    await sync()
    expect(known()).toEqual(['1'])
  })

  test('states are listed for accounts that have groups, also when never read', async () => {
    expect(await groups.handlers['groups.syncStates']({})).toEqual(ok([{ accountId: a, state: 'never', loaded: 0 }]))
    expect(await groups.handlers['groups.sync']({ accountId: accountId('b') })).toEqual(fail('accounts.noPort'))
    expect(await groups.handlers['groups.sync']({ accountId: accountId('z') })).toEqual(fail('accounts.notFound'))
  })

  test('that the last run of the app left behind is not running any more', async () => {
    temp.store.groups.saveSync({ accountId: a, state: 'running', loaded: 40, total: 90 }, 1)
    make().start()
    expect(await groups.handlers['groups.syncStates']({})).toMatchObject({
      data: [{ state: 'failed', reason: 'net.cancelled', loaded: 40 }],
    })
  })

  test('for an account that is removed meanwhile breaks off and brings nothing back', async () => {
    let release: () => void = () => undefined
    hold = new Promise((done) => {
      release = done
    })
    const answer = sync()
    temp.store.accounts.remove(a)
    accounts.remove(a)
    release()
    expect(await answer).toEqual(fail('accounts.notFound'))
    expect(known()).toEqual([])
  })

  test('whose port throws has failed, and can be read again (it would be "running" for ever)', async () => {
    hold = Promise.reject(new Error('a bug'))
    expect(await sync()).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(temp.store.groups.syncState(a)).toMatchObject({ state: 'failed', reason: 'internal' })
    hold = undefined
    expect(await sync()).toMatchObject({ ok: true })
  })

  test('is told to stop when the app stops', async () => {
    let release: () => void = () => undefined
    hold = new Promise((done) => {
      release = done
    })
    ending = fail('net.cancelled')
    const answer = sync()
    groups.stop()
    release()
    await answer
    expect(aborted).toBe(true)
  })
})

describe('one group', () => {
  test('is read from the service, and what is known of it is brought up to date', async () => {
    await sync()
    const answer = await groups.handlers['groups.get']({ accountId: a, groupId: '2' })
    expect(answer).toMatchObject({ ok: true, data: { accountId: a, name: 'Renamed', members: [] } })
    expect(temp.store.groups.get(a, '2')?.name).toBe('Renamed')
    pages = [[portGroup('2')]]
    await sync()
    expect(known()).toEqual(['2'])
  })

  test('that is not in the list is shown and not added to it', async () => {
    expect(await groups.handlers['groups.get']({ accountId: a, groupId: '9' })).toMatchObject({ ok: true })
    expect(known()).toEqual([])
    expect(await groups.handlers['groups.get']({ accountId: a, groupId: '404' })).toEqual(fail('groups.notFound'))
  })

  test('gets the relation a request showed, and the windows hear of it', async () => {
    await sync()
    groups.setRelation(a, '1', 'requested')
    groups.setRelation(a, 'unknown', 'member')
    expect(temp.store.groups.get(a, '1')?.relation).toBe('requested')
    expect(events.of('groups.changed').at(-1)?.upsert).toMatchObject([{ groupId: '1', relation: 'requested' }])
    expect(known()).toHaveLength(3)
  })

  test('search answers items and total', async () => {
    await sync()
    expect(await groups.handlers['groups.search']({ text: 'group', limit: 2, offset: 0 })).toMatchObject({
      ok: true,
      data: { total: 3, items: [{}, {}] },
    })
  })
})

describe('a join link', () => {
  const preview = { code: 'abc', state: 'open' as const, joinRule: 'approval' as const, canRequest: true }

  test('is previewed where the network has links, and said to be impossible elsewhere', async () => {
    const ask = () => groups.handlers['groups.previewLink']({ accountId: a, link: 'abc' })
    expect(await ask()).toEqual(fail('accounts.noPort'))
    Object.assign(port, { previewLink: () => Promise.resolve(ok(preview)) })
    expect(await ask()).toEqual(ok(preview))
    Object.assign(port, { previewLink: () => Promise.resolve(fail('requests.badLink', 'user')) })
    expect(await ask()).toEqual(fail('requests.badLink', 'user'))
    Object.assign(port, { previewLink: undefined })
  })
})

test('a new account is read by itself once, and an account without groups never', async () => {
  groups.readIfNever(a)
  groups.readIfNever(accountId('b'))
  await groups.handlers['groups.sync']({ accountId: a })
  groups.readIfNever(a)
  expect(readings).toBe(1)
})
