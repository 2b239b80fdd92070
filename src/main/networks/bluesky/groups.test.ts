import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import { fakeDirectory } from '../../testing/fake-directory'
import type { PortGroup } from '../ports'
import {
  alice,
  answer,
  convoView,
  CONVO,
  groupConvo,
  joinRequest,
  link,
  owner,
  pendingRequests,
} from './chat-views.fixtures'
import { FakeBluesky, OWNER, testAccount, testWorld, xrpcError } from './bluesky.fixtures'

const CONVOS = 'chat.bsky.convo.listConvos'
const REQUESTS = 'chat.bsky.convo.listConvoRequests'
const ONE = 'chat.bsky.convo.getConvo'
const MEMBERS = 'chat.bsky.convo.getConvoMembers'

const opened = () => {
  const fake = new FakeBluesky()
  const account = testAccount()
  const world = testWorld(fake)
  const { groups } = world.network.open(account)
  if (!groups) throw new Error('the port is missing')
  return { fake, account, world, groups }
}

const readAll = async (parts: ReturnType<typeof opened>) => {
  const directory = fakeDirectory()
  const result = await directory.read(parts.groups.read)
  const pages = directory.pages.map((page) => page.groups)
  return { result, pages, groups: pages.flat() }
}

const one = async (view: JsonObject): Promise<PortGroup | undefined> => {
  const parts = opened()
  parts.fake.chat(CONVOS, answer(CONVOS, { convos: [view] }))
  parts.fake.chat(REQUESTS, pendingRequests())
  return (await readAll(parts)).groups[0]
}

