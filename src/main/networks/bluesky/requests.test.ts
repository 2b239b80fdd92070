import { describe, expect, it } from 'vitest'
import {
  answer,
  convoView,
  CONVO,
  joinRequest,
  memberPreview,
  pendingRequests,
  preview,
  previews,
  requested,
} from './chat-views.fixtures'
import {
  CODE,
  FakeBluesky,
  htmlError,
  lostConnection,
  testAccount,
  testWorld,
  xrpcError,
  type Answer,
} from './bluesky.fixtures'
import type { JsonObject } from '../../../shared/contract/common'

const PREVIEWS = 'chat.bsky.group.getJoinLinkPreviews'
const JOIN = 'chat.bsky.group.requestJoin'
const WITHDRAW = 'chat.bsky.group.withdrawJoinRequest'
const REQUESTS = 'chat.bsky.convo.listConvoRequests'
const CONVO_READ = 'chat.bsky.convo.getConvo'
const LINK = `https://bsky.app/chat/${CODE}`

const opened = (fake = new FakeBluesky()) => {
  const account = testAccount()
  const world = testWorld(fake)
  const { requests, groups } = world.network.open(account)
  if (!requests || !groups?.previewLink) throw new Error('the ports are missing')
  const previewLink = groups.previewLink.bind(groups)
  return { fake, account, world, requests, previewLink }
}

const joinable = (...after: JsonObject[]) => {
  const parts = opened()
  parts.fake.chat(PREVIEWS, ...previews(preview(), ...after))
  return parts
}

describe('asking to join', () => {
  it('would catch the conversation of a pending request being lost: the answer names none', async () => {
    const { fake, requests } = joinable()
    fake.chat(JOIN, answer(JOIN, { status: 'pending' }))
    expect(await requests.send({ link: LINK }, undefined)).toEqual({
      ok: true,
      data: { state: 'pending', groupId: CONVO },
    })
    expect(fake.bodies(JOIN)).toEqual([{ code: CODE }])
  })

  it('would catch a join being told as a request', async () => {
    const { fake, requests } = joinable()
    fake.chat(JOIN, answer(JOIN, { status: 'joined', convo: convoView({ id: '3kother' }) }))
    expect(await requests.send({ link: LINK }, undefined)).toEqual({
      ok: true,
      data: { state: 'joined', groupId: '3kother' },
    })
  })

  const joinedAnyway: readonly (readonly [string, JsonObject])[] = [
    ['without a conversation', { status: 'joined' }],
    ['with a conversation newer than our lexicons', { status: 'joined', convo: { id: CONVO, shape: 1.5 } }],
    ['with an extra field', { status: 'joined', eta: 5 }],
  ]
  it.each(joinedAnyway)('would catch a join %s being lost', async (_name, json) => {
    const { fake, requests } = joinable()
    fake.chat(JOIN, { json })
    expect(await requests.send({ link: LINK }, undefined)).toEqual({
      ok: true,
      data: { state: 'joined', groupId: CONVO },
    })
  })

  it.each([
    ['ConvoLocked', 'requests.locked'],
    ['FollowRequired', 'requests.followRequired'],
    ['InvalidCode', 'requests.invalidCode'],
    ['LinkDisabled', 'requests.linkDisabled'],
    ['MemberLimitReached', 'requests.full'],
    ['UserKicked', 'requests.kicked'],
    ['SomethingNew', 'bluesky.refused'],
    ['AccountSuspended', 'bluesky.takenDown'],
  ])('would catch the error %s being told as something else, or being asked twice', async (name, reason) => {
    const { fake, requests } = joinable()
    fake.chat(JOIN, xrpcError(400, name))
    const data = { state: 'failed', reason, groupId: CONVO }
    expect(await requests.send({ link: LINK }, undefined)).toEqual({ ok: true, data })
    expect(fake.calls(JOIN)).toHaveLength(1)
  })

  const silent: readonly (readonly [string, Answer])[] = [
    ['502 after the work', xrpcError(502, 'UpstreamFailure')],
    ['a dropped connection', lostConnection()],
    ['a timeout', lostConnection('UND_ERR_HEADERS_TIMEOUT')],
    ['HTML 503', htmlError(503)],
    ['HTML with status 200', { text: '<html>ok</html>', headers: { 'content-type': 'text/html' } }],
    ['broken JSON', { text: '{"status":"jo', headers: { 'content-type': 'application/json' } }],
    ['a status we do not know', { json: { status: 'waitlisted' } }],
    ['no status at all', { json: {} }],
  ]
  it.each(silent)('would catch %s being repeated, or a request it made being missed', async (_name, reply) => {
    const { fake, requests } = joinable(preview(), requested())
    fake.chat(JOIN, reply)
    expect(await requests.send({ link: LINK }, undefined)).toEqual({
      ok: true,
      data: { state: 'pending', groupId: CONVO },
    })
    expect(fake.calls(JOIN)).toHaveLength(1)
  })

  it('would catch a join behind a lost answer being missed', async () => {
    const { fake, requests } = joinable(memberPreview())
    fake.chat(JOIN, xrpcError(502, 'UpstreamFailure'))
    expect(await requests.send({ link: LINK }, undefined)).toEqual({
      ok: true,
      data: { state: 'joined', groupId: CONVO },
    })
  })

  it('would catch a request that cannot be seen yet being called failed', async () => {
    const { fake, requests, world } = joinable(preview())
    fake.chat(JOIN, lostConnection())
    const data = { state: 'unknown', reason: 'requests.unknownOutcome', groupId: CONVO }
    expect(await requests.send({ link: LINK }, undefined)).toEqual({ ok: true, data })
    expect(fake.calls(PREVIEWS)).toHaveLength(4)
    expect(world.sleeps).toEqual([1_000, 3_000])
  })

  it.each([
    ['ENOTFOUND', 'net.dns'],
    ['ECONNREFUSED', 'net.refused'],
    ['UND_ERR_CONNECT_TIMEOUT', 'net.timeout'],
    ['CERT_HAS_EXPIRED', 'net.tls'],
  ])('would catch a request that never left (%s) being journalled as sent', async (code, expected) => {
    const { fake, requests } = joinable()
    fake.chat(JOIN, lostConnection(code))
    expect(await requests.send({ link: LINK }, undefined)).toMatchObject({ ok: false, error: { code: expected } })
  })

  it('would catch a second request while one is pending, or by a member', async () => {
    const { fake, requests } = opened()
    fake.chat(PREVIEWS, ...previews(requested(), memberPreview()))
    expect(await requests.send({ link: LINK }, undefined)).toMatchObject({ data: { state: 'pending' } })
    expect(await requests.send({ link: LINK }, undefined)).toMatchObject({ data: { state: 'joined' } })
    expect(fake.calls(JOIN)).toHaveLength(0)
  })

  it('would catch an expired token costing the request, or sending it twice', async () => {
    const { fake, requests } = joinable()
    fake.on(JOIN, (sent) => {
      if (fake.calls(JOIN).length === 1) fake.expire()
      return fake.authorized(sent, { json: { status: 'pending' } })
    })
    expect(await requests.send({ link: LINK }, undefined)).toMatchObject({ data: { state: 'pending' } })
    expect(fake.calls(JOIN).map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer access-1',
      'Bearer access-2',
    ])
  })
})

