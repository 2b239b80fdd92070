import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import { ALICE, APP_PASSWORD, didDocument, FakeBluesky, PDS, sessionOf, testWorld, xrpcError } from './bluesky.fixtures'
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

describe('connecting', () => {
  it('would catch the wrong account, host, secret or port list being handed over', async () => {
    const fake = new FakeBluesky()
    const answer = await connect(fake)
    expect(answer).toMatchObject({
      ok: true,
      data: {
        network: 'bluesky',
        identityKey: `bluesky:${ALICE}`,
        label: 'alice.bsky.social',
        host: 'morel.us-east.host.bsky.network',
        userId: ALICE,
        handle: 'alice.bsky.social',
        missingScopes: [],
        ports: ['groups', 'requests', 'messages'],
        settings: {
          did: ALICE,
          pdsUrl: PDS,
          serviceUrl: 'https://bsky.social',
          chatService: 'did:web:api.bsky.chat#bsky_chat',
        },
      },
    })
    if (!answer.ok) return
    expect(JSON.parse(answer.data.secrets['session'] ?? '')).toMatchObject({
      accessJwt: 'access-1',
      refreshJwt: 'refresh-1',
      service: 'https://bsky.social',
      didDoc: didDocument(),
    })
    expect(JSON.stringify(answer.data.settings)).not.toMatch(/access-1|refresh-1|abcd-/)
    expect(fake.bodies(LOGIN)).toEqual([{ identifier: ALICE, password: APP_PASSWORD }])
    expect(fake.calls(LOGIN).map(({ url }) => url.origin)).toEqual(['https://bsky.social'])
    expect(fake.calls('chat.bsky.convo.getLog')[0]?.headers['atproto-proxy']).toBe('did:web:api.bsky.chat#bsky_chat')
  })

  it.each([' @Alice.Bsky.Social ', ALICE, 'https://bsky.app/profile/alice.bsky.social', 'Alice@Example.com', 'alice'])(
    'would catch %j not leading to the account',
    async (identifier) => {
      const fake = new FakeBluesky()
      fake.on('com.atproto.server.describeServer', {
        json: { did: 'did:web:bsky.social', availableUserDomains: ['.bsky.social'] },
      })
      expect(await connect(fake, { ...HANDLE, identifier })).toMatchObject({ ok: true, data: { userId: ALICE } })
      expect(fake.calls(LOGIN).map(({ url }) => url.origin)).toEqual(['https://bsky.social'])
    },
  )

  it('would catch DNS being ignored, or two DIDs in DNS being taken for one', async () => {
    const fake = new FakeBluesky()
    fake.on('com.atproto.identity.resolveHandle', xrpcError(400, 'InvalidRequest', 'Unable to resolve handle'))
    const dns: ResolveTxt = () => Promise.resolve([['unrelated'], ['did=', ALICE]])
    expect(await connect(fake, HANDLE, dns)).toMatchObject({ ok: true })
    const two: ResolveTxt = () => Promise.resolve([[`did=${ALICE}`], ['did=did:plc:bbbbbbbbbbbbbbbbbbbbbbbb']])
    expect(await connect(fake, HANDLE, two)).toMatchObject({ error: { code: 'bluesky.handleNotFound' } })
  })

  it('would catch a redirecting well-known address not being followed', async () => {
    const fake = new FakeBluesky()
    fake.on('com.atproto.identity.resolveHandle', xrpcError(400, 'InvalidRequest'))
    fake.on('.well-known/atproto-did', { status: 301, headers: { location: 'https://www.alice.bsky.social/did.txt' } })
    fake.on('did.txt', { text: `${ALICE}\n`, headers: { 'content-type': 'text/plain' } })
    expect(await connect(fake)).toMatchObject({ ok: true })
    fake.on('.well-known/atproto-did', { status: 301, headers: { location: 'http://alice.bsky.social/did.txt' } })
    expect(await failure(fake)).toMatchObject({ code: 'bluesky.handleNotFound' })
    expect(fake.sent.filter(({ url }) => url.protocol === 'http:')).toEqual([])
  })

  it('would catch a handle that only its own server knows not being looked up there', async () => {
    const fake = new FakeBluesky()
    const own = 'https://pds.example.com'
    fake.on('com.atproto.identity.resolveHandle', ({ url }) =>
      url.origin === own ? { json: { did: ALICE } } : xrpcError(400, 'InvalidRequest', 'Unable to resolve handle'),
    )
    fake.on(ALICE, { json: didDocument(own) })
    fake.on(LOGIN, { json: sessionOf(1, own) })
    expect(await failure(fake)).toMatchObject({ code: 'bluesky.handleNotFound' })
    expect(await connect(fake, { ...HANDLE, serviceUrl: own })).toMatchObject({ ok: true, data: { userId: ALICE } })
  })

  it('would catch a named server that does not know the handle hiding it from Bluesky’s own', async () => {
    const fake = new FakeBluesky()
    fake.on('com.atproto.identity.resolveHandle', ({ url }) =>
      url.host === 'bsky.social' ? { json: { did: ALICE } } : xrpcError(400, 'InvalidRequest'),
    )
    fake.on(ALICE, { json: didDocument('https://pds.example.com') })
    const serviceUrl = 'https://pds.example.org'
    expect(await failure(fake, { ...HANDLE, serviceUrl })).toMatchObject({
      code: 'bluesky.confirmHost',
      params: { host: 'pds.example.com' },
    })
  })

  it('would catch a did:web account not being found', async () => {
    const fake = new FakeBluesky()
    const did = 'did:web:example.com'
    fake.on('.well-known/did.json', { json: didDocument(PDS, did) })
    fake.on(LOGIN, { json: { ...sessionOf(1), did } })
    expect(await connect(fake, { ...HANDLE, identifier: did })).toMatchObject({ ok: true, data: { userId: did } })
    expect(fake.sent[0]?.url.href).toBe('https://example.com/.well-known/did.json')
  })
})