describe('reading all groups', () => {
  it('would catch a page, a request or an invitation being left out, or anything shown twice', async () => {
    const parts = opened()
    const { fake } = parts
    fake.chat(
      CONVOS,
      answer(CONVOS, { convos: [convoView({ id: 'a' }), convoView({ id: 'b' })], cursor: 'c1' }),
      answer(CONVOS, { convos: [convoView({ id: 'b' }), convoView({ id: 'i', status: 'request' })] }),
    )
    fake.chat(
      REQUESTS,
      pendingRequests(joinRequest('r'), {
        $type: 'chat.bsky.convo.defs#convoView',
        ...convoView({ id: 'i', status: 'request' }),
      }),
    )
    const { result, groups, pages } = await readAll(parts)
    expect(result.ok).toBe(true)
    expect(groups.map(({ groupId, relation }) => `${groupId} ${relation}`)).toEqual([
      'a member',
      'b member',
      'i invited',
      'r requested',
    ])
    expect(pages.map((page) => page.length)).toEqual([2, 1, 1, 0])
    expect(fake.calls(CONVOS).map(({ url }) => Object.fromEntries(url.searchParams))).toEqual([
      { kind: 'group', limit: '100' },
      { kind: 'group', limit: '100', cursor: 'c1' },
      { kind: 'group', limit: '100' },
    ])
  })

  it('would catch a fact of a group being lost or turned round', async () => {
    const kind = groupConvo({ joinLink: link(), joinRequestCount: 3, lockStatus: 'locked' })
    const lastMessage = {
      $type: 'chat.bsky.convo.defs#deletedMessageView',
      id: 'm',
      rev: 'r',
      sender: { did: OWNER },
      sentAt: '2026-11-19T10:00:00+02:00',
    }
    expect(await one(convoView({ lastMessage }, kind))).toEqual({
      groupId: CONVO,
      name: 'Team',
      relation: 'owner',
      kind: 'bluesky',
      joinRule: 'approval',
      memberCount: 12,
      memberLimit: 100,
      archived: false,
      locked: true,
      ownerName: 'Olga',
      createdAt: '2026-11-01T10:00:00.000Z',
      activeAt: '2026-11-19T08:00:00.000Z',
    })
  })

  it('would catch the owner being taken for a member when only the list of members tells', async () => {
    expect(await one(convoView({ members: [alice('owner')] }))).toMatchObject({ relation: 'owner' })
    expect(await one(convoView({ members: [owner()] }))).toMatchObject({ relation: 'member' })
  })

  it.each([
    [{}, 'invite'],
    [{ joinLink: link({ enabledStatus: 'disabled' }) }, 'invite'],
    [{ joinLink: link() }, 'approval'],
    [{ joinLink: link({ requireApproval: false }) }, 'open'],
    [{ joinLink: link({ joinRule: 'followedByOwner' }) }, 'followedByOwner'],
    [{ joinLink: link({ joinRule: 'somethingNew' }) }, 'unknown'],
  ])('would catch the join rule of %j being misread', async (extra, joinRule) => {
    expect(await one(convoView({}, groupConvo(extra)))).toMatchObject({ joinRule })
  })

  it('would catch open values breaking the list, and permanent locks staying in it', async () => {
    expect(await one(convoView({}, groupConvo({ lockStatus: 'locked-permanently' })))).toMatchObject({
      archived: true,
      locked: true,
    })
    expect(await one(convoView({ status: 'someday' }, groupConvo({ lockStatus: 'someday' })))).toMatchObject({
      relation: 'member',
      locked: true,
    })
  })

  it('would catch one unreadable or unknown conversation hiding all the others', async () => {
    const parts = opened()
    const odd = [
      null,
      5,
      { id: 7 },
      convoView({ id: 'x' }, { $type: 'chat.bsky.convo.defs#channelConvo' }),
      convoView({ id: 'y', kind: { $type: 'chat.bsky.convo.defs#groupConvo' } }),
    ]
    parts.fake.chat(CONVOS, { json: { convos: [...odd, convoView({ id: 'good' })] } })
    parts.fake.chat(REQUESTS, {
      json: { requests: [{ $type: 'chat.bsky.group.defs#joinRequestConvoView' }, joinRequest('r')] },
    })
    expect((await readAll(parts)).groups.map(({ groupId }) => groupId)).toEqual(['good', 'r'])
    expect(parts.world.logged.join('\n')).toContain('could not be read')
  })

  it('would catch a server that repeats its cursor being read for ever, and an answer without a list passing for an empty one', async () => {
    const parts = opened()
    parts.fake.chat(CONVOS, answer(CONVOS, { convos: [convoView()], cursor: 'same' }))
    parts.fake.chat(REQUESTS, { json: {} })
    expect((await readAll(parts)).result).toMatchObject({ error: { code: 'net.badAnswer' } })
    expect(parts.fake.calls(CONVOS)).toHaveLength(2)
  })

  it('would catch a page that fails half way losing the pages before it', async () => {
    const parts = opened()
    parts.fake.chat(CONVOS, answer(CONVOS, { convos: [convoView()], cursor: 'c1' }), xrpcError(502, 'UpstreamFailure'))
    const { result, groups } = await readAll(parts)
    expect(result).toMatchObject({ error: { code: 'bluesky.chatUnavailable', retry: 'later' } })
    expect(groups).toHaveLength(1)
  })

  it('would catch reading in the background giving up at a rate limit instead of waiting', async () => {
    const parts = opened()
    parts.fake.chat(CONVOS, xrpcError(429, 'RateLimitExceeded'), answer(CONVOS, { convos: [convoView()] }))
    parts.fake.chat(REQUESTS, pendingRequests())
    const { result, groups } = await readAll(parts)
    expect(result.ok).toBe(true)
    expect(groups).toHaveLength(1)
    expect(parts.world.sleeps).toEqual([33_000])
  })

  it('would catch a cancelled reading going on', async () => {
    const parts = opened()
    const controller = new AbortController()
    parts.fake.chat(CONVOS, () => {
      controller.abort()
      return answer(CONVOS, { convos: [convoView()], cursor: 'c1' })
    })
    const result = await fakeDirectory().read(parts.groups.read, controller.signal)
    expect(result).toMatchObject({ error: { code: 'net.cancelled' } })
    expect(parts.fake.calls(CONVOS)).toHaveLength(1)
  })
})

describe('one group', () => {
  it('would catch members beyond the first page, or people who left, being shown wrongly', async () => {
    const { fake, groups } = opened()
    const past = {
      did: 'did:plc:pppppppppppppppppppppppp',
      handle: 'past.bsky.social',
      kind: { $type: 'chat.bsky.actor.defs#pastGroupConvoMember' },
    }
    fake.chat(ONE, answer(ONE, { convo: convoView() }))
    fake.chat(
      MEMBERS,
      answer(MEMBERS, { members: [owner(), past], cursor: 'm' }),
      answer(MEMBERS, { members: [alice()] }),
    )
    expect(await groups.get(CONVO)).toMatchObject({
      ok: true,
      data: {
        groupId: CONVO,
        members: [
          { userId: OWNER, name: 'Olga', role: 'owner' },
          { name: 'alice.bsky.social', role: 'member' },
        ],
      },
    })
  })

  it('would catch a group I only asked to join being called gone', async () => {
    const { fake, groups } = opened()
    fake.chat(ONE, xrpcError(400, 'InvalidConvo'))
    fake.chat(REQUESTS, pendingRequests(joinRequest()), pendingRequests())
    expect(await groups.get(CONVO)).toMatchObject({
      data: { relation: 'requested', members: [{ name: 'Olga', role: 'owner' }] },
    })
    expect(await groups.get(CONVO)).toMatchObject({ error: { code: 'groups.notFound' } })
  })
})

