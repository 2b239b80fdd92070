import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import {
  ALICE,
  APP_PASSWORD,
  didDocument,
  FakeBluesky,
  htmlError,
  lostConnection,
  PDS,
  sessionOf,
  testWorld,
  xrpcError,
  type Answer,
} from './bluesky.fixtures'
import type { ResolveTxt } from './lookup'

const LOGIN = 'com.atproto.server.createSession'
const LOGOUT = 'com.atproto.server.deleteSession'

const HANDLE = { identifier: 'alice.bsky.social', appPassword: APP_PASSWORD }

const connect = async (fake: FakeBluesky, input: JsonObject = HANDLE, resolveTxt?: ResolveTxt) => {
  const world = testWorld(fake, resolveTxt ? { resolveTxt } : {})
  return world.network.connect(input, { practice: false })
}

const failure = async (fake: FakeBluesky, input?: JsonObject) => {
  const answer = await connect(fake, input)
  return answer.ok ? 'connected' : answer.error
}

describe('what goes wrong', () => {
  it.each(['', '@', 'two words', 'did:key:z6Mk', 'алиса.bsky.social'])(
    'would catch %j being sent anywhere',
    async (identifier) => {
      const fake = new FakeBluesky()
      expect(await failure(fake, { ...HANDLE, identifier })).toMatchObject({ code: 'bluesky.badIdentifier' })
      expect(fake.sent).toHaveLength(0)
    },
  )

  const logins: readonly (readonly [string, Answer, string])[] = [
    [
      'a wrong password',
      xrpcError(401, 'AuthenticationRequired', 'Invalid identifier or password'),
      'bluesky.wrongPassword',
    ],
    [
      'a wanted code',
      xrpcError(401, 'AuthFactorTokenRequired', 'A sign in code has been sent'),
      'bluesky.authFactorRequired',
    ],
    ['a wrong code', xrpcError(401, 'AuthenticationRequired', 'Token is invalid'), 'bluesky.authFactorInvalid'],
    ['a wrong code, as 400', xrpcError(400, 'InvalidToken', 'Token is invalid'), 'bluesky.authFactorInvalid'],
    ['a takedown', xrpcError(401, 'AccountTakedown', 'Account has been taken down'), 'bluesky.takenDown'],
    ['HTML 503', htmlError(503), 'net.serverError'],
    ['500', xrpcError(500, 'InternalServerError'), 'net.serverError'],
    ['a login page', { text: '<html></html>', headers: { 'content-type': 'text/html' } }, 'net.notJson'],
    ['an answer without tokens', { json: { did: ALICE } }, 'net.badAnswer'],
    ['a new error', xrpcError(403, 'SomethingNew'), 'bluesky.refused'],
    ['a lost connection', lostConnection(), 'net.reset'],
  ]
  it.each(logins)('would catch %s being told as something else', async (_name, answer, code) => {
    const fake = new FakeBluesky()
    fake.on(LOGIN, answer)
    const params = code.startsWith('net.') ? { host: 'bsky.social' } : {}
    expect(await failure(fake)).toMatchObject({ code, params })
    expect(fake.calls(LOGIN)).toHaveLength(1)
  })

  it('would catch the wait after too many logins being lost', async () => {
    const fake = new FakeBluesky()
    fake.on(LOGIN, { ...xrpcError(429, 'RateLimitExceeded'), headers: { 'retry-after': '290' } })
    expect(await failure(fake)).toMatchObject({ code: 'net.rateLimited', params: { seconds: 290 }, retry: 'later' })
  })

  it('would catch the e-mail code not being handed on', async () => {
    const fake = new FakeBluesky()
    expect(await connect(fake, { ...HANDLE, authFactorToken: ' ABCDE-FGHIJ\n' })).toMatchObject({ ok: true })
    expect(fake.bodies(LOGIN)).toMatchObject([{ authFactorToken: 'ABCDE-FGHIJ' }])
  })

  const probes: readonly (readonly [string, Answer, string])[] = [
    ['without DM access (method)', xrpcError(400, 'InvalidToken', 'Bad token method'), 'bluesky.noDmAccess'],
    ['without DM access (scope)', xrpcError(400, 'InvalidToken', 'Bad token scope'), 'bluesky.noDmAccess'],
    [
      'with the chat service down',
      xrpcError(502, 'UpstreamFailure', 'Upstream service unreachable'),
      'bluesky.chatUnavailable',
    ],
    ['with chat not offered', xrpcError(404, 'XRPCNotSupported'), 'bluesky.chatUnavailable'],
  ]
  it.each(probes)(
    'would catch an account %s being connected, or its session being left behind',
    async (_name, answer, code) => {
      const fake = new FakeBluesky()
      fake.on('chat.bsky.convo.getLog', answer)
      expect(await failure(fake)).toMatchObject({ code })
      expect(fake.calls(LOGOUT)[0]?.headers['authorization']).toBe('Bearer refresh-1')
    },
  )

  it.each([
    ['suspended', 'bluesky.takenDown'],
    ['takendown', 'bluesky.takenDown'],
  ])('would catch a %s account being connected', async (status, code) => {
    const fake = new FakeBluesky()
    fake.on(LOGIN, { json: { ...sessionOf(1), active: false, status } })
    expect(await failure(fake)).toMatchObject({ code })
    expect(fake.calls(LOGOUT)).toHaveLength(1)
  })

  it('would catch a deactivated account being refused although its server still lets it chat', async () => {
    const fake = new FakeBluesky()
    fake.on(LOGIN, { json: { ...sessionOf(1), active: false, status: 'deactivated' } })
    expect(await connect(fake)).toMatchObject({ ok: true })
  })

  const lookups: readonly (readonly [string, string, Answer, string])[] = [
    [
      'no such handle',
      'com.atproto.identity.resolveHandle',
      xrpcError(400, 'InvalidRequest', 'Unable to resolve handle'),
      'bluesky.handleNotFound',
    ],
    ['a resolver that is down', 'com.atproto.identity.resolveHandle', htmlError(502), 'net.serverError'],
    ['no network', 'com.atproto.identity.resolveHandle', lostConnection('ENOTFOUND'), 'net.dns'],
    ['no such DID', ALICE, { status: 404, json: { message: 'DID not registered' } }, 'bluesky.didNotFound'],
    [
      'another DID’s document',
      ALICE,
      { json: didDocument(PDS, 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb') },
      'bluesky.didNotFound',
    ],
    [
      'a handle not claimed back',
      ALICE,
      { json: didDocument(PDS, ALICE, 'mallory.bsky.social') },
      'bluesky.handleNotFound',
    ],
    ['no PDS', ALICE, { json: { id: ALICE, alsoKnownAs: ['at://alice.bsky.social'], service: [] } }, 'bluesky.noPds'],
    ['a PDS that is no address', ALICE, { json: didDocument('javascript:alert(1)') }, 'bluesky.noPds'],
    ['a directory that is down', ALICE, htmlError(503), 'net.serverError'],
    ['a directory that answers HTML', ALICE, { text: '<html>' }, 'net.notJson'],
    ['a PDS on plain http', ALICE, { json: didDocument('http://pds.example.com') }, 'bluesky.confirmHost'],
  ]
  it.each(lookups)(
    'would catch %s being told as something else, or the password leaving',
    async (_name, method, answer, code) => {
      const fake = new FakeBluesky()
      fake.on(method, answer)
      expect(await failure(fake)).toMatchObject({ code })
      expect(fake.calls(LOGIN)).toHaveLength(0)
    },
  )

  it('would catch the password going over plain http even when the user agrees to the host', async () => {
    const fake = new FakeBluesky()
    fake.on(ALICE, { json: didDocument('http://pds.example.com') })
    expect(await failure(fake, { ...HANDLE, serviceUrl: 'http://pds.example.com' })).toMatchObject({
      code: 'net.httpNotAllowed',
    })
    expect(fake.sent.filter(({ url }) => url.protocol === 'http:')).toEqual([])
  })

  it('would catch a cancelled connect going on, throwing, or leaving its session behind', async () => {
    const stages = ['com.atproto.identity.resolveHandle', LOGIN, 'chat.bsky.convo.getLog']
    for (const stage of stages) {
      const fake = new FakeBluesky()
      const controller = new AbortController()
      fake.on(stage, () => {
        controller.abort()
        return stage === LOGIN ? { json: sessionOf(1) } : xrpcError(502, 'UpstreamFailure')
      })
      const answer = await testWorld(fake).network.connect(HANDLE, { practice: false, signal: controller.signal })
      expect(answer.ok).toBe(false)
      expect(fake.calls(LOGOUT)).toHaveLength(fake.calls(LOGIN).length)
    }
  })

  it('would catch secrets in records or logs', async () => {
    const fake = new FakeBluesky()
    const world = testWorld(fake)
    await world.network.connect(HANDLE, { practice: false })
    fake.on(LOGIN, xrpcError(401, 'AuthenticationRequired', APP_PASSWORD))
    await world.network.connect(HANDLE, { practice: false })
    expect(JSON.stringify([world.calls, world.logged])).not.toMatch(/abcd-efgh|access-1|refresh-1/)
    expect(world.calls.length).toBeGreaterThan(6)
  })
})
