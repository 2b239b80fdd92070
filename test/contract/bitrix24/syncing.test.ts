// The directory of a big portal under everything that goes wrong on the way: in the end it is what the portal shows.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addGroups, removeGroup, renameGroup } from '../../../src/practice/bitrix24/group-changes'
import { dropRelation, putRelation } from '../../../src/practice/bitrix24/world'
import type { Fault } from '../../../src/practice/types'
import { openDirectory, type Directory } from './directory'
import { startBench, START, type Bench } from './support'

const LIST = 'socialnetwork.api.workgroup.list'
const DAY = 24 * 3_600_000

let bench: Bench
let directory: Directory

beforeEach(async () => {
  bench = await startBench({ groups: 1_600 })
  directory = await openDirectory(bench)
})

afterEach(async () => {
  await directory.close()
  await bench.close()
})

const world = () => directory.world
const ids = (): number[] => [...world().groups.keys()]
const id = (at: number): number => ids()[at] ?? 0
const ofMine = (role: 'A' | 'E' | 'K' | 'Z', by?: 'U' | 'G'): number => {
  const { seed } = bench.portal('acme').portal
  const found = [...world().relations.values()].find(
    (one) => one.userId === seed.me && one.role === role && (by === undefined || one.initiatedBy === by),
  )
  return found?.groupId ?? 0
}
const relate = (groupId: number, role: 'A' | 'E' | 'K' | 'Z', initiatedBy: 'U' | 'G' = 'U'): void => {
  const { me } = bench.portal('acme').portal.seed
  const createdAt = bench.clock.now()
  putRelation(world(), { userId: me, groupId, role, initiatedBy, initiatedByUserId: me, message: '', createdAt })
}
const fault = (one: Fault): void => void bench.faults.add(one)

describe('nothing goes wrong', () => {
  test('a first reading is a request per 2,500 groups, a refresh of a quiet portal one', async () => {
    expect(await directory.read()).toMatchObject({ ok: true, data: { state: 'done', mode: 'full' } })
    expect(directory.requests()).toBe(2)
    directory.expectTruth()
    expect(await directory.read()).toMatchObject({ ok: true, data: { mode: 'refresh' } })
    expect(directory.requests()).toBe(1)
    directory.expectTruth()
  })

  test('what changed on the portal since is there after a refresh', async () => {
    await directory.read()
    bench.clock.advance(20 * 60_000)
    const at = bench.clock.now()
    addGroups(world(), bench.portal('acme').portal.seed, { count: 3, at })
    renameGroup(world(), id(1_000), { name: 'Renamed', at })
    for (const gone of [id(50), id(51), id(1_500)]) removeGroup(world(), gone)
    relate(ofMine('A'), 'E')
    relate(ofMine('Z', 'U'), 'K')
    dropRelation(world(), ofMine('Z', 'G'), bench.portal('acme').portal.seed.me)
    dropRelation(world(), ofMine('K'), bench.portal('acme').portal.seed.me)
    relate(id(1_200), 'K')
    directory.requests()
    await directory.read()
    // That somebody came or went is no activity either: such counts wait for the next full reading.
    directory.expectTruth({ counts: false })
    expect(directory.requests()).toBeLessThanOrEqual(6)
    await directory.read(true)
    directory.expectTruth()
  })
})

describe('while it is read', () => {
  test.each([4, 10, 11, 25, 31])('groups vanish, come and go under at list command %i', async (nth) => {
    directory.whileListing(nth, () => {
      for (const at of [0, 1, 40, 900, 1_300]) removeGroup(world(), id(at))
      addGroups(world(), bench.portal('acme').portal.seed, { count: 5, at: bench.clock.now() })
    })
    expect(await directory.read()).toMatchObject({ ok: true })
    directory.expectTruth()
  })

  test('a secret group that I am let into in the middle moves all behind it', async () => {
    const secret = [...world().groups.values()].find((group) => !group.visible && group.id > id(100))
    directory.whileListing(30, () => relate(secret?.id ?? 0, 'K'))
    await directory.read()
    directory.expectTruth()
  })

  test('groups vanish on every request, and in the end those that are left are there', async () => {
    let nth = 0
    const again = (): void => {
      removeGroup(world(), id(5))
      if ((nth += 1) < 6) directory.whileListing(9, again)
    }
    directory.whileListing(4, again)
    await directory.read()
    await directory.read()
    directory.expectTruth()
  })
})

