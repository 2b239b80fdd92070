// The directory of a big portal under everything that goes wrong on the way: in the end it is what the portal shows.
import { describe, expect, test } from 'vitest'
import { addGroups, removeGroup, renameGroup } from '../../../src/practice/bitrix24/group-changes'
import { dropRelation } from '../../../src/practice/bitrix24/world'
import { openDirectory, useDirectory } from './directory'
import { START } from './support'

const LIST = 'socialnetwork.api.workgroup.list'
const DAY = 24 * 3_600_000

const on = useDirectory({ groups: 1_600 })
const world = () => on.directory.world
const id = (at: number): number => on.idAt(at)

describe('nothing goes wrong', () => {
  test('a first reading is a request per 2,500 groups, a refresh of a quiet portal one', async () => {
    expect(await on.directory.read()).toMatchObject({ ok: true, data: { state: 'done', mode: 'full' } })
    expect(on.directory.requests()).toBe(2)
    on.directory.expectTruth()
    expect(await on.directory.read()).toMatchObject({ ok: true, data: { mode: 'refresh' } })
    expect(on.directory.requests()).toBe(1)
    on.directory.expectTruth()
  })

  test('what changed on the portal since is there after a refresh', async () => {
    await on.directory.read()
    on.bench.clock.advance(20 * 60_000)
    const at = on.bench.clock.now()
    addGroups(world(), on.bench.portal('acme').portal.seed, { count: 3, at })
    renameGroup(world(), id(1_000), { name: 'Renamed', at })
    for (const gone of [id(50), id(51), id(1_500)]) removeGroup(world(), gone)
    on.relate(on.mine('A'), 'E')
    on.relate(on.mine('Z', 'U'), 'K')
    dropRelation(world(), on.mine('Z', 'G'), on.bench.portal('acme').portal.seed.me)
    dropRelation(world(), on.mine('K'), on.bench.portal('acme').portal.seed.me)
    on.relate(id(1_200), 'K')
    on.directory.requests()
    await on.directory.read()
    // That somebody came or went is no activity either: such counts wait for the next full reading.
    on.directory.expectTruth({ counts: false })
    expect(on.directory.requests()).toBeLessThanOrEqual(6)
    await on.directory.read(true)
    on.directory.expectTruth()
  })
})

describe('while it is read', () => {
  test.each([4, 10, 11, 25, 31])('groups vanish, come and go under at list command %i', async (nth) => {
    on.directory.whileListing(nth, () => {
      for (const at of [0, 1, 40, 900, 1_300]) removeGroup(world(), id(at))
      addGroups(world(), on.bench.portal('acme').portal.seed, { count: 5, at: on.bench.clock.now() })
    })
    expect(await on.directory.read()).toMatchObject({ ok: true })
    on.directory.expectTruth()
  })

  test('a secret group that I am let into in the middle moves all behind it', async () => {
    const secret = [...world().groups.values()].find((group) => !group.visible && group.id > id(100))
    on.directory.whileListing(30, () => on.relate(secret?.id ?? 0, 'K'))
    await on.directory.read()
    on.directory.expectTruth()
  })

  test('groups vanish on every request, and in the end those that are left are there', async () => {
    let nth = 0
    const again = (): void => {
      removeGroup(world(), id(5))
      if ((nth += 1) < 6) on.directory.whileListing(9, again)
    }
    on.directory.whileListing(4, again)
    await on.directory.read()
    await on.directory.read()
    on.directory.expectTruth()
  })
})

test('a broken-off refresh keeps its place: what changed before it is found by the next', async () => {
  await on.directory.read()
  on.bench.clock.advance(3_600_000)
  renameGroup(world(), id(77), { name: 'Renamed', at: on.bench.clock.now() })
  on.bench.faults.add({ method: 'batch', effect: { kind: 'cut', bytes: 500 }, times: 0 })
  expect((await on.directory.read()).ok).toBe(false)
  on.bench.faults.clear()
  on.bench.clock.advance(3_600_000)
  await on.directory.read()
  on.directory.expectTruth()
})

test('cancelled and gone on with: nothing is read twice, nothing is missing', async () => {
  let answer: Promise<unknown> | undefined
  on.directory.whileListing(20, () => {
    answer = on.directory.cancel()
  })
  expect(await on.directory.read()).toMatchObject({ ok: true, data: { state: 'cancelled' } })
  expect(await answer).toMatchObject({ data: { state: 'cancelled' } })
  expect(on.directory.held().size).toBeLessThan(1_500)
  await on.directory.read()
  on.directory.expectTruth()
})

test.each([
  ['behind', -2 * DAY],
  ['ahead', 2 * DAY],
])('our clock is far %s of the portal’s', async (_, skew) => {
  const skewed = await openDirectory(on.bench, { clock: () => START + skew })
  await skewed.read()
  on.bench.clock.advance(30 * 60_000)
  renameGroup(world(), id(8), { name: 'Renamed', at: on.bench.clock.now() })
  expect(await skewed.read()).toMatchObject({ data: { mode: 'refresh' } })
  skewed.expectTruth()
  await skewed.close()
})

test('the portal’s clock is put back: everything is read again, and nothing is missed', async () => {
  await on.directory.read()
  Object.assign(on.bench.portal('acme').portal, { clock: () => START - 5 * 3_600_000 })
  renameGroup(world(), id(8), { name: 'Renamed', at: START - 5 * 3_600_000 })
  expect(await on.directory.read()).toMatchObject({ data: { mode: 'full' } })
  on.directory.expectTruth()
})

test.each([true, false])('empty maps arrive as lists: %s', async (emptyMapsAsLists) => {
  Object.assign(world().quirks, { emptyMapsAsLists })
  for (const group of [...world().groups.keys()]) removeGroup(world(), group)
  await on.directory.read()
  on.directory.expectTruth()
  expect(on.directory.held().size).toBe(0)
})

test('without the scope socialnetwork: members are known, requests are not, pictures have whole addresses', async () => {
  const studio = await openDirectory(on.bench, { key: 'studio' })
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
  await on.directory.read()
  const pending = String(on.mine('Z', 'U'))
  expect(on.directory.held().get(pending)?.relation).toBe('requested')
  on.bench.bitrix24.hooks.account({ portal: 'acme', scopes: ['sonet_group', 'user_brief'] })
  on.relate(id(1_500), 'K')
  expect(await on.directory.read(true)).toMatchObject({ ok: true })
  expect(on.directory.held().get(pending)?.relation).toBe('requested')
  expect(on.directory.held().get(String(id(1_500)))?.relation).toBe('member')
})

test('what the user does goes before the next page, however full the bucket', async () => {
  const limited = new Map([
    [`bitrix24.limiter.${new URL(on.bench.portal('acme').origin).host}`, { level: 21, at: Date.now() }],
  ])
  const busy = await openDirectory(on.bench, { state: limited })
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
