import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok } from '../../shared/contract/result'
import type { GroupsPage, GroupsPort, GroupsReading, PortGroup } from '../networks/ports'
import { createFakeAccounts, type FakeAccounts } from '../testing/fake-accounts'
import { accountId, accountRecord, group } from '../testing/records'
import { recordEvents, recordLog, type Recorded } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { createSync, type Sync } from './sync'

type Answer = Awaited<ReturnType<GroupsPort['read']>>

let temp: TempStore
let accounts: FakeAccounts
let events: Recorded
let time: VirtualTime
let sync: Sync
let points: string[]
/** What the port was given, and what it does with it. */
let readings: GroupsReading[]
let script: (reading: GroupsReading) => Promise<Answer>
const a = accountId('a')
const b = accountId('b')

const portGroup = (groupId: string, fields: Partial<PortGroup> = {}): PortGroup => {
  const { accountId: _account, ...rest } = group('a', groupId, fields)
  return rest
}
const many = (count: number, from = 1): PortGroup[] =>
  Array.from({ length: count }, (_, at) => portGroup(String(from + at)))
const done: Answer = ok({ cursor: 'mark' })

/** A full reading of these pages, each with a cursor. */
const full =
  (...pages: readonly GroupsPage[]) =>
  async (reading: GroupsReading): Promise<Answer> => {
    reading.begin({ mode: 'full', resumed: reading.cursor?.startsWith('at ') === true })
    for (const [at, page] of pages.entries()) {
      const kept = await reading.keep({ cursor: `at ${at + 1}`, ...page })
      if (!kept.ok) return kept
    }
    return done
  }
const refresh =
  (...pages: readonly GroupsPage[]) =>
  async (reading: GroupsReading): Promise<Answer> => {
    reading.begin({ mode: 'refresh', resumed: false })
    for (const page of pages) await reading.keep(page)
    return ok({ cursor: 'newer mark' })
  }

const port: GroupsPort = {
  read(reading) {
    readings.push(reading)
    return script(reading)
  },
  get: () => Promise.resolve(fail('groups.notFound')),
}

