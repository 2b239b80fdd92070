import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { GroupsPort, MessagesPort, RequestsPort } from '../../src/main/networks/ports'
import { fakeDirectory } from '../../src/main/testing/fake-directory'
import { signIn, type OpenAccount } from './client'
import { startWorld, type Convo, type Person, type World } from './servers/world.mjs'

const JOIN = 'chat.bsky.group.requestJoin'

let world: World
let owner: Person
let alice: Person
let account: OpenAccount
let requests: RequestsPort
let groups: GroupsPort
let messages: MessagesPort
beforeAll(async () => {
  world = await startWorld()
  owner = await world.person('olga')
  alice = await world.person('alice')
  account = await signIn(world, alice)
  const { connection } = account
  if (!connection.requests || !connection.groups || !connection.messages) throw new Error('a port is missing')
  ;({ requests, groups, messages } = {
    requests: connection.requests,
    groups: connection.groups,
    messages: connection.messages,
  })
})
afterAll(() => world.close())
afterEach(() => {
  expect(world.chat.unexpected).toEqual([])
  expect(world.chat.faults).toEqual([])
})

let made = 0
const newGroup = (options: { requireApproval?: boolean; joinRule?: string } = {}): { convo: Convo; link: string } => {
  made += 1
  const convo = world.chat.state.createGroup({ owner: owner.did, name: `Team ${made}`, ...options })
  return { convo, link: `https://bsky.app/chat/${convo.link.code}` }
}
const asked = (): number => world.chat.calls.filter(({ nsid, viewer }) => nsid === JOIN && viewer === alice.did).length

describe('joining through a real server', () => {
  it('would catch an open group being asked instead of joined', async () => {
    const { convo, link } = newGroup({ requireApproval: false })
    expect(await requests.check({ link })).toMatchObject({
      data: { canRequest: true, joinRule: 'open', groupId: convo.id },
    })
    expect(await requests.send({ link }, undefined)).toEqual({ ok: true, data: { state: 'joined', groupId: convo.id } })
    expect(await requests.check({ link })).toMatchObject({ data: { canRequest: false, reason: 'alreadyMember' } })
    expect(await groups.get(convo.id)).toMatchObject({
      data: { relation: 'member', members: [{ role: 'owner' }, { role: 'member' }] },
    })
  })

  it('would catch a request that cannot be followed, and an approval not being noticed', async () => {
    const { convo, link } = newGroup()
    expect(await requests.send({ link }, undefined)).toEqual({
      ok: true,
      data: { state: 'pending', groupId: convo.id },
    })
    expect(await requests.standing({ groupId: convo.id })).toMatchObject({ data: { standing: 'pending' } })
    expect(await requests.standing({ link })).toMatchObject({ data: { standing: 'pending', groupId: convo.id } })
    world.chat.state.approve(convo, alice.did)
    expect(await requests.standing({ groupId: convo.id })).toMatchObject({ data: { standing: 'joined' } })
  })

  it('would catch a rejection, which nobody tells, being told as pending', async () => {
    const { convo, link } = newGroup()
    await requests.send({ link }, undefined)
    world.chat.state.reject(convo, alice.did)
    expect(await requests.standing({ groupId: convo.id })).toMatchObject({ data: { standing: 'none' } })
  })

  it('would catch a withdrawal that does not reach the service, or a second one being told as done', async () => {
    const { convo, link } = newGroup()
    await requests.send({ link }, undefined)
    expect(await requests.withdraw({ link })).toEqual({ ok: true, data: undefined })
    expect(convo.requests.size).toBe(0)
    expect(await requests.withdraw({ groupId: convo.id })).toMatchObject({
      error: { code: 'requests.invalidJoinRequest' },
    })
    expect(await requests.check({ link })).toMatchObject({ data: { canRequest: true } })
  })

  const refusals: readonly (readonly [string, string, (convo: Convo) => void])[] = [
    ['ConvoLocked', 'requests.locked', (convo) => (convo.lockStatus = 'locked')],
    ['FollowRequired', 'requests.followRequired', (convo) => (convo.link.joinRule = 'followedByOwner')],
    ['InvalidCode', 'requests.invalidCode', (convo) => (convo.link.code = `${convo.link.code}x`)],
    ['LinkDisabled', 'requests.linkDisabled', (convo) => (convo.link.enabled = false)],
    ['MemberLimitReached', 'requests.full', (convo) => (convo.memberLimit = 1)],
    ['UserKicked', 'requests.kicked', (convo) => convo.kicked.add(alice.did)],
  ]
  it.each(refusals)('would catch %s being told as something else', async (_name, reason, spoil) => {
    const { convo, link } = newGroup()
    spoil(convo)
    const before = asked()
    expect(await requests.send({ link }, undefined)).toMatchObject({ ok: true, data: { state: 'failed', reason } })
    expect(asked()).toBe(before + 1)
    expect(convo.requests.size).toBe(0)
  })

  it('would catch the follow rule being read the wrong way round', async () => {
    const { convo, link } = newGroup({ joinRule: 'followedByOwner' })
    world.chat.state.follows.add(`${alice.did}>${owner.did}`)
    expect(await requests.check({ link })).toMatchObject({ data: { canRequest: false, reason: 'followRequired' } })
    world.chat.state.follows.add(`${owner.did}>${alice.did}`)
    expect(await requests.check({ link })).toMatchObject({ data: { canRequest: true, joinRule: 'followedByOwner' } })
    expect(await requests.send({ link }, undefined)).toMatchObject({ data: { state: 'pending', groupId: convo.id } })
  })

  it('would catch a 502 after the work was done being repeated, or the request being lost', async () => {
    const { convo, link } = newGroup()
    world.chat.faults.push({ nsid: JOIN, after: true })
    const before = asked()
    expect(await requests.send({ link }, undefined)).toEqual({
      ok: true,
      data: { state: 'pending', groupId: convo.id },
    })
    expect(asked()).toBe(before + 1)
    expect(convo.requests.size).toBe(1)
  })

  it('would catch a 502 before the work being called sent or failed', async () => {
    const { convo, link } = newGroup()
    world.chat.faults.push({ nsid: JOIN, destroy: true })
    const data = { state: 'unknown', reason: 'requests.unknownOutcome', groupId: convo.id }
    expect(await requests.send({ link }, undefined)).toEqual({ ok: true, data })
    expect(await requests.standing({ groupId: convo.id })).toMatchObject({ data: { standing: 'none' } })
  })

  it('would catch a status newer than our lexicons being taken for a join', async () => {
    const { convo, link } = newGroup()
    world.chat.faults.push({ nsid: JOIN, body: { status: 'waitlisted' } })
    expect(await requests.send({ link }, undefined)).toMatchObject({ data: { state: 'unknown', groupId: convo.id } })
  })
})

