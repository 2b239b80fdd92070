// Looking at everything that waits on a portal, with the app's own client: one request per look, whatever waits.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { groupNamed, startBench, type Bench } from './support'
import { ourClient } from './our-client'

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
})
beforeEach(() => bench.bitrix24.hooks.reset())
afterAll(() => bench.close())

const named = (name: string): string => String(groupNamed(bench, name))
const asks = (...groupIds: string[]) => groupIds.map((groupId) => ({ id: groupId, target: { groupId } }))
const change = (what: object): void => {
  expect(bench.bitrix24.hooks.account({ portal: 'acme', ...what })).toEqual({ ok: true })
}
const ownGroups = (): string[] =>
  [...bench.portal('acme').portal.world.relations.values()].flatMap(({ userId, role, groupId }) =>
    userId === 27 && (role === 'A' || role === 'E') ? [String(groupId)] : [],
  )

describe('one look', () => {
  test('costs one request, the first one too, and tells what my requests became', async () => {
    const client = await ourClient(bench)
    const [board, suppliers, welcome, council] = ['Board minutes', 'Suppliers', 'Welcome desk', 'Product council'].map(
      named,
    )
    client.arrived()
    const groupIds = [board ?? '', suppliers ?? '', welcome ?? '', council ?? '']
    await bench.call('sonet_group.user.request', { GROUP_ID: Number(welcome) })
    client.arrived()
    const first = await client.poll({ requests: asks(...groupIds), ownGroups: ownGroups() })
    expect(groupIds.map((id) => first.standings.get(id)?.standing)).toEqual(['pending', 'none', 'joined', 'invited'])
    await client.poll({ requests: asks(...groupIds), ownGroups: ownGroups() })
    const looks = client.arrived()
    expect(looks).toHaveLength(2)
    for (const commands of looks) expect(commands.length).toBeLessThanOrEqual(50)
    expect(looks[0]).toContain('method.get')
    expect(looks[1]).not.toContain('method.get')
    expect(looks[1]).toContain('socialnetwork.api.usertogroup.list')
  })

  test('two hundred open requests and all my groups: one request each time, and nobody is passed over', async () => {
    const client = await ourClient(bench)
    const all = [...bench.portal('acme').portal.world.groups.keys()].map(String)
    const own = ownGroups()
    client.arrived()
    const [stood, covered] = [new Set<string>(), new Set<string>()]
    for (let at = 0; at < 5; at += 1) {
      const { standings, incomingCovers = own } = await client.poll({ requests: asks(...all), ownGroups: own })
      for (const id of standings.keys()) stood.add(id)
      for (const id of incomingCovers) covered.add(id)
    }
    expect(client.arrived()).toHaveLength(5)
    expect(stood.size).toBe(all.length)
    expect(own.every((id) => covered.has(id))).toBe(true)
  })

  test('an accepted and a declined request', async () => {
    const client = await ourClient(bench)
    const [board, suppliers] = [named('Board minutes'), named('Suppliers')]
    await bench.call('sonet_group.user.request', { GROUP_ID: Number(suppliers) })
    change({ relation: { groupId: board, role: 'accept' } })
    change({ relation: { groupId: suppliers, role: 'decline' } })
    const { standings, relations } = await client.poll({ requests: asks(board, suppliers) })
    expect([standings.get(board)?.standing, standings.get(suppliers)?.standing]).toEqual(['joined', 'none'])
    expect([relations.get(board), relations.get(suppliers)]).toEqual(['member', 'none'])
  })
})