describe('a batch comes back', () => {
  test.each<[string, Fault]>([
    ['with a page missing', { command: LIST, after: 20, times: 1, effect: { kind: 'missing' } }],
    ['with pages missing again and again', { command: LIST, after: 12, times: 2, effect: { kind: 'missing' } }],
    [
      'with a page that failed',
      { command: LIST, after: 20, effect: { kind: 'error', status: 500, error: 'INTERNAL_SERVER_ERROR' } },
    ],
    ['counting too many', { command: LIST, after: 15, times: 3, effect: { kind: 'totals', delta: 700 } }],
    ['counting too few', { command: LIST, after: 15, times: 3, effect: { kind: 'totals', delta: -700 } }],
    ['counting too few everywhere', { command: LIST, times: 13, effect: { kind: 'totals', delta: -90 } }],
    ['cut in the middle', { method: 'batch', after: 1, effect: { kind: 'cut', bytes: 2_000 } }],
    ['as HTML of a proxy', { method: 'batch', after: 1, effect: { kind: 'html', page: 'nginx502' } }],
    ['never: the connection is reset', { method: 'batch', after: 1, times: 2, effect: { kind: 'reset' } }],
    [
      'after a storm of 503',
      { method: 'batch', after: 1, times: 3, effect: { kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED' } },
    ],
  ])('%s', async (_, one) => {
    fault(one)
    expect(await directory.read()).toMatchObject({ ok: true, data: { state: 'done' } })
    directory.expectTruth()
  })

  test.each<[string, string, Fault]>([
    ['HTML of a login page', 'net.notJson', { method: 'batch', effect: { kind: 'html', page: 'login' } }],
    ['half a JSON', 'net.badAnswer', { method: 'batch', effect: { kind: 'truncatedJson' } }],
    ['HTML of a captive portal', 'net.notJson', { method: 'batch', effect: { kind: 'html', page: 'captivePortal' } }],
    ['a portal under repair', 'net.serverError', { method: 'batch', effect: { kind: 'html', page: 'maintenance' } }],
    [
      'a storm without an end',
      'bitrix24.queryLimit',
      { method: 'batch', effect: { kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED' } },
    ],
    ['a cut line', 'net.reset', { method: 'batch', effect: { kind: 'reset' } }],
  ])('%s ends the reading with %s; the next one goes on where it stopped', async (_, code, one) => {
    fault({ ...one, after: 1, times: 0 })
    const answer = await directory.read()
    expect(answer).toMatchObject({ ok: false, error: { code } })
    expect(directory.state()).toMatchObject({ state: 'failed', reason: code, loaded: directory.held().size })
    const before = directory.held().size
    expect(before).toBeGreaterThan(400)
    bench.faults.clear()
    removeGroup(world(), id(3))
    directory.requests()
    expect(await directory.read()).toMatchObject({ ok: true })
    expect(directory.requests()).toBeLessThanOrEqual(6)
    directory.expectTruth()
  })
})

test('the portal has moved: that is said, and what was read stays', async () => {
  await directory.read()
  const { pathname } = new URL('batch', bench.portal('acme').webhookUrl)
  fault({ method: 'batch', times: 0, effect: { kind: 'redirect', location: `https://moved.example${pathname}` } })
  expect(await directory.read()).toMatchObject({
    ok: false,
    error: { code: 'net.moved', params: { newHost: 'moved.example' } },
  })
  expect(directory.state()).toMatchObject({ state: 'failed', reason: 'net.moved' })
  directory.expectTruth()
})

test('a broken-off refresh keeps its place: what changed before it is found by the next', async () => {
  await directory.read()
  bench.clock.advance(3_600_000)
  renameGroup(world(), id(77), { name: 'Renamed', at: bench.clock.now() })
  fault({ method: 'batch', effect: { kind: 'cut', bytes: 500 }, times: 0 })
  expect((await directory.read()).ok).toBe(false)
  bench.faults.clear()
  bench.clock.advance(3_600_000)
  await directory.read()
  directory.expectTruth()
})

test('cancelled and gone on with: nothing is read twice, nothing is missing', async () => {
  let answer: Promise<unknown> | undefined
  directory.whileListing(20, () => {
    answer = directory.cancel()
  })
  expect(await directory.read()).toMatchObject({ ok: true, data: { state: 'cancelled' } })
  expect(await answer).toMatchObject({ data: { state: 'cancelled' } })
  expect(directory.held().size).toBeLessThan(1_500)
  await directory.read()
  directory.expectTruth()
})

test.each([
  ['behind', -2 * DAY],
  ['ahead', 2 * DAY],
])('our clock is far %s of the portal’s', async (_, skew) => {
  const skewed = await openDirectory(bench, { clock: () => START + skew })
  await skewed.read()
  bench.clock.advance(30 * 60_000)
  renameGroup(world(), id(8), { name: 'Renamed', at: bench.clock.now() })
  expect(await skewed.read()).toMatchObject({ data: { mode: 'refresh' } })
  skewed.expectTruth()
  await skewed.close()
})

test('the portal’s clock is put back: everything is read again, and nothing is missed', async () => {
  await directory.read()
  Object.assign(bench.portal('acme').portal, { clock: () => START - 5 * 3_600_000 })
  renameGroup(world(), id(8), { name: 'Renamed', at: START - 5 * 3_600_000 })
  expect(await directory.read()).toMatchObject({ data: { mode: 'full' } })
  directory.expectTruth()
})

test.each([true, false])('empty maps arrive as lists: %s', async (emptyMapsAsLists) => {
  Object.assign(world().quirks, { emptyMapsAsLists })
  for (const group of ids()) removeGroup(world(), group)
  await directory.read()
  directory.expectTruth()
  expect(directory.held().size).toBe(0)
})

test('without the scope socialnetwork: members are known, requests are not, pictures have whole addresses', async () => {
  const studio = await openDirectory(bench, { key: 'studio' })
  expect(await studio.read()).toMatchObject({ ok: true })
  studio.expectTruth()
  expect(studio.client.arrived().flat()).not.toContain(LIST)
  const pages: unknown[] = []
  await studio.client.groups.read({
    begin: () => undefined,
    keep: (page) => {
      pages.push(...page.groups.flatMap(({ avatarUrl }) => avatarUrl ?? []))
      return Promise.resolve({ ok: true, data: undefined })
    },
    held: {
      count: () => 0,
      seen: () => 0,
      related: () => new Map(),
      among: () => new Set(),
      ids: () => Promise.resolve([]),
      unseen: () => [],
    },
  })
  expect(pages.length).toBeGreaterThan(0)
  for (const page of pages) expect(String(page)).toMatch(/^https?:\/\/[^/]+\/upload\/.*/)
  await studio.close()
})

test('a scope that is taken away meanwhile: the reading falls back and says what it cannot know no more', async () => {
  await directory.read()
  const pending = String(ofMine('Z', 'U'))
  expect(directory.held().get(pending)?.relation).toBe('requested')
  bench.bitrix24.hooks.account({ portal: 'acme', scopes: ['sonet_group', 'user_brief'] })
  relate(id(1_500), 'K')
  expect(await directory.read(true)).toMatchObject({ ok: true })
  expect(directory.held().get(pending)?.relation).toBe('requested')
  expect(directory.held().get(String(id(1_500)))?.relation).toBe('member')
})

test('what the user does goes before the next page, however full the bucket', async () => {
  const limited = new Map([
    [`bitrix24.limiter.${new URL(bench.portal('acme').origin).host}`, { level: 60, at: Date.now() }],
  ])
  const busy = await openDirectory(bench, { state: limited })
  const arrived = (): string[][] => busy.client.arrived()
  let asked: Promise<unknown> | undefined
  busy.whileListing(5, () => {
    // The page after this one is asked for at once, and has to wait: half a second a request.
    asked = new Promise((done) => setTimeout(done, 100)).then(() => busy.client.groups.get(String(id(0))))
  })
  await busy.read()
  await asked
  const order = arrived().map((request) => (request.includes('socialnetwork.api.workgroup.get') ? 'user' : 'page'))
  expect(order.slice(0, 3)).toEqual(['page', 'user', 'page'])
  busy.expectTruth()
  await busy.close()
})
