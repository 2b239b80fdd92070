import { describe, expect, it } from 'vitest'
import { convoView, CONVO, pendingRequests } from './chat-views.fixtures'
import {
  FakeBluesky,
  htmlError,
  lostConnection,
  START,
  testAccount,
  testWorld,
  xrpcError,
  type Answer,
} from './bluesky.fixtures'

const ONE = 'chat.bsky.convo.getConvo'
const REQUESTS = 'chat.bsky.convo.listConvoRequests'
const REFRESH = 'com.atproto.server.refreshSession'

const opened = () => {
  const fake = new FakeBluesky()
  const account = testAccount()
  const world = testWorld(fake)
  const { requests, identity } = world.network.open(account)
  if (!requests) throw new Error('the port is missing')
  fake.chat(REQUESTS, pendingRequests())
  const read = () => requests.standing({ groupId: CONVO })
  return { fake, account, world, read, identity }
}

describe('what an error means', () => {
  const rows: readonly (readonly [string, Answer, string, number, string | undefined])[] = [
    ['502 UpstreamFailure', xrpcError(502, 'UpstreamFailure'), 'bluesky.chatUnavailable', 3, 'offline'],
    ['502 InternalServerError', xrpcError(502, 'InternalServerError', 'boom'), 'bluesky.chatUnavailable', 3, 'offline'],
    ['500 of the PDS', xrpcError(500, 'InternalServerError'), 'bluesky.temporarilyOffline', 3, 'offline'],
    ['HTML 502', htmlError(502), 'bluesky.temporarilyOffline', 3, 'offline'],
    ['HTML 503', htmlError(503), 'bluesky.temporarilyOffline', 3, 'offline'],
    ['504', htmlError(504), 'bluesky.temporarilyOffline', 3, 'offline'],
    ['404 XRPCNotSupported', xrpcError(404, 'XRPCNotSupported'), 'bluesky.chatUnavailable', 1, 'offline'],
    ['501 MethodNotImplemented', xrpcError(501, 'MethodNotImplemented'), 'bluesky.chatUnavailable', 1, 'offline'],
    [
      'an unresolvable chat service',
      xrpcError(400, 'InvalidRequest', 'could not resolve proxy did service url'),
      'bluesky.chatUnavailable',
      1,
      'offline',
    ],
    ['no DM access', xrpcError(400, 'InvalidToken', 'Bad token scope'), 'bluesky.noDmAccess', 1, 'missingScope'],
    ['403 AccountNotFound', xrpcError(403, 'AccountNotFound'), 'bluesky.signedOut', 1, 'signedOut'],
    ['403 ScopeMissingError', xrpcError(403, 'ScopeMissingError'), 'bluesky.refused', 1, undefined],
    ['401 AuthMissing', xrpcError(401, 'AuthMissing'), 'bluesky.refused', 2, undefined],
    ['400 AccountDeactivated', xrpcError(400, 'AccountDeactivated'), 'bluesky.deactivated', 1, 'blocked'],
    ['400 without a body', { status: 400 }, 'bluesky.refused', 1, undefined],
    ['a redirect', { status: 302, headers: { location: 'https://login.example.com' } }, 'net.notJson', 1, 'offline'],
    ['HTML with 200', { text: '<html>', headers: { 'content-type': 'text/html' } }, 'net.notJson', 1, 'offline'],
    ['DNS', lostConnection('EAI_AGAIN'), 'net.dns', 3, 'offline'],
    ['no route', lostConnection('ENETUNREACH'), 'net.offline', 3, 'offline'],
    ['a bad certificate', lostConnection('DEPTH_ZERO_SELF_SIGNED_CERT'), 'net.tls', 3, 'offline'],
    ['a reset', lostConnection(), 'net.reset', 3, 'offline'],
  ]
  it.each(rows)(
    'would catch %s being told as something else or read too often',
    async (_name, reply, code, calls, health) => {
      const { fake, account, read } = opened()
      fake.on(ONE, reply)
      // Every sentence about the network names the host.
      const params = code.startsWith('net.') ? { host: 'morel.us-east.host.bsky.network' } : {}
      expect(await read()).toMatchObject({ ok: false, error: { code, params } })
      expect(fake.calls(ONE)).toHaveLength(calls)
      expect(account.healths.at(-1)).toMatchObject(health ? { state: health, reason: code } : { state: 'ok' })
      expect(JSON.parse(account.stored)).toHaveProperty('accessJwt')
    },
  )

  it('would catch a passing failure not being read again, or the way back to health not being told', async () => {
    const { fake, account, world, read } = opened()
    fake.chat(ONE, xrpcError(502, 'UpstreamFailure'), lostConnection(), { json: { convo: convoView() } })
    expect(await read()).toMatchObject({ data: { standing: 'joined' } })
    expect(world.sleeps).toEqual([400, 1600])
    expect(account.healths.map(({ state }) => state)).toEqual(['ok', 'offline', 'offline', 'ok'])
  })

  it('would catch a service token refused by chat looping, or signing the user out', async () => {
    const { fake, read } = opened()
    fake.chat(ONE, xrpcError(401, 'BadJwt', 'nope'))
    expect(await read()).toMatchObject({ error: { code: 'bluesky.refused', params: { name: 'BadJwt' } } })
    expect(fake.calls(ONE)).toHaveLength(2)
    expect(fake.calls(REFRESH)).toHaveLength(1)
  })

  it('would catch text of the server reaching the user as a reason', async () => {
    const { fake, read } = opened()
    fake.chat(ONE, xrpcError(400, 'a\u202eb<i>', 'Ask <b>somebody</b>'))
    const answer = await read()
    expect(answer).toMatchObject({
      error: { code: 'bluesky.refused', params: { name: expect.stringMatching(/^\w+$/) as string } },
    })
    expect(JSON.stringify(answer)).not.toMatch(/somebody|<i>/)
  })
})

