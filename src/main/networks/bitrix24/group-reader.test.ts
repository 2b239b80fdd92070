import { beforeEach, describe, expect, it } from 'vitest'
import { fakeDirectory, type FakeDirectory } from '../../testing/fake-directory'
import { fail, ok } from '../../../shared/contract/result'
import type { Relation } from '../../../shared/domain/states'
import { failWith, page, refuse } from './fake-portal.fixtures'
import { createGroupReader } from './group-reader'
import { groupWorld, LIST, OLD_LIST, portalTime, type GroupWorld } from './group-world.fixtures'
import { netFailure } from './wire-errors'

let directory: FakeDirectory
beforeEach(() => {
  directory = fakeDirectory()
})

const reader = (world: GroupWorld) => createGroupReader(world.portal)
const sizes = (world: GroupWorld): number[] => world.requests.map((request) => request.length)
const held = (): string[] => directory.ids().toSorted((a, b) => Number(a) - Number(b))
const relations = (): (Relation | undefined)[] => held().map((id) => directory.get(id)?.relation)

describe('reading everything', () => {
  it('takes 2,500 groups per request', async () => {
    const world = groupWorld(10_000)
    expect((await directory.read(reader(world))).ok).toBe(true)
    expect(held()).toEqual(world.ids())
    expect(world.requests).toHaveLength(5)
    expect(Math.max(...sizes(world))).toBe(50)
    expect(directory.starts).toEqual([{ mode: 'full', resumed: false }])
    expect(directory.pages.at(-1)).toMatchObject({ total: 10_000 })
  })

  it.each([0, 1, 49, 50, 51, 100, 499])('reads a portal of %i groups in one request', async (count) => {
    const world = groupWorld(count)
    await directory.read(reader(world))
    expect(held()).toEqual(world.ids())
    expect(world.requests).toHaveLength(1)
  })

  it('knows my relation from the list and from my groups', async () => {
    const world = groupWorld(0)
    world.put({ id: 1, role: 'A' }, { id: 2, role: 'K' }, { id: 3, role: 'E' })
    world.put({ id: 4, role: 'Z', by: 'U' }, { id: 5, role: 'Z', by: 'G' }, { id: 6, role: 'T' }, { id: 7 })
    await directory.read(reader(world))
    const all = ['owner', 'member', 'moderator', 'requested', 'invited', 'banned', 'none']
    expect(relations()).toEqual(all)
  })

  it('names owners, asked for along with the pages and once per person', async () => {
    const world = groupWorld(0)
    for (let id = 1; id <= 3_000; id += 1) world.put({ id, ownerId: 1 + (id % 120) })
    const read = reader(world)
    await directory.read(read)
    expect(directory.get('7')?.ownerName).toBe('Person 8')
    expect(held()).toHaveLength(3_000)
    expect(world.requests).toHaveLength(3)
    expect(world.ran.filter((method) => method === 'user.get')).toHaveLength(3)
  })

  it('goes without names where people cannot be read', async () => {
    const world = groupWorld(0, ['user_brief'])
    world.put({ id: 1, ownerId: 5 })
    await directory.read(reader(world))
    expect(directory.get('1')).not.toHaveProperty('ownerName')
    expect(world.ran).not.toContain('user.get')
  })

  it('accepts [] where PHP means an empty map', async () => {
    const world = groupWorld(0)
    world.before = (method) => (method === LIST ? page([], 0) : undefined)
    expect((await directory.read(reader(world))).ok).toBe(true)
    expect(held()).toEqual([])
  })

  it('does not ask for roles without the scope for them', async () => {
    const world = groupWorld(1, ['sonet_group', 'user_brief'])
    expect((await directory.read(reader(world))).ok).toBe(true)
    expect(world.ran.filter((method) => method !== LIST)).toEqual(['server.time'])
  })
})

