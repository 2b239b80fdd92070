// Others' requests to groups of mine, as looks show them.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail } from '../../shared/contract/result'
import { asking, createFakePolling, type FakePolling } from '../testing/fake-polling'
import { accountId, group } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

let service: FakePolling
let bench: RequestsBench<RequestsCapability>
const a = accountId('a')
const MINUTE = 60_000
const mine = group('a', '7', { name: 'Mine', relation: 'owner' })

beforeEach(() => {
  service = createFakePolling()
  bench = createRequestsBench(createRequests, { service, groups: [mine] })
})

afterEach(async () => {
  await bench.dispose()
})

const shown = () => bench.temp.store.incoming.list().map(({ requestId, state }) => `${requestId} ${state}`)
const told = () => bench.events.of('requests.changed').flatMap(({ incoming }) => (incoming ? [incoming] : []))

describe('a look', () => {
  test('finds who asks, with everything the service tells, and tells the windows', async () => {
    const askedAt = '2026-01-15T08:00:00.000Z'
    const fields = { userId: '12', userHandle: 'ann.example', message: 'Please', askedAt }
    service.waiting.set('1', asking('1', { ...fields, avatarUrl: 'https://cdn.example/a.png' }))
    await bench.time.advance(MINUTE)
    const [request] = bench.temp.store.incoming.list()
    expect(request).toMatchObject({ ...fields, requestId: '1', groupName: 'Mine', state: 'waiting' })
    expect(request?.avatar).toMatch(/^[a-z0-9]{32}$/)
    expect(Object.keys(request ?? {})).not.toContain('avatarUrl')
    expect(told()).toEqual([{ upsert: [expect.objectContaining({ requestId: '1' })], remove: [] }])
  })

  test('is asked for groups I own or moderate only, and names a group as it is known', async () => {
    bench.temp.store.groups.upsertPage(
      [group('a', '8', { relation: 'moderator', name: 'Eight' }), group('a', '9', { relation: 'member' })],
      1,
    )
    const { groupName: _name, ...nameless } = asking('1', { groupId: '8' })
    service.waiting.set('1', nameless).set('2', asking('2', { groupId: '9' }))
    await bench.time.advance(MINUTE)
    expect(service.polled.at(-1)?.ownGroups).toEqual(['7', '8'])
    expect(bench.temp.store.incoming.list()).toMatchObject([{ requestId: '1', groupName: 'Eight' }])
  })

  test('that no longer shows a request nobody decided here takes it away', async () => {
    service.waiting.set('1', asking('1')).set('2', asking('2'))
    await bench.time.advance(MINUTE)
    service.waiting.delete('1')
    await bench.time.advance(MINUTE)
    expect(shown()).toEqual(['2 waiting'])
    expect(told().at(-1)).toEqual({ upsert: [], remove: [{ accountId: a, requestId: '1' }] })
  })

  test('that failed, or tells nothing of them, takes nothing away', async () => {
    service.waiting.set('1', asking('1'))
    await bench.time.advance(MINUTE)
    service.waiting.clear()
    service.nothingNew = true
    await bench.time.advance(2 * MINUTE)
    service.pollFails = 'net.timeout'
    await bench.time.advance(20 * MINUTE)
    expect(shown()).toEqual(['1 waiting'])
  })

  test('that does not tell everything of a group takes nothing away there, and adds what is new', async () => {
    bench.temp.store.groups.upsertPage([group('a', '8', { relation: 'owner' })], 1)
    service.waiting.set('1', asking('1')).set('2', asking('2', { groupId: '8' }))
    await bench.time.advance(MINUTE)
    service.waiting.clear()
    service.waiting.set('3', asking('3'))
    service.covers = ['8']
    await bench.time.advance(MINUTE)
    expect(shown().sort()).toEqual(['1 waiting', '3 waiting'])
    service.covers = undefined
    await bench.time.advance(MINUTE)
    expect(shown()).toEqual(['3 waiting'])
  })

  test('that changes nothing is not told', async () => {
    service.waiting.set('1', asking('1'))
    await bench.time.advance(MINUTE)
    const before = bench.events.of('requests.changed').length
    await bench.time.advance(5 * MINUTE)
    expect(bench.events.of('requests.changed')).toHaveLength(before)
    service.waiting.set('1', asking('1', { message: 'Now with words' }))
    await bench.time.advance(MINUTE)
    expect(told().at(-1)?.upsert).toMatchObject([{ message: 'Now with words', state: 'waiting' }])
  })

  test('that does not come to know a name keeps the one that was known', async () => {
    service.waiting.set('1', asking('1', { userId: '12', userName: '#12' }))
    await bench.time.advance(MINUTE)
    service.waiting.set('1', asking('1', { userId: '12', userName: 'Ann Clark' }))
    await bench.time.advance(MINUTE)
    service.waiting.set('1', asking('1', { userId: '12', userName: '#12' }))
    await bench.time.advance(MINUTE)
    expect(bench.temp.store.incoming.list()).toMatchObject([{ userName: 'Ann Clark' }])
  })

  test('names the same request twice only once', async () => {
    const twice = asking('1')
    service.waiting.set('1', twice).set('again', twice)
    await bench.time.advance(MINUTE)
    expect(shown()).toEqual(['1 waiting'])
  })
})

