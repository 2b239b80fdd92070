import { describe, expect, it } from 'vitest'
import {
  alice,
  answer,
  convoView,
  CONVO,
  disabled,
  groupConvo,
  invalid,
  joinRequest,
  memberPreview,
  owner,
  pendingRequests,
  preview,
  previews,
  requested,
} from './chat-views.fixtures'
import { CODE, FakeBluesky, htmlError, testAccount, testWorld, xrpcError, type Answer } from './bluesky.fixtures'
import type { JsonObject } from '../../../shared/contract/common'

const PREVIEWS = 'chat.bsky.group.getJoinLinkPreviews'
const JOIN = 'chat.bsky.group.requestJoin'
const REQUESTS = 'chat.bsky.convo.listConvoRequests'
const CONVO_READ = 'chat.bsky.convo.getConvo'
const LINK = `https://bsky.app/chat/${CODE}`

const opened = (fake = new FakeBluesky()) => {
  const [account, world] = [testAccount(), testWorld(fake)]
  const { requests, groups } = world.network.open(account)
  if (!requests || !groups?.previewLink) throw new Error('the ports are missing')
  const previewLink = groups.previewLink.bind(groups)
  return { fake, account, world, requests, previewLink }
}

describe('the preview of a join link', () => {
  const states: readonly (readonly [string, JsonObject, JsonObject])[] = [
    ['open', preview(), { canRequest: true, joinRule: 'approval' }],
    ['open', preview({ requireApproval: false }), { canRequest: true, joinRule: 'open' }],
    ['disabled', disabled(), { canRequest: false }],
    ['invalid', invalid(), { canRequest: false }],
    ['joined', memberPreview(), { canRequest: false }],
    ['invited', preview({ convo: convoView({ status: 'request' }) }), { canRequest: false }],
    ['full', preview({ memberCount: 100 }), { canRequest: false }],
    ['followedByOwnerOnly', preview({ joinRule: 'followedByOwner' }), { joinRule: 'followedByOwner' }],
    // Following the owner myself is the wrong way round and opens nothing.
    [
      'followedByOwnerOnly',
      preview({
        joinRule: 'followedByOwner',
        owner: owner({ viewer: { following: 'at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.graph.follow/1' } }),
      }),
      { canRequest: false },
    ],
    [
      'open',
      preview({
        joinRule: 'followedByOwner',
        owner: owner({ viewer: { followedBy: 'at://did:plc:oooooooooooooooooooooooo/app.bsky.graph.follow/1' } }),
      }),
      { canRequest: true },
    ],
    ['requested', requested(), { canRequest: false, requestedAt: '2026-11-20T09:00:00.000Z' }],
    ['unknown', { $type: 'chat.bsky.group.defs#futurePreviewView', code: CODE }, { canRequest: false }],
    ['open', preview({ joinRule: 'someFutureRule' }), { joinRule: 'unknown' }],
  ]
  it.each(states)('would catch "%s" being told as something else', async (state, view, more) => {
    const { fake, previewLink } = opened()
    fake.chat(PREVIEWS, ...previews(view))
    expect(await previewLink(LINK)).toMatchObject({ ok: true, data: { code: CODE, state, ...more } })
    expect(fake.calls(PREVIEWS)[0]?.url.searchParams.getAll('codes')).toEqual([CODE])
  })

  it('would catch a text without a code being sent anywhere', async () => {
    const { fake, previewLink, requests } = opened()
    expect(await previewLink('not a link at all')).toMatchObject({ error: { code: 'requests.badLink' } })
    expect(await requests.check({})).toMatchObject({ error: { code: 'requests.badLink' } })
    expect(fake.sent).toHaveLength(0)
  })

  it('would catch the preview being lost, or a right to ask being promised, while the account’s own server is down', async () => {
    const { fake, previewLink } = opened()
    fake.on(PREVIEWS, (sent) => (sent.url.host === 'api.bsky.chat' ? (previews(preview())[0] ?? {}) : htmlError(503)))
    expect(await previewLink(LINK)).toMatchObject({
      ok: true,
      data: { state: 'unknown', name: 'Team', canRequest: false },
    })
    const direct = fake.sent.find(({ url }) => url.host === 'api.bsky.chat')
    expect(direct?.headers).not.toHaveProperty('authorization')
  })

  it('would catch a request with an unreadable time being asked again', async () => {
    const { fake, previewLink } = opened()
    fake.chat(PREVIEWS, { json: { joinLinkPreviews: [preview({ viewer: { requestedAt: 'yesterday' } })] } })
    expect(await previewLink(LINK)).toMatchObject({ ok: true, data: { state: 'requested', canRequest: false } })
  })

  it.each([{ joinLinkPreviews: [] }, {}, { joinLinkPreviews: 'none' }])(
    'would catch the answer %j being made something of',
    async (json) => {
      const { fake, previewLink } = opened()
      fake.chat(PREVIEWS, { json })
      expect(await previewLink(LINK)).toMatchObject({ error: { code: 'net.badAnswer' } })
    },
  )
})