describe('going on', () => {
  it.each([1, 2, 3])('after page %i was kept, whatever happened to the list meanwhile', async (pages) => {
    const world = groupWorld(5_600)
    directory.onPage = () => (directory.pages.length > pages ? fail('store.failed') : ok(undefined))
    expect(await directory.read(reader(world))).toMatchObject({ error: { code: 'store.failed' } })
    directory.onPage = undefined
    world.groups.delete(3)
    world.groups.delete(5_000)
    world.put({ id: 9_500 })
    world.now += 60
    await directory.read(reader(world))
    expect(directory.starts).toEqual([
      { mode: 'full', resumed: false },
      { mode: 'full', resumed: true },
    ])
    expect(held()).toEqual(world.ids())
    expect(world.requests.length).toBeLessThan(12)
  })

  it('finds afterwards what changed before it was broken off', async () => {
    const world = groupWorld(2_000)
    directory.onPage = () => (directory.pages.length > 1 ? fail('store.failed') : ok(undefined))
    await directory.read(reader(world))
    directory.onPage = undefined
    world.now += 30
    world.put({ id: 7, name: 'Renamed', activeAt: 25 })
    world.now += 300
    await directory.read(reader(world))
    await directory.read(reader(world))
    expect(directory.get('7')?.name).toBe('Renamed')
  })

  it.each([['nonsense'], ['{"version":99,"step":"pages"}'], ['{"version":1,"step":"pages","since":"x","after":4}']])(
    'from a cursor it does not understand begins anew: %s',
    async (cursor) => {
      const world = groupWorld(60)
      directory.cursor = cursor
      await directory.read(reader(world))
      expect(directory.starts).toEqual([{ mode: 'full', resumed: false }])
      expect(held()).toEqual(world.ids())
    },
  )

  it('after more than a day begins anew', async () => {
    const world = groupWorld(2_000)
    directory.onPage = () => (directory.pages.length > 1 ? fail('store.failed') : ok(undefined))
    await directory.read(reader(world))
    directory.onPage = undefined
    world.now += 25 * 60
    await directory.read(reader(world))
    expect(directory.starts.at(-1)).toEqual({ mode: 'full', resumed: false })
    expect(held()).toEqual(world.ids())
  })

  it('stops when it is cancelled', async () => {
    const world = groupWorld(9_000)
    const cancel = new AbortController()
    directory.onPage = () => {
      cancel.abort()
      return ok(undefined)
    }
    expect(await directory.read(reader(world), cancel.signal)).toMatchObject({ error: { code: 'net.cancelled' } })
    expect(world.requests).toHaveLength(1)
  })
})

describe('without the scope socialnetwork', () => {
  it.each(['insufficient_scope', 'ERROR_METHOD_NOT_FOUND'])(
    'falls back to the older method after %s, and stays there',
    async (code) => {
      const world = groupWorld(700)
      world.put({ id: 2, role: 'E' })
      world.before = (method) => (method === LIST ? refuse(code, '', 404) : undefined)
      const read = reader(world)
      expect((await directory.read(read)).ok).toBe(true)
      expect(held()).toEqual(world.ids())
      expect(directory.get('2')?.relation).toBe('moderator')
      world.ran.length = 0
      await directory.read(read)
      expect(world.ran).not.toContain(LIST)
      expect(world.ran).toContain(OLD_LIST)
    },
  )

  it('keeps a request that is known of otherwise: its list cannot tell', async () => {
    const world = groupWorld(3, ['socialnetwork'])
    const read = reader(world)
    await directory.read(read)
    const row = directory.held.get('3')
    if (row) directory.held.set('3', { ...row, group: { ...row.group, relation: 'requested' } })
    directory.cursor = undefined
    await directory.read(read)
    expect(directory.get('3')?.relation).toBe('requested')
    world.put({ id: 3, role: 'K' })
    await directory.read(read)
    expect(directory.get('3')?.relation).toBe('member')
  })
})

it('fails with what the network says, and holds what it held', async () => {
  const world = groupWorld(10)
  const read = reader(world)
  await directory.read(read)
  world.before = () => failWith(netFailure('net.dns', 'notSent', 'h'))
  expect(await directory.read(read)).toMatchObject({ error: { code: 'net.dns' } })
  expect(held()).toHaveLength(10)
  expect(portalTime(0)).toBe('2026-03-02T11:00:00+02:00')
})
