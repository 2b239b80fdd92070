// A group's owner through a real server: every call that decides, changes or leaves is passed on with a token of its own.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Connection, GroupsPort, RequestsPort } from '../../src/main/networks/ports'
import { signIn } from './client'
import { startWorld, type Convo, type Person, type World } from './servers/world.mjs'

let world: World
let olga: Person
let alice: Person
let owner: { groups: Required<GroupsPort>; requests: Required<RequestsPort> }
let asker: Required<RequestsPort>

const portsOf = ({ groups, requests }: Connection) => ({
  groups: groups as Required<GroupsPort>,
  requests: requests as Required<RequestsPort>,
})

beforeAll(async () => {
  world = await startWorld()
  olga = await world.person('olga')
  alice = await world.person('alice')
  owner = portsOf((await signIn(world, olga)).connection)
  asker = portsOf((await signIn(world, alice)).connection).requests
})
afterAll(() => world.close())
afterEach(() => {
  expect(world.chat.unexpected).toEqual([])
})

const asked = async (): Promise<Convo> => {
  const convo = world.chat.state.createGroup({ owner: olga.did, name: 'Team' })
  const link = `https://bsky.app/chat/${convo.link.code}`
  expect(await asker.send({ link }, undefined)).toMatchObject({ data: { state: 'pending' } })
  return convo
}

const look = async ({ id }: Convo) => {
  const seen = await owner.requests.poll({ requests: [], ownGroups: [id] })
  if (!seen.ok) throw new Error(seen.error.code)
  return seen.data
}

describe('owning a group through a real server', () => {
  it.each([
    [true, 'joined'],
    [false, 'none'],
  ])(
    'would catch a decision (approve: %s) not reaching the service, or the asker not seeing it',
    async (approve, standing) => {
      const convo = await asked()
      const [request] = (await look(convo)).incoming ?? []
      if (!request) throw new Error('nobody waits')
      expect(request).toMatchObject({ groupId: convo.id, userId: alice.did, userHandle: alice.handle })
      const mine = { requests: [{ id: 'r1', target: { groupId: convo.id } }], ownGroups: [] }
      const before = await asker.poll(mine)
      expect(before.ok && before.data.standings.get('r1')?.standing).toBe('pending')
      expect(await owner.requests.decide(request, approve)).toEqual({ ok: true, data: { outcome: 'done' } })
      const after = await asker.poll(mine)
      expect(after.ok && after.data.standings.get('r1')?.standing).toBe(standing)
      expect(await owner.requests.decide(request, approve)).toEqual({ ok: true, data: { outcome: 'gone' } })
    },
  )

  it('would catch a join link being changed otherwise than asked', async () => {
    const { id, link } = world.chat.state.createGroup({ owner: olga.did, name: 'Team' })
    expect(await owner.groups.saveLink(id, { enabled: false, joinRule: 'followedByOwner' })).toMatchObject({ ok: true })
    expect(link).toMatchObject({ enabled: false, requireApproval: true, joinRule: 'followedByOwner' })
    expect(await owner.groups.saveLink(id, { enabled: true, requireApproval: false })).toMatchObject({
      data: { code: link.code, enabled: true, requireApproval: false },
    })
  })

  it('would catch an owner being told to have left, or a member staying in', async () => {
    const convo = await asked()
    world.chat.state.approve(convo, alice.did)
    expect(await owner.groups.leave(convo.id)).toMatchObject({ error: { code: 'groups.ownerCannotLeave' } })
    const { groups } = portsOf((await signIn(world, alice)).connection)
    expect(await groups.leave(convo.id)).toEqual({ ok: true, data: undefined })
    expect(convo.members.has(alice.did)).toBe(false)
  })
})