describe('the password', () => {
  it('would catch it going to a server that is not Bluesky’s before the user agreed to exactly that host', async () => {
    const fake = new FakeBluesky()
    fake.on(ALICE, { json: didDocument('https://pds.example.com') })
    fake.on(LOGIN, { json: sessionOf(1, 'https://pds.example.com') })
    const asked = { code: 'bluesky.confirmHost', params: { host: 'pds.example.com' } }
    expect(await failure(fake)).toMatchObject(asked)
    for (const serviceUrl of ['https://bsky.social', 'https://pds.example.org', 'https://pds.example.com:8443', 'x']) {
      expect(await failure(fake, { ...HANDLE, serviceUrl })).toMatchObject(asked)
    }
    expect(fake.calls(LOGIN)).toHaveLength(0)
    expect(JSON.stringify(fake.sent.map(({ url, headers, body }) => [url, headers, body ?? '']))).not.toContain(
      APP_PASSWORD,
    )
    for (const serviceUrl of ['pds.example.com', 'https://PDS.example.com/']) {
      expect(await connect(fake, { ...HANDLE, serviceUrl })).toMatchObject({
        ok: true,
        data: { host: 'pds.example.com' },
      })
    }
    expect(fake.calls(LOGIN).map(({ url }) => url.origin)).toEqual([
      'https://pds.example.com',
      'https://pds.example.com',
    ])
  })

  it('would catch look-alikes of Bluesky’s own hosts passing for them', async () => {
    for (const pds of [
      'https://bsky.social.example.com',
      'https://host.bsky.network',
      'https://evilhost.bsky.network',
    ]) {
      const fake = new FakeBluesky()
      fake.on(ALICE, { json: didDocument(pds) })
      expect(await failure(fake)).toMatchObject({ code: 'bluesky.confirmHost', params: { host: new URL(pds).host } })
    }
  })

  it('would catch an account password leaving unless the user insists', async () => {
    const fake = new FakeBluesky()
    const input = { ...HANDLE, appPassword: ' correct horse ' }
    expect(await failure(fake, input)).toMatchObject({ code: 'bluesky.accountPassword', retry: 'user' })
    expect(fake.sent).toHaveLength(0)
    expect(await connect(fake, { ...input, allowAccountPassword: true })).toMatchObject({ ok: true })
    expect(fake.bodies(LOGIN)).toEqual([{ identifier: ALICE, password: ' correct horse ' }])
  })

  it('would catch a login following a redirect with the password in its hands', async () => {
    const fake = new FakeBluesky()
    fake.on(LOGIN, { status: 307, headers: { location: 'https://elsewhere.example.com/xrpc/x' } })
    expect(await failure(fake)).toMatchObject({ code: 'net.notJson', params: { host: 'bsky.social' } })
    expect(fake.sent.filter(({ url }) => url.host === 'elsewhere.example.com')).toEqual([])
  })

  it('would catch an e-mail login believing a server about an account that lives elsewhere', async () => {
    const fake = new FakeBluesky()
    fake.on(ALICE, { json: didDocument('https://pds.example.com') })
    expect(await failure(fake, { ...HANDLE, identifier: 'alice@example.com' })).toMatchObject({ code: 'net.badAnswer' })
    expect(fake.calls(LOGOUT)).toHaveLength(1)
  })

  it('would catch a login that answers for somebody else', async () => {
    const fake = new FakeBluesky()
    fake.on(LOGIN, { json: { ...sessionOf(1), did: 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' } })
    expect(await failure(fake)).toMatchObject({ code: 'net.badAnswer' })
    expect(fake.calls(LOGOUT)).toHaveLength(1)
  })
})

describe('a practice account', () => {
  it('would catch it being asked about its host, or looked up on the real network', async () => {
    const fake = new FakeBluesky()
    fake.on(ALICE, { json: didDocument('https://127.0.0.1:9', ALICE, 'alice.test') })
    const world = testWorld(fake, { resolveTxt: () => Promise.reject(new Error('no DNS in practice')) })
    const input = {
      identifier: 'alice.test',
      appPassword: APP_PASSWORD,
      serviceUrl: 'https://127.0.0.1:9',
      plcUrl: 'https://127.0.0.1:8',
      chatService: 'did:web:127.0.0.1%3A7#bsky_chat',
      chatUrl: 'https://127.0.0.1:7',
    }
    const answer = await world.network.connect(input, { practice: true })
    expect(answer).toMatchObject({
      ok: true,
      data: { settings: { plcUrl: input.plcUrl, chatService: input.chatService } },
    })
    expect(new Set(fake.sent.map(({ url }) => url.hostname))).toEqual(new Set(['127.0.0.1']))
    // An ordinary account may not bring its own directory along.
    fake.sent.length = 0
    await world.network.connect(input, { practice: false })
    expect(fake.calls(ALICE).map(({ url }) => url.host)).toEqual(['plc.directory'])
  })
})