describe('too many requests', () => {
  // As measured through a real PDS: the chat service's own headers are dropped, and the PDS's say that all is well.
  const limited: Answer = {
    ...xrpcError(429, 'RateLimitExceeded'),
    headers: {
      'ratelimit-limit': '3000',
      'ratelimit-remaining': '2966',
      'ratelimit-reset': String(START / 1000 + 5),
      'ratelimit-policy': '3000;w=300',
    },
  }

  it('would catch the wait being taken from headers that lie, or calls going out before it is over', async () => {
    const { fake, account, world, read } = opened()
    fake.chat(ONE, limited)
    expect(await read()).toMatchObject({ error: { code: 'net.rateLimited', params: { seconds: 33 }, retry: 'later' } })
    expect(account.healths.at(-1)).toEqual({
      state: 'limited',
      reason: 'net.rateLimited',
      until: new Date(START + 33_000).toISOString(),
    })
    const before = fake.sent.length
    expect(await read()).toMatchObject({ error: { code: 'net.rateLimited' } })
    expect(fake.sent).toHaveLength(before)
    world.pass(33_000)
    expect(await read()).toMatchObject({ error: { code: 'net.rateLimited', params: { seconds: 33 } } })
  })

  it('would catch repeated refusals not making the wait longer, or a success not ending them', async () => {
    const { fake, account, world, read, identity } = opened()
    fake.chat('chat.bsky.convo.getLog', limited)
    fake.on('com.atproto.server.getSession', limited)
    const waits: number[] = []
    for (let round = 0; round < 7; round += 1) {
      const answer = await identity.check()
      expect(answer).toMatchObject({ data: { health: { state: 'limited' } } })
      const until = Date.parse(account.healths.at(-1)?.until ?? '')
      waits.push(until - world.deps.clock())
      world.pass(until - world.deps.clock())
    }
    expect(waits).toEqual([33_000, 66_000, 132_000, 264_000, 528_000, 990_000, 990_000])
    fake.chat(ONE, { json: { convo: convoView() } })
    expect(await read()).toMatchObject({ ok: true })
    expect(account.healths.at(-1)).toEqual({ state: 'ok' })
  })

  it('would catch the budget shown being anything but the server’s general one', async () => {
    const { fake, world, read } = opened()
    fake.chat(ONE, { json: { convo: convoView() }, headers: limited.headers ?? {} })
    await read()
    fake.on('com.atproto.server.createSession', {
      ...xrpcError(401, 'AuthenticationRequired'),
      headers: { 'ratelimit-remaining': '3', 'ratelimit-policy': '30;w=300' },
    })
    await world.network.connect(
      { identifier: 'alice.bsky.social', appPassword: 'abcd-efgh-ij23-mnop' },
      { practice: false },
    )
    expect(world.network.budgets()).toEqual([
      { host: 'morel.us-east.host.bsky.network', left: 2966, burst: 3000, perSecond: 10 },
    ])
  })
})

describe('an account whose state changed', () => {
  it('would catch a deactivated account passing for a healthy one', async () => {
    const { fake, account, identity } = opened()
    fake.on('com.atproto.server.getSession', {
      json: {
        did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa',
        handle: 'new.bsky.social',
        active: false,
        status: 'deactivated',
      },
    })
    expect(await identity.check()).toEqual({
      ok: true,
      data: {
        health: { state: 'blocked', reason: 'bluesky.deactivated' },
        missingScopes: [],
        userName: 'new.bsky.social',
      },
    })
    expect(account.healths.at(-1)).toEqual({ state: 'blocked', reason: 'bluesky.deactivated' })
  })

  it('would catch health being told although nothing changed', async () => {
    const { fake, account, read } = opened()
    fake.chat(ONE, { json: { convo: convoView() } })
    await read()
    await read()
    expect(account.healths).toEqual([{ state: 'ok' }])
  })
})