describe('groups and messages through a real server', () => {
  it('would catch a group, or a request of mine, missing from the list', async () => {
    const [open, closed] = [newGroup({ requireApproval: false }), newGroup()]
    await requests.send({ link: open.link }, undefined)
    await requests.send({ link: closed.link }, undefined)
    const found = new Map<string, string>()
    const directory = fakeDirectory()
    expect(await directory.read(groups.read)).toMatchObject({ ok: true })
    for (const page of directory.pages) for (const { groupId, relation } of page.groups) found.set(groupId, relation)
    expect([found.get(open.convo.id), found.get(closed.convo.id)]).toEqual(['member', 'requested'])
    expect(await groups.get(closed.convo.id)).toMatchObject({ data: { relation: 'requested' } })
  })

  it('would catch a message being lost, doubled, or not found again after a lost answer', async () => {
    const { convo, link } = newGroup({ requireApproval: false })
    await requests.send({ link }, undefined)
    const message = {
      id: '5b1c1f0e-8f6b-4b7e-9a55-3f0f6c0a9d11',
      target: { kind: 'convo', convoId: convo.id },
      text: 'Hello https://example.com',
      urlPreview: true,
      firstAttemptAt: new Date().toISOString(),
    } as const
    world.chat.faults.push({ nsid: 'chat.bsky.convo.sendMessage', after: true })
    expect(await messages.send(message)).toMatchObject({ kind: 'unknown', error: { code: 'bluesky.chatUnavailable' } })
    expect(await messages.readBack(message)).toMatchObject({ data: { found: 'yes', resendSafe: false } })
    expect(convo.messages.map(({ text }) => text)).toEqual([message.text])
    expect(await messages.readBack({ ...message, text: 'Never sent' })).toMatchObject({ data: { found: 'no' } })
    convo.lockStatus = 'locked'
    expect(await messages.send(message)).toMatchObject({ kind: 'failed', error: { code: 'messages.convoLocked' } })
  })

  it('would catch the chat service’s rate limit going unnoticed behind the server’s own headers', async () => {
    const other = await signIn(world, await world.person('bob'))
    world.chat.faults.push({
      nsid: 'chat.bsky.convo.getLog',
      status: 429,
      error: 'RateLimitExceeded',
      headers: { 'retry-after': '1' },
    })
    expect(await other.connection.identity.check()).toMatchObject({
      data: { health: { state: 'limited', reason: 'net.rateLimited' } },
    })
    const until = Date.parse(other.healths.at(-1)?.until ?? '')
    expect(until - Date.now()).toBeGreaterThan(25_000)
  })
})