describe('the check before asking', () => {
  const checks: readonly (readonly [JsonObject, JsonObject])[] = [
    [
      preview(),
      {
        canRequest: true,
        relation: 'none',
        joinRule: 'approval',
        groupId: CONVO,
        groupName: 'Team',
        deciders: ['Olga'],
      },
    ],
    [disabled(), { canRequest: false, reason: 'linkDisabled' }],
    [invalid(), { canRequest: false, reason: 'linkInvalid' }],
    [memberPreview(), { canRequest: false, relation: 'member', reason: 'alreadyMember' }],
    [
      preview({ convo: convoView({ status: 'request' }) }),
      { canRequest: false, relation: 'invited', reason: 'invited' },
    ],
    [preview({ memberCount: 100 }), { canRequest: false, reason: 'full' }],
    [preview({ joinRule: 'followedByOwner' }), { canRequest: false, reason: 'followRequired' }],
    [requested(), { canRequest: false, relation: 'requested', reason: 'alreadyRequested' }],
    [
      { $type: 'x.y.z#new', code: CODE },
      { canRequest: false, reason: 'notKnown' },
    ],
  ]
  it.each(checks)('would catch %j being judged wrongly', async (view, expected) => {
    const { fake, requests } = opened()
    fake.chat(PREVIEWS, ...previews(view))
    const data = { ...expected, linkCode: CODE, takesMessage: false }
    expect(await requests.check({ link: LINK })).toMatchObject({ ok: true, data })
    expect(fake.calls(JOIN)).toHaveLength(0)
  })

  it('would catch the owner being told that they are a mere member', async () => {
    const { fake, requests } = opened()
    fake.chat(
      PREVIEWS,
      ...previews(preview({ owner: alice('owner'), convo: convoView({ members: [alice('owner')] }) })),
    )
    expect(await requests.check({ link: LINK })).toMatchObject({ data: { relation: 'owner', reason: 'owner' } })
  })

  it.each([
    [
      'requested',
      pendingRequests(joinRequest()),
      xrpcError(400, 'InvalidConvo'),
      { relation: 'requested', reason: 'alreadyRequested' },
    ],
    [
      'member',
      pendingRequests(),
      { json: { convo: convoView() } },
      { relation: 'member', reason: 'alreadyMember', groupName: 'Team' },
    ],
    [
      'owner',
      pendingRequests(),
      { json: { convo: convoView({}, groupConvo({ joinRequestCount: 2 })) } },
      { relation: 'owner', reason: 'owner' },
    ],
    [
      'invited',
      pendingRequests(),
      { json: { convo: convoView({ status: 'request' }) } },
      { relation: 'invited', reason: 'invited' },
    ],
  ] as const)('would catch a %s group known by its id alone being asked', async (_name, list, convo, expected) => {
    const { fake, requests } = opened()
    fake.chat(REQUESTS, list)
    fake.chat(CONVO_READ, convo)
    expect(await requests.check({ groupId: CONVO })).toMatchObject({
      ok: true,
      data: { ...expected, canRequest: false },
    })
  })
})

describe('how a request stands', () => {
  const stand = (list: Answer, convo: Answer) => {
    const parts = opened()
    parts.fake.chat(REQUESTS, list)
    parts.fake.chat(CONVO_READ, convo)
    return parts.requests.standing({ groupId: CONVO })
  }

  it('would catch pending, joined, invited and gone being confused', async () => {
    const gone = xrpcError(400, 'InvalidConvo')
    expect(await stand(pendingRequests(joinRequest()), gone)).toMatchObject({ data: { standing: 'pending' } })
    expect(await stand(pendingRequests(joinRequest('3kanother')), gone)).toMatchObject({ data: { standing: 'none' } })
    expect(await stand(pendingRequests(), { json: { convo: convoView() } })).toMatchObject({
      data: { standing: 'joined' },
    })
    expect(await stand(pendingRequests(), { json: { convo: convoView({ status: 'request' }) } })).toMatchObject({
      data: { standing: 'invited' },
    })
    expect(await stand(pendingRequests(), { json: { convo: { id: CONVO, members: [] } } })).toMatchObject({
      data: { standing: 'notKnown' },
    })
  })

  it('would catch a request on the second page being called declined', async () => {
    const { fake, requests } = opened()
    fake.chat(
      REQUESTS,
      answer(REQUESTS, { requests: [joinRequest('3kanother')], cursor: 'more' }),
      pendingRequests(joinRequest()),
    )
    expect(await requests.standing({ groupId: CONVO })).toMatchObject({ data: { standing: 'pending' } })
    expect(fake.calls(REQUESTS)[1]?.url.searchParams.get('cursor')).toBe('more')
  })

  it('would catch an approval between the two reads being told as declined', async () => {
    const { fake, requests } = opened()
    let approved = false
    fake.chat(REQUESTS, () => {
      const list = approved ? pendingRequests() : pendingRequests(joinRequest())
      approved = true
      return list
    })
    fake.chat(CONVO_READ, () => (approved ? { json: { convo: convoView() } } : xrpcError(400, 'InvalidConvo')))
    expect(await requests.standing({ groupId: CONVO })).toMatchObject({ data: { standing: 'pending' } })
    expect(await requests.standing({ groupId: CONVO })).toMatchObject({ data: { standing: 'joined' } })
  })

  it('would catch an outage being told as declined', async () => {
    const { fake, requests } = opened()
    fake.chat(REQUESTS, pendingRequests())
    fake.chat(CONVO_READ, xrpcError(502, 'UpstreamFailure'))
    expect(await requests.standing({ groupId: CONVO })).toMatchObject({
      ok: false,
      error: { code: 'bluesky.chatUnavailable' },
    })
  })

  it('would catch a dead link being taken for a declined request', async () => {
    const { fake, requests } = opened()
    fake.chat(PREVIEWS, ...previews(disabled()))
    expect(await requests.standing({ link: LINK })).toEqual({ ok: true, data: { standing: 'notKnown' } })
  })
})