const make = (): Sync =>
  createSync({
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

beforeEach(() => {
  temp = openTempStore()
  time = createVirtualTime()
  accounts = createFakeAccounts(temp.store, [
    { record: accountRecord('a'), ports: { groups: port } },
    { record: accountRecord('b', { ports: ['messages'] }), ports: {} },
  ])
  events = recordEvents()
  readings = []
  points = []
  script = full({ groups: many(2), total: 3 }, { groups: many(1, 3), total: 3 })
  sync = make()
})

afterEach(async () => {
  await sync.stop()
  temp.dispose()
})

const read = (input: { full?: boolean } = {}) => sync.handlers['groups.sync']({ accountId: a, ...input })
const cancel = () => sync.handlers['groups.cancelSync']({ accountId: a })
const stored = () => temp.store.sync.get(a)
const known = (): string[] =>
  temp.store.groups.search({ sort: 'name', limit: 500, offset: 0 }).items.map((g) => g.groupId)
const states = () => events.of('groups.changed').map(({ sync: s }) => s?.state)

describe('a reading', () => {
  test('keeps page by page and answers when done', async () => {
    expect(await read()).toMatchObject({ ok: true, data: { state: 'done', mode: 'full', loaded: 3, total: 3 } })
    expect(known()).toEqual(['1', '2', '3'])
    expect(stored()).toMatchObject({ cursor: 'mark', fullAt: '2026-01-15T09:00:00.000Z', run: 1 })
    expect(points).toEqual([
      'groups.sync.begun',
      'groups.sync.afterPage',
      'groups.sync.afterPage',
      'groups.sync.beforeDone',
      'groups.sync.afterDone',
    ])
  })

  test('is one per account: a second caller gets the first one’s answer, a later one a new reading', async () => {
    const [first, second] = await Promise.all([read(), read()])
    expect(first).toEqual(second)
    expect(readings).toHaveLength(1)
    await read()
    expect(readings).toHaveLength(2)
  })

  test('of everything is made after one that is less', async () => {
    await read()
    script = refresh()
    const [small, whole] = await Promise.all([read(), read({ full: true })])
    expect([small.ok, whole.ok]).toEqual([true, true])
    expect(readings.map(({ cursor }) => cursor)).toEqual([undefined, 'mark', undefined])
  })

  test('removes exactly what the network calls gone', async () => {
    await read()
    script = refresh({ groups: [], gone: ['2', 'never held'] })
    await read()
    expect(known()).toEqual(['1', '3'])
    expect(events.of('groups.changed').at(-1)).toMatchObject({ reread: true, upsert: [] })
  })

  test('keeps relations of groups that are held', async () => {
    await read()
    script = refresh({ groups: [], relations: new Map([['1', 'owner'], ['99', 'member']]) }) // prettier-ignore
    await read()
    expect(temp.store.groups.get(a, '1')?.relation).toBe('owner')
    expect(events.of('groups.changed').at(-1)?.upsert).toMatchObject([{ groupId: '1', relation: 'owner' }])
    expect(known()).toEqual(['1', '2', '3'])
  })

  test('answers what the network asks about the groups held', async () => {
    await read()
    temp.store.groups.setRelation(a, '2', 'invited')
    const seen: unknown[] = []
    script = async (reading) => {
      const { held } = reading
      reading.begin({ mode: 'full', resumed: false })
      seen.push(held.count(), held.seen(), [...held.related()], [...held.among(['3', '4'])], await held.ids())
      await reading.keep({ groups: [portGroup('3')] })
      seen.push(held.seen(), held.unseen(10), held.unseen(1))
      return done
    }
    await read({ full: true })
    expect(seen).toEqual([3, 0, [['2', 'invited']], ['3'], ['1', '2', '3'], 1, ['1', '2'], ['1']])
  })

  test('that fails says why and leaves what was there', async () => {
    await read()
    script = async (reading) => {
      await full({ groups: [portGroup('1', { name: 'New name' })] })(reading)
      return fail('net.timeout', 'later')
    }
    expect(await read({ full: true })).toEqual(fail('net.timeout', 'later'))
    expect(stored()).toMatchObject({ state: 'failed', reason: 'net.timeout', loaded: 1, cursor: 'at 1' })
    expect(known()).toEqual(['2', '3', '1'])
  })

  test('whose port throws has failed, and can be made again (it would be "running" for ever)', async () => {
    script = () => Promise.reject(new Error('a bug'))
    expect(await read()).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(stored()).toMatchObject({ state: 'failed', reason: 'internal' })
    script = full({ groups: many(1) })
    expect(await read()).toMatchObject({ ok: true })
  })

  test('of an account removed meanwhile breaks off and brings nothing back', async () => {
    script = async (reading) => {
      temp.store.accounts.remove(a)
      accounts.remove(a)
      return full({ groups: many(5) })(reading)
    }
    expect(await read()).toEqual(fail('accounts.notFound'))
    expect(known()).toEqual([])
  })

  test('does not overwrite what became known while its page was under way', async () => {
    await read()
    script = async (reading) => {
      reading.begin({ mode: 'refresh', resumed: false })
      await time.advance(1_000)
      temp.store.groups.setRelation(a, '1', 'requested')
      sync.relationLearnt(a, '1')
      await time.advance(1_000)
      await reading.keep({ groups: [portGroup('1', { name: 'Renamed' })], relations: new Map([['1', 'none']]) })
      await time.advance(1_000)
      await reading.keep({ groups: [] })
      await reading.keep({ groups: [portGroup('1', { relation: 'member' })] })
      return done
    }
    const kept: unknown[] = []
    const upsert = temp.store.groups.upsertPage.bind(temp.store.groups)
    Object.assign(temp.store.groups, {
      upsertPage: (...page: Parameters<typeof upsert>) => {
        kept.push(...page[0].map(({ name, relation }) => [name, relation]))
        return upsert(...page)
      },
    })
    await read()
    expect(kept).toEqual([
      ['Renamed', 'requested'],
      ['Group 1', 'member'],
    ])
  })
})

describe('where a reading goes on', () => {
  test('is at the cursor of the last page kept, with the same number', async () => {
    script = async (reading) => {
      await full({ groups: many(2) }, { groups: many(2, 3) })(reading)
      return fail('net.reset', 'later')
    }
    await read()
    expect(stored()).toMatchObject({ run: 1, cursor: 'at 2' })
    script = full({ groups: many(1, 5) })
    await read()
    expect(readings.at(-1)?.cursor).toBe('at 2')
    expect(stored()).toMatchObject({ run: 1, state: 'done', cursor: 'mark' })
    expect(known()).toEqual(['1', '2', '3', '4', '5'])
  })

  test('is what changed since, and everything again after a day, or when the clock went back, or when asked', async () => {
    await read()
    script = refresh()
    await read()
    expect(stored()).toMatchObject({ run: 1, mode: 'refresh', cursor: 'newer mark' })
    await time.advance(24 * 3_600_000 + 1)
    script = full({ groups: many(3) })
    await read()
    await read()
    await read({ full: true })
    expect(readings.map(({ cursor }) => cursor)).toEqual([undefined, 'mark', undefined, 'mark', undefined])
    expect(stored()?.run).toBe(4)
    temp.store.sync.save({ ...(stored() ?? { accountId: a, run: 0, state: 'never', loaded: 0 }), fullAt: '2027-01-01T00:00:00.000Z' }) // prettier-ignore
    await read()
    expect(readings.at(-1)?.cursor).toBeUndefined()
  })

  test('stays what it was when a reading failed before it began', async () => {
    await read()
    script = () => Promise.resolve(fail('net.dns', 'later'))
    await time.advance(25 * 3_600_000)
    await read()
    expect(stored()).toMatchObject({ state: 'failed', cursor: 'mark' })
    script = full({ groups: many(3) })
    await read()
    expect(readings.map(({ cursor }) => cursor)).toEqual([undefined, undefined, undefined])
  })

  test('is kept in one transaction with its page: a page whose writing fails leaves the cursor before it', async () => {
    const upsert = temp.store.groups.upsertPage.bind(temp.store.groups)
    Object.assign(temp.store.groups, {
      upsertPage: (...page: Parameters<typeof upsert>) => {
        upsert(...page)
        if (page[0].some(({ groupId }) => groupId === '3')) throw new Error('the disk is full')
      },
    })
    expect(await read()).toMatchObject({ error: { code: 'store.failed' } })
    expect(known()).toEqual(['1', '2'])
    expect(stored()).toMatchObject({ state: 'failed', reason: 'store.failed', cursor: 'at 1', loaded: 2 })
  })

  test('is found by the next run of the app, whatever the last one left "running"', async () => {
    temp.store.sync.save({
      accountId: a,
      run: 7,
      state: 'running',
      mode: 'full',
      loaded: 40,
      total: 90,
      cursor: 'at 40',
    })
    temp.store.groups.upsertPage([group('a', '1')], 7)
    const held = Promise.withResolvers<undefined>()
    script = () => held.promise.then(() => fail('net.cancelled', 'later'))
    sync.start()
    expect(stored()).toMatchObject({ state: 'running', run: 7 })
    expect(readings[0]?.cursor).toBe('at 40')
    held.resolve(undefined)
    await time.settle()
    expect(stored()).toMatchObject({ state: 'failed', reason: 'net.cancelled', cursor: 'at 40' })
  })
})

describe('cancelling', () => {
  test('stops the reading, keeps what was read, and says so to both', async () => {
    const kept = Promise.withResolvers<undefined>()
    script = async (reading) => {
      await full({ groups: many(2), total: 90 })(reading)
      kept.resolve(undefined)
      await new Promise((stop) => reading.signal?.addEventListener('abort', stop))
      return fail('net.cancelled', 'later')
    }
    const answer = read()
    await kept.promise
    expect(await cancel()).toMatchObject({ ok: true, data: { state: 'cancelled', loaded: 2, total: 90 } })
    expect(await answer).toMatchObject({ ok: true, data: { state: 'cancelled' } })
    expect(stored()?.reason).toBeUndefined()
    expect(stored()?.cursor).toBe('at 1')
  })

  test('without a reading changes nothing, and of an unknown account says so', async () => {
    expect(await cancel()).toMatchObject({ data: { state: 'never' } })
    await read()
    expect(await cancel()).toMatchObject({ data: { state: 'done' } })
    expect(await sync.handlers['groups.cancelSync']({ accountId: accountId('z') })).toEqual(fail('accounts.notFound'))
  })

  test('when the app stops: the reading is over before the store is closed', async () => {
    script = async (reading) => {
      await new Promise((stop) => reading.signal?.addEventListener('abort', stop))
      return fail('net.cancelled', 'later')
    }
    const answer = read()
    await sync.stop()
    expect(stored()).toMatchObject({ state: 'failed', reason: 'net.cancelled' })
    expect(await answer).toMatchObject({ ok: false })
  })
})

describe('what windows hear', () => {
  test('is the progress, a few times a second and at every end', async () => {
    script = full(...Array.from({ length: 20 }, (_, at) => ({ groups: many(10, at * 10 + 1) })))
    await read()
    expect(states()).toEqual(['running', 'running', 'done'])
    expect(events.of('groups.changed').at(-1)?.sync).toMatchObject({ loaded: 200, total: 200 })
  })

  test('is groups where few changed, and to search again where many did', async () => {
    await read()
    expect(events.of('groups.changed').at(-1)).toMatchObject({ upsert: [{}, {}, {}] })
    script = refresh({ groups: many(30) }, { groups: many(30) })
    await read()
    expect(events.of('groups.changed').at(-1)).toMatchObject({ upsert: [], reread: true })
    script = refresh()
    await read()
    expect(events.of('groups.changed').at(-1)).not.toHaveProperty('reread')
  })

  test('goes on while a large page is written', async () => {
    script = full({ groups: many(2_500), total: 2_500 })
    let turns = 0
    let reading = true
    const count = (): void => {
      turns += 1
      if (reading) setImmediate(count)
    }
    setImmediate(count)
    await read()
    reading = false
    expect(turns).toBeGreaterThan(20)
    expect(points.filter((point) => point === 'groups.sync.afterPortion').length).toBeGreaterThan(20)
    expect(temp.store.sync.countGroups(a)).toBe(2_500)
  })
})

test('states are listed for accounts that have groups, also when never read', async () => {
  const all = () => sync.handlers['groups.syncStates']({})
  expect(await all()).toEqual(ok([{ accountId: a, state: 'never', loaded: 0 }]))
  await read()
  expect(await all()).toEqual(
    ok([{ accountId: a, state: 'done', mode: 'full', loaded: 3, total: 3, finishedAt: '2026-01-15T09:00:00.000Z' }]),
  )
  expect(await sync.handlers['groups.sync']({ accountId: b })).toEqual(fail('accounts.noPort'))
  expect(await sync.handlers['groups.sync']({ accountId: accountId('z') })).toEqual(fail('accounts.notFound'))
})