describe('withdrawing', () => {
  it('would catch the code being sent instead of the conversation', async () => {
    const { fake, requests } = joinable()
    fake.chat(WITHDRAW, { json: {} })
    expect(await requests.withdraw({ link: LINK })).toEqual({ ok: true, data: undefined })
    expect(await requests.withdraw({ groupId: '3kother' })).toEqual({ ok: true, data: undefined })
    expect(fake.bodies(WITHDRAW)).toEqual([{ convoId: CONVO }, { convoId: '3kother' }])
  })

  it('would catch a request that was decided meanwhile being told as withdrawn', async () => {
    const { fake, requests } = opened()
    fake.chat(WITHDRAW, xrpcError(400, 'InvalidJoinRequest'))
    expect(await requests.withdraw({ groupId: CONVO })).toMatchObject({
      error: { code: 'requests.invalidJoinRequest' },
    })
  })

  it('would catch a lost answer being guessed instead of read', async () => {
    const { fake, requests } = opened()
    fake.chat(WITHDRAW, lostConnection())
    fake.chat(REQUESTS, pendingRequests(), pendingRequests(joinRequest()))
    fake.chat(CONVO_READ, xrpcError(400, 'InvalidConvo'))
    expect(await requests.withdraw({ groupId: CONVO })).toEqual({ ok: true, data: undefined })
    expect(await requests.withdraw({ groupId: CONVO })).toMatchObject({ error: { code: 'requests.unknownOutcome' } })
    expect(fake.calls(WITHDRAW)).toHaveLength(2)
  })
})
