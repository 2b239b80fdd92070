import { beforeEach, describe, expect, it } from 'vitest'
import { fakeDirectory, type FakeDirectory } from '../../testing/fake-directory'
import { refuse } from './fake-portal.fixtures'
import { createGroupReader } from './group-reader'
import { groupWorld, LIST, type GroupWorld } from './group-world.fixtures'
import type { GroupsPort } from '../ports'

let directory: FakeDirectory
let world: GroupWorld
let read: GroupsPort['read']

/** A portal that was read completely an hour ago. */
async function known(count: number, missing: readonly string[] = []): Promise<void> {
  directory = fakeDirectory()
  world = groupWorld(count, missing)
  read = createGroupReader(world.portal)
  world.put({ id: 1, role: 'A' }, { id: 2, role: 'K' }, { id: 3, role: 'Z', by: 'U' }, { id: 4, role: 'Z', by: 'G' })
  expect((await directory.read(read)).ok).toBe(true)
  world.now += 60
  world.requests.length = 0
  directory.pages.length = 0
  directory.starts.length = 0
}

async function refreshed(): Promise<void> {
  expect(await directory.read(read)).toMatchObject({ ok: true })
  expect(directory.ids().toSorted((a, b) => Number(a) - Number(b))).toEqual(world.ids())
}

const relation = (id: number) => directory.get(String(id))?.relation

describe('a refresh', () => {
  beforeEach(() => known(600))

  it('of a portal where nothing happened costs one request and tells nothing', async () => {
    await refreshed()
    expect(world.requests).toHaveLength(1)
    expect(directory.starts).toEqual([{ mode: 'refresh', resumed: false }])
    expect(directory.pages).toEqual([{ groups: [], total: 600 }])
  })

  it('brings what had activity since, new groups too, in the same request', async () => {
    world.put({ id: 77, name: 'Busy', activeAt: 30 }, { id: 900, name: 'New', activeAt: 59 })
    await refreshed()
    expect(directory.get('77')?.name).toBe('Busy')
    expect(directory.get('900')?.name).toBe('New')
    expect(world.requests).toHaveLength(1)
  })

  it('brings more than a page of them', async () => {
    for (let id = 101; id <= 400; id += 1) world.put({ id, name: 'Busy', activeAt: 30 })
    await refreshed()
    expect([...directory.held.values()].filter(({ group }) => group.name === 'Busy')).toHaveLength(300)
    expect(world.requests.length).toBeLessThanOrEqual(3)
  })

  it('goes by the portal’s clock, and back a little behind the last reading', async () => {
    await refreshed()
    world.put({ id: 78, name: 'Late news', activeAt: 55 })
    world.now += 60
    await refreshed()
    expect(directory.get('78')?.name).toBe('Late news')
    world.put({ id: 79, name: 'Long ago', activeAt: 5 })
    world.now += 60
    await refreshed()
    expect(directory.get('79')?.name).toBe('G79')
  })

  it('reads everything when the portal’s clock went back', async () => {
    world.now = -600
    world.put({ id: 80, name: 'In between', activeAt: -700 })
    await refreshed()
    expect(directory.starts).toEqual([{ mode: 'full', resumed: false }])
    expect(directory.get('80')?.name).toBe('In between')
  })

  it('reads everything when the portal does not know the condition', async () => {
    world.before = (method, params) =>
      method === LIST && JSON.stringify(params).includes('>=DATE_ACTIVITY') ? refuse('', 'Wrong filter') : undefined
    world.put({ id: 80, name: 'Renamed' })
    await refreshed()
    expect(directory.starts).toEqual([{ mode: 'full', resumed: false }])
    expect(directory.get('80')?.name).toBe('Renamed')
  })

  it('that fails keeps its place: the next one misses nothing', async () => {
    world.put({ id: 81, name: 'Missed', activeAt: 30 })
    world.loses = (method) => method === 'server.time'
    expect((await directory.read(read)).ok).toBe(false)
    world.loses = () => false
    world.now += 600
    await refreshed()
    expect(directory.get('81')?.name).toBe('Missed')
  })
})

