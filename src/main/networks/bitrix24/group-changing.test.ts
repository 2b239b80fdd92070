import { beforeEach, describe, expect, it } from 'vitest'
import { fakeDirectory, type FakeDirectory } from '../../testing/fake-directory'
import { page, refuse } from './fake-portal.fixtures'
import { createGroupReader } from './group-reader'
import { groupWorld, LIST, type GroupWorld } from './group-world.fixtures'

let directory: FakeDirectory
beforeEach(() => {
  directory = fakeDirectory()
})

const reader = (world: GroupWorld) => createGroupReader(world.portal)
const held = (): string[] => directory.ids().toSorted((a, b) => Number(a) - Number(b))

describe('a list that changes while it is read', () => {
  /** Does something once, before the command that asks for this page of this request. */
  const whenAsked = (world: GroupWorld, request: number, start: number, act: () => void): void => {
    let done = false
    world.before = (method, params) => {
      if (!done && method === LIST && world.requests.length >= request && params['start'] === start) {
        done = true
        act()
      }
      return undefined
    }
  }

  it.each([
    ['within a request', 2, 500],
    ['between two requests', 2, 0],
    ['at the first page', 1, 0],
    ['at the end', 2, 1_450],
  ])('loses no group when others vanish %s', async (_, request, start) => {
    const world = groupWorld(2_000)
    whenAsked(world, request, start, () => {
      for (let id = 3; id <= 30; id += 1) world.groups.delete(id)
    })
    expect((await directory.read(reader(world))).ok).toBe(true)
    expect(held()).toEqual(world.ids())
  })

  it('brings new groups, and groups once that became visible in the middle', async () => {
    const world = groupWorld(0)
    for (let id = 10; id <= 20_000; id += 10) world.put({ id })
    whenAsked(world, 2, 300, () => {
      world.put({ id: 15 }, { id: 9_005 }, { id: 30_000 })
    })
    await directory.read(reader(world))
    expect(held()).toEqual(world.ids())
  })

  it('agrees in the end although one vanished while another came, so that the number never changed', async () => {
    const world = groupWorld(2_000)
    await directory.read(reader(world))
    whenAsked(world, world.requests.length + 1, 700, () => {
      world.groups.delete(5)
      world.put({ id: 5_000 })
    })
    directory.cursor = undefined
    await directory.read(reader(world))
    expect(held()).toEqual(world.ids())
  })

  it('keeps what was there before when it is missed and still there, and drops it when it is not', async () => {
    const world = groupWorld(600)
    await directory.read(reader(world))
    world.groups.delete(77)
    // The portal leaves one out of its list that it shows when asked for it.
    world.before = (method, params) => {
      if (method !== LIST || params['filter'] === undefined || !('ID' in (params['filter'] as object))) {
        const hidden = world.groups.get(88)
        world.groups.delete(88)
        queueMicrotask(() => hidden && world.put(hidden))
      }
      return undefined
    }
    directory.cursor = undefined
    await directory.read(reader(world))
    expect(directory.get('88')).toBeDefined()
    expect(directory.get('77')).toBeUndefined()
    expect(directory.pages.flatMap(({ gone = [] }) => gone)).toEqual(['77'])
  })

  it('reads on when totals lie, and believes the rows', async () => {
    const world = groupWorld(1_200)
    let lies = 0
    world.before = (method, params) => {
      if (method !== LIST || params['start'] !== 150 || (lies += 1) > 2) return undefined
      return page({ workgroups: [] }, 5_000)
    }
    expect((await directory.read(reader(world))).ok).toBe(true)
    expect(held()).toEqual(world.ids())
  })

  it('reads on after a short page: rights may have thinned it', async () => {
    const world = groupWorld(0)
    const visible = [1, 2, 3, 101, 102]
    world.before = (method, params) => {
      if (method !== LIST) return undefined
      const after = Number((params['filter'] as Record<string, unknown>)['>ID'] ?? 0)
      const start = Number(params['start']) + after
      const rows = visible.filter((id) => id > start && id <= start + 50).map((id) => ({ id: String(id) }))
      return page({ workgroups: rows }, 120 - after, start + 50 < 120 ? start + 50 : undefined)
    }
    expect((await directory.read(reader(world))).ok).toBe(true)
    expect(held()).toEqual(visible.map(String))
  })

  it('ends when the portal tells the same page for ever', async () => {
    const world = groupWorld(0)
    world.before = (method) => (method === LIST ? page({ workgroups: [{ id: '5' }] }, 100_000, 50) : undefined)
    expect(await directory.read(reader(world))).toMatchObject({ error: { code: 'net.badAnswer' } })
  })
})

describe('a page that is lost', () => {
  it('is asked for again, and nothing after it is believed', async () => {
    const world = groupWorld(2_000)
    let losses = 0
    world.loses = (method, params) => method === LIST && params['start'] === 100 && (losses += 1) <= 2
    expect((await directory.read(reader(world))).ok).toBe(true)
    expect(held()).toEqual(world.ids())
  })

  it('for good ends the reading with what was read, which goes on there later', async () => {
    const world = groupWorld(2_000)
    world.loses = (method, params) => method === LIST && world.requests.length > 0 && params['start'] === 0
    expect(await directory.read(reader(world))).toMatchObject({ error: { code: 'net.badAnswer' } })
    expect(held()).toHaveLength(500)
    expect(world.slept.length).toBeGreaterThan(0)
    world.loses = () => false
    await directory.read(reader(world))
    expect(directory.starts.at(-1)).toEqual({ mode: 'full', resumed: true })
    expect(held()).toEqual(world.ids())
  })

  it('because it was refused says why', async () => {
    const world = groupWorld(200)
    world.before = (method, params) => {
      const after = Number((params['filter'] as Record<string, unknown> | undefined)?.['>ID'] ?? 0)
      return method === LIST && Number(params['start']) + after >= 100 ? refuse('PORTAL_DELETED', '', 403) : undefined
    }
    expect(await directory.read(reader(world))).toMatchObject({ error: { code: 'bitrix24.portalDeleted' } })
    expect(held()).toHaveLength(100)
  })

  it('with the clock or my roles is no reading: changes would be missed, memberships lost', async () => {
    for (const lost of ['server.time', 'sonet_group.user.groups']) {
      const world = groupWorld(10)
      world.loses = (method) => method === lost
      expect(await directory.read(reader(world))).toMatchObject({ ok: false })
      expect(held()).toEqual([])
    }
  })

  it('by a portal too slow for so many is asked for with fewer at once', async () => {
    const world = groupWorld(3_000)
    world.mostCommands = 20
    expect((await directory.read(reader(world))).ok).toBe(true)
    expect(held()).toEqual(world.ids())
  })
})