describe('who waits', () => {
  test('each once, with name, words and time, in groups I own and those I moderate', async () => {
    const client = await ourClient(bench)
    const [night, office] = [named('Night shift'), named('Office life')]
    const { incoming = [], incomingCovers } = await client.poll({ ownGroups: ownGroups() })
    expect(incoming.filter(({ groupId }) => groupId === night)).toHaveLength(3)
    expect(incoming.filter(({ groupId }) => groupId === office)).toHaveLength(2)
    expect(incomingCovers).toBeUndefined()
    expect(new Set(incoming.map(({ requestId }) => requestId)).size).toBe(incoming.length)
    const [one] = incoming.filter(({ groupId }) => groupId === night)
    expect(one).toMatchObject({ groupName: 'Night shift', userName: expect.stringMatching(/\w+ \w+/) as string })
    expect(one?.message).toContain('May I join you?')
    expect(one?.askedAt).toMatch(/^2026-03-02T0\d:00:00/)
  })

  test('somebody new, and somebody who took it back', async () => {
    const client = await ourClient(bench)
    const night = named('Night shift')
    const before = (await client.poll({ ownGroups: [night] })).incoming ?? []
    change({ request: { groupId: night, message: 'Hello [b]there[/b]' } })
    const after = (await client.poll({ ownGroups: [night] })).incoming ?? []
    const fresh = after.filter(({ requestId }) => !before.some((one) => one.requestId === requestId))
    expect(fresh).toHaveLength(1)
    expect(fresh[0]?.message).toContain('Hello there')
    change({ request: { groupId: night, userId: Number(fresh[0]?.userId), withdraw: true } })
    expect(((await client.poll({ ownGroups: [night] })).incoming ?? []).length).toBe(before.length)
  })

  test.each([
    ['im', true],
    ['socialnetwork', true],
    ['im socialnetwork', false],
  ])('without the scope %s', async (missing, known) => {
    const scopes = ['sonet_group', 'socialnetwork', 'im', 'user_brief'].filter((scope) => !missing.includes(scope))
    change({ scopes })
    const client = await ourClient(bench)
    const { incoming } = await client.poll({ ownGroups: ownGroups(), requests: asks(named('Board minutes')) })
    expect(incoming !== undefined).toBe(known)
    if (known) expect(incoming?.filter(({ groupId }) => groupId === named('Night shift'))).toHaveLength(3)
  })

  test('a portal whose answers for the groups fail: what waits by notification, and nothing is taken as gone', async () => {
    const client = await ourClient(bench)
    bench.faults.add({
      command: 'socialnetwork.api.workgroup.get',
      times: 0,
      effect: { kind: 'error', status: 500, error: 'INTERNAL_SERVER_ERROR' },
    })
    const { incoming, incomingCovers, standings } = await client.poll({
      ownGroups: [named('Night shift')],
      requests: asks(named('Board minutes')),
    })
    bench.faults.clear()
    expect(incoming?.filter(({ groupId }) => groupId === named('Night shift'))).toHaveLength(3)
    expect(incomingCovers).toEqual([])
    expect([...standings]).toEqual([])
  })

  test('hostile names and notifications stay text, within the sizes we take', async () => {
    const { world } = bench.portal('acme').portal
    const night = Number(named('Night shift'))
    const [person] = [...world.people.values()].filter(
      ({ kind, id }) => kind === 'user' && !world.relations.has(`${night}:${id}`),
    )
    if (person === undefined) throw new Error('nobody left')
    const evil = `<img src=x onerror=alert(1)>${'x'.repeat(20_000)}`
    world.people.set(person.id, { ...person, firstName: evil })
    change({
      request: { groupId: night, userId: person.id, message: `SOCNET|REQUEST_GROUP|999|${night}|1|27 ${evil}` },
    })
    for (const tag of [`SOCNET|REQUEST_GROUP|999|${night}|1|28`, `X|SOCNET|REQUEST_GROUP|999|${night}|1|27`]) {
      world.notifications.push({
        id: (world.lastId += 1),
        userId: 27,
        authorId: 1,
        type: 1,
        module: 'socialnetwork',
        event: 'x',
        tag,
        text: evil,
        at: 0,
        read: false,
      })
    }
    const client = await ourClient(bench)
    const { incoming = [] } = await client.poll({ ownGroups: [String(night)] })
    expect(incoming.filter(({ groupId }) => groupId === String(night))).toHaveLength(4)
    const shown = incoming.find(({ userId }) => userId === String(person.id))
    expect(shown?.userName.length).toBeLessThanOrEqual(2000)
    expect(shown?.message?.length).toBeLessThanOrEqual(10_000)
    expect(incoming.some(({ userId }) => userId === '999')).toBe(false)
  })
})

describe('invitations', () => {
  test('a new one shows, also to a group I cannot see', async () => {
    const client = await ourClient(bench)
    const [suppliers, merger] = [named('Suppliers'), named('Merger talks')]
    expect((await client.poll()).relations.get(suppliers)).toBeUndefined()
    change({ relation: { groupId: suppliers, role: 'Z', initiatedBy: 'G' } })
    change({ relation: { groupId: merger, role: 'Z', initiatedBy: 'G' } })
    const { relations } = await client.poll()
    expect([relations.get(suppliers), relations.get(merger)]).toEqual(['invited', 'invited'])
  })

  test('a new one shows with documented methods alone, one look later, where I can see the group', async () => {
    change({ quirks: { undocumented: false } })
    const client = await ourClient(bench)
    const suppliers = named('Suppliers')
    await client.poll()
    await client.poll()
    change({ relation: { groupId: suppliers, role: 'Z', initiatedBy: 'G' } })
    client.arrived()
    expect((await client.poll()).relations.get(suppliers)).toBeUndefined()
    expect((await client.poll()).relations.get(suppliers)).toBe('invited')
    await client.poll()
    const looks = client.arrived()
    expect(looks).toHaveLength(3)
    expect(looks.flat().filter((method) => method === 'socialnetwork.api.workgroup.list')).toHaveLength(1)
  })
})