describe('relations that changed without activity', () => {
  beforeEach(() => known(600))

  it('are noticed where I became something, or something else', async () => {
    world.put({ id: 2, role: 'E' }, { id: 50, role: 'K' })
    await refreshed()
    expect([relation(2), relation(50)]).toEqual(['moderator', 'member'])
    expect(world.requests).toHaveLength(1)
  })

  it('are noticed where I was removed, also into a new request of mine', async () => {
    world.put({ id: 1 }, { id: 2, role: 'Z', by: 'U' })
    await refreshed()
    expect([relation(1), relation(2)]).toEqual(['none', 'requested'])
    expect(world.requests).toHaveLength(2)
  })

  it('are noticed where a request was accepted or declined, or an invitation withdrawn', async () => {
    world.put({ id: 3, role: 'K' }, { id: 4 })
    await refreshed()
    expect([relation(3), relation(4)]).toEqual(['member', 'none'])
    world.put({ id: 5, role: 'Z', by: 'U' })
    await refreshed()
    expect(relation(5)).toBe('none')
    directory.cursor = undefined
    await refreshed()
    world.put({ id: 5 })
    await refreshed()
    expect(relation(5)).toBe('none')
    expect(world.requests.at(-1)?.length).toBeLessThanOrEqual(6)
  })

  it('bring a secret group that I was let into, and take one that I was sent out of', async () => {
    world.put({ id: 2_000, role: 'K' })
    await refreshed()
    expect(relation(2_000)).toBe('member')
    expect(world.requests).toHaveLength(2)
    world.groups.delete(2_000)
    await refreshed()
    expect(directory.get('2000')).toBeUndefined()
  })

  it('without the scope socialnetwork leave requests as they are', async () => {
    await known(20, ['socialnetwork'])
    const row = directory.held.get('9')
    if (row) directory.held.set('9', { ...row, group: { ...row.group, relation: 'requested' } })
    await refreshed()
    expect(relation(9)).toBe('requested')
    expect(world.requests).toHaveLength(1)
  })
})

it('reads everything once the webhook has got the scope that shows requests', async () => {
  await known(20, ['socialnetwork'])
  expect(relation(3)).toBe('none')
  world.portal.scopes.update([])
  await refreshed()
  expect(directory.starts).toEqual([{ mode: 'full', resumed: false }])
  expect([relation(3), relation(4)]).toEqual(['requested', 'invited'])
  await refreshed()
  expect(directory.starts.at(-1)?.mode).toBe('refresh')
})

describe('the number of groups disagrees', () => {
  it('because some are gone: they are found in a few requests, whatever the size', async () => {
    await known(20_000)
    world.groups.delete(4_711)
    world.groups.delete(4_712)
    world.groups.delete(19_999)
    await refreshed()
    expect(world.requests.length).toBeLessThanOrEqual(4)
    expect(directory.pages.flatMap(({ gone = [] }) => gone)).toEqual(['4711', '4712', '19999'])
    world.requests.length = 0
    await refreshed()
    expect(world.requests).toHaveLength(1)
  })

  it('because some became visible without activity', async () => {
    await known(3_000)
    world.put({ id: 3_500 })
    world.groups.delete(10)
    world.put({ id: 9_999 })
    await refreshed()
  })

  it('because all are gone, or everything is new', async () => {
    await known(300)
    world.groups.clear()
    await refreshed()
    for (let id = 1; id <= 300; id += 1) world.put({ id })
    await refreshed()
  })

  it('for good, because rights hide what is counted: it is looked into once', async () => {
    await known(300)
    world.hidden.add(9_000).add(9_001)
    world.put({ id: 9_000 }, { id: 9_001 })
    await refreshed()
    const after = world.requests.length
    expect(after).toBeLessThan(8)
    await refreshed()
    expect(world.requests.length).toBe(after + 1)
    world.groups.delete(7)
    await refreshed()
  })

  it('while commands are lost: nothing is taken for gone that was not asked for', async () => {
    await known(3_000)
    world.groups.delete(5)
    let losses = 0
    world.loses = (method, params) =>
      method === LIST && 'ID' in ((params['filter'] ?? {}) as object) && (losses += 1) <= 1
    await refreshed()
    expect(losses).toBeGreaterThan(1)
    world.groups.delete(6)
    world.loses = (method, params) => method === LIST && '<=ID' in ((params['filter'] ?? {}) as object)
    expect(await directory.read(read)).toMatchObject({ error: { code: 'net.badAnswer' } })
    expect(directory.get('6')).toBeDefined()
    world.loses = () => false
    await refreshed()
  })
})