describe('what the last look left', () => {
  const cursors = () => service.polled.map(({ cursor }) => cursor)

  test('is given to the next one; now and then, and when the user asks, everything is looked at anew', async () => {
    await bench.time.advance(2 * MINUTE)
    expect(cursors()).toEqual([undefined, 1, 2])
    await bench.requests.handlers['requests.incoming']({ refresh: true })
    expect(cursors().at(-1)).toBeUndefined()
    await bench.time.advance(14 * MINUTE)
    expect(cursors().slice(4)).not.toContain(undefined)
    await bench.time.advance(2 * MINUTE)
    expect(cursors().slice(4)).toContain(undefined)
  })

  test('is forgotten when a group has become mine: who asks there is not news since then', async () => {
    await bench.time.advance(MINUTE)
    bench.temp.store.groups.upsertPage([group('a', '8', { relation: 'owner' })], 1)
    await bench.time.advance(2 * MINUTE)
    expect(cursors()).toEqual([undefined, 1, undefined, 3])
  })

  test('is not waited for when a reading of groups showed a new one of mine; other readings change nothing', async () => {
    await bench.time.advance(10_000)
    bench.requests.groupsRead(a)
    await bench.time.advance(10_000)
    expect(service.polled).toHaveLength(1)
    bench.temp.store.groups.upsertPage([group('a', '8', { relation: 'owner' })], 1)
    bench.requests.groupsRead(a)
    await bench.time.advance(10_000)
    expect(service.polled).toHaveLength(2)
  })

  test('survives a restart, but the first look of a run sees everything', async () => {
    await bench.time.advance(MINUTE)
    await bench.restart()
    expect(cursors().at(-1)).toBeUndefined()
    await bench.time.advance(MINUTE)
    expect(cursors().at(-1)).toBeDefined()
  })
})

describe('reading the list', () => {
  test('asks nobody, unless told to; by account', async () => {
    service.waiting.set('1', asking('1'))
    const looks = service.polled.length
    expect(await bench.requests.handlers['requests.incoming']({})).toEqual({ ok: true, data: [] })
    expect(service.polled).toHaveLength(looks)
    const fresh = await bench.requests.handlers['requests.incoming']({ refresh: true })
    expect(fresh).toMatchObject({ ok: true, data: [{ requestId: '1' }] })
    const other = await bench.requests.handlers['requests.incoming']({ accountIds: [accountId('z')] })
    expect(other).toEqual({ ok: true, data: [] })
  })

  test('forgets what was decided more than a week ago, and keeps what waits', async () => {
    const old = { ...asking('1'), groupName: 'Mine', accountId: a, updatedAt: '2026-01-08T08:00:00.000Z' }
    bench.temp.store.incoming.save({ ...old, state: 'approved', decision: 'approve' })
    bench.temp.store.incoming.save({ ...old, requestId: '2', state: 'waiting' })
    bench.temp.store.incoming.save({ ...old, requestId: '3', state: 'gone', updatedAt: '2026-01-08T10:00:00.000Z' })
    service.waiting.set('2', asking('2'))
    await bench.restart()
    expect(shown()).toEqual(['2 waiting', '3 gone'])
  })
})

test('an account without a look for everything is still read request by request, and has nobody who asks', async () => {
  delete service.port.poll
  delete service.port.decide
  await bench.requests.handlers['requests.send']({ accountId: a, groupId: '5' })
  service.relations.set('5', 'member')
  await bench.time.advance(MINUTE)
  expect(bench.temp.store.requests.list()).toMatchObject([{ state: 'joined' }])
  bench.temp.store.incoming.save({
    ...asking('1'),
    groupName: 'Mine',
    accountId: a,
    state: 'waiting',
    updatedAt: '2026-01-15T08:00:00.000Z',
  })
  const decided = await bench.requests.handlers['requests.decide']({ accountId: a, requestId: '1', approve: true })
  expect(decided).toEqual(fail('accounts.noPort'))
})

test('what I decided is kept for a week, also by an app that is not started anew', async () => {
  service.waiting.set('1', asking('1')).set('2', asking('2'))
  await bench.time.advance(MINUTE)
  const daysAgo = (days: number): string => new Date(bench.time.clock() - days * 24 * 60 * MINUTE).toISOString()
  for (const [index, request] of bench.temp.store.incoming.list().entries()) {
    bench.temp.store.incoming.save({ ...request, state: 'approved', updatedAt: daysAgo(6 + 2 * index) })
  }
  bench.requests.watch()
  expect(bench.temp.store.incoming.list().map(({ updatedAt }) => updatedAt)).toEqual([daysAgo(6)])
})