describe('reading again', () => {
  const CHANGED = 'chat.bsky.convo.defs#convoView'
  const held = async (...ids: readonly string[]) => {
    const parts = opened()
    const directory = fakeDirectory()
    parts.fake.chat(CONVOS, answer(CONVOS, { convos: ids.map((id) => convoView({ id })) }))
    parts.fake.chat(REQUESTS, pendingRequests())
    expect((await directory.read(parts.groups.read)).ok).toBe(true)
    expect(directory.ids()).toEqual(ids)
    return { ...parts, directory }
  }

  it('would catch a quiet reading costing more than its two lists', async () => {
    const { fake, groups, directory } = await held('a', 'b')
    await directory.read(groups.read)
    expect([fake.calls(CONVOS).length, fake.calls(REQUESTS).length, fake.calls(ONE).length]).toEqual([2, 2, 0])
    expect(directory.starts.at(-1)).toEqual({ mode: 'full', resumed: false })
  })

  it('would catch a group being dropped that no list shows but that is there, or one kept that is gone', async () => {
    const { fake, groups, directory } = await held('a', 'b', 'c')
    fake.chat(CONVOS, answer(CONVOS, { convos: [convoView({ id: 'a' })] }))
    fake.chat(ONE, answer(ONE, { convo: convoView({ id: 'b' }) }), xrpcError(400, 'InvalidConvo'))
    await directory.read(groups.read)
    expect(directory.ids()).toEqual(['a', 'b'])
    expect(fake.calls(ONE)).toHaveLength(2)
  })

  it('would catch groups being dropped because asking for them failed', async () => {
    const { fake, groups, directory } = await held('a', 'b')
    fake.chat(CONVOS, answer(CONVOS, { convos: [convoView({ id: 'a' })] }))
    fake.chat(ONE, xrpcError(502, 'UpstreamFailure'))
    expect(await directory.read(groups.read)).toMatchObject({ error: { code: 'bluesky.chatUnavailable' } })
    expect(directory.ids()).toEqual(['a', 'b'])
  })

  it('would catch a group being lost that moved to the front while later pages were read', async () => {
    const parts = opened()
    const directory = fakeDirectory()
    parts.fake.chat(
      CONVOS,
      answer(CONVOS, { convos: [convoView({ id: 'a' })], cursor: 'c1' }),
      answer(CONVOS, { convos: [convoView({ id: 'b' })] }),
      // Read again from the front: the moved one, and behind it what is known.
      answer(CONVOS, { convos: [convoView({ id: 'moved' }), convoView({ id: 'a' })], cursor: 'c2' }),
      answer(CONVOS, { convos: [convoView({ id: 'a' })], cursor: 'c3' }),
    )
    parts.fake.chat(REQUESTS, pendingRequests({ $type: CHANGED, ...convoView({ id: 'i', status: 'request' }) }))
    await directory.read(parts.groups.read)
    expect(directory.ids().toSorted()).toEqual(['a', 'b', 'i', 'moved'])
    expect(parts.fake.calls(CONVOS)).toHaveLength(4)
  })

  it('would catch pages being asked for although the last one could not be kept', async () => {
    const { fake, groups, directory } = await held('a')
    fake.chat(CONVOS, answer(CONVOS, { convos: [convoView({ id: 'b' })], cursor: 'c1' }))
    directory.onPage = () => ({ ok: false, error: { code: 'store.failed', params: {}, retry: 'later' } })
    expect(await directory.read(groups.read)).toMatchObject({ error: { code: 'store.failed' } })
    expect(fake.calls(CONVOS)).toHaveLength(2)
    expect(fake.calls(REQUESTS)).toHaveLength(1)
  })
})
