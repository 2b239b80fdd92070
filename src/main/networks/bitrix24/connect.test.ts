import { X509Certificate } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import { createBitrix24 } from './index'
import { portalName } from './connect'
import { PROFILE, restPortal, testDeps } from './network.fixtures'
import type { Method, RestPortal } from './network.fixtures'
import { makeTls, realTimers, serve } from './transport.fixtures'
import type { TestServer, TestTls } from './transport.fixtures'

const ends: (() => Promise<void>)[] = []
afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))))
function keep<T extends TestServer>(server: T): T {
  ends.push(() => server.close())
  return server
}
const start = async (methods: Readonly<Record<string, Method>> = PROFILE): Promise<RestPortal> =>
  keep(await restPortal(methods))
const connect = (input: JsonObject, deps = testDeps()) => createBitrix24(deps).connect(input, { practice: false })
const error = (code: string, params: JsonObject = {}) => ({ ok: false, error: { code, params } })

describe('a good webhook', () => {
  it('is tried in one request, normalised and named', async () => {
    const portal = await start()
    const deps = testDeps()
    const identity = await connect({ webhookUrl: `  "${portal.webhookUrl}profile.json" ` }, deps)
    const host = `127.0.0.1:${portal.port}`
    expect(identity).toEqual({
      ok: true,
      data: {
        network: 'bitrix24',
        identityKey: `bitrix24:${host}:7`,
        label: host,
        host,
        userId: '7',
        userName: 'Anna Lee',
        missingScopes: [],
        ports: ['groups', 'requests', 'openlines', 'messages'],
        settings: { allowHttp: false, trust: {}, isAdmin: true, missingScopes: [], userName: 'Anna Lee' },
        secrets: { webhookUrl: portal.webhookUrl },
      },
    })
    expect(portal.arrived.map((one) => one.method)).toEqual(['batch'])
    expect(portal.arrived[0]?.headers).toMatchObject({ 'user-agent': 'Bellhop/test', accept: 'application/json' })
    expect(JSON.stringify([deps.calls, deps.logged])).not.toContain('s3cr3tc0de')
  })

  it('keeps the user’s label, and the portal’s base path apart in its key', async () => {
    const portal = await start()
    const webhookUrl = portal.webhookUrl.replace('/rest/', '/crm/rest/')
    expect(await connect({ webhookUrl, label: ' Work ' })).toMatchObject({
      data: { label: 'Work', identityKey: `bitrix24:127.0.0.1:${portal.port}/crm:7` },
    })
  })

  it.each([
    ['acme.bitrix24.com', 'acme'],
    ['b24-x1.bitrix24.com.br', 'b24-x1'],
    ['portal.company.ru', 'portal.company.ru'],
    ['bitrix24.com', 'bitrix24.com'],
  ])('on %s is named %s', (host, name) => expect(portalName(host)).toBe(name))

  it.each<[string[], string[], string[]]>([
    [[], ['sonet_group', 'socialnetwork', 'im', 'imopenlines', 'user_brief'], []],
    [['im', 'user_basic'], ['sonet_group', 'socialnetwork', 'imopenlines'], ['messages']],
    [['imopenlines'], ['sonet_group', 'socialnetwork', 'im', 'user_brief'], ['openlines', 'messages']],
    [
      ['SONET_GROUP', 'user'],
      ['socialnetwork', 'im', 'imopenlines'],
      ['groups', 'requests'],
    ],
  ])('with scopes %j lacks %j and offers %j', async (scopes, missing, ports) => {
    const portal = await start({ ...PROFILE, scope: () => scopes })
    expect(await connect({ webhookUrl: portal.webhookUrl })).toMatchObject({
      ok: true,
      data: { missingScopes: missing, ports },
    })
  })
})

describe('a webhook that does not work', () => {
  it.each([
    ['NO_AUTH_FOUND', 'Wrong authorization data', 'bitrix24.noAuth'],
    ['INVALID_CREDENTIALS', 'Invalid request credentials', 'bitrix24.invalidCredentials'],
    ['ACCESS_DENIED', 'REST is available only by subscription.', 'bitrix24.subscription'],
    ['PORTAL_DELETED', 'Site is closed', 'bitrix24.portalDeleted'],
    ['INVALID_REQUEST', 'Https required.', 'bitrix24.httpsRequired'],
    ['OVERLOAD_LIMIT', 'Blocked', 'bitrix24.overloadBlocked'],
    ['authorization_error', '', 'bitrix24.userInactive'],
  ])('%s', async (code, text, expected) => {
    const refuse = keep(
      await serve(
        (_, response) => void response.writeHead(401).end(JSON.stringify({ error: code, error_description: text })),
      ),
    )
    expect(await connect({ webhookUrl: `${refuse.origin}/rest/7/abcd1234/` })).toMatchObject(error(expected))
  })

  it.each([
    [200, '<html>Sign in</html>', 'net.notJson'],
    [404, '<html>', 'bitrix24.wrongHost'],
    [200, '{"result":{"result":{"me":{}}}}', 'bitrix24.wrongHost'],
  ])('an answer %i %s', async (status, body, expected) => {
    const other = keep(
      await serve((_, response) => void response.writeHead(status, { 'content-type': 'text/html' }).end(body)),
    )
    expect(await connect({ webhookUrl: `${other.origin}/rest/7/abcd1234/` })).toMatchObject(error(expected))
  })

  it('a portal that is not there', async () => {
    const gone = await serve(() => undefined)
    await gone.close()
    expect(await connect({ webhookUrl: `${gone.origin}/rest/7/abcd1234/` })).toMatchObject(
      error('net.refused', { host: `127.0.0.1:${gone.port}` }),
    )
  })

  it.each([
    [{ webhookUrl: '' }, 'webhook.empty'],
    [{}, 'webhook.empty'],
    [{ webhookUrl: 'https://h.example/rest/7/' }, 'webhook.noCode'],
    [{ webhookUrl: 'https://h.example/rest/7/abcd1234/', trust: { caPem: 'no certificate' } }, 'net.badCa'],
    [{ webhookUrl: 'https://h.example/rest/7/abcd1234/', trust: { pinSha256: 'ab:cd' } }, 'net.badCa'],
    [{ webhookUrl: 'http://8.8.8.8/rest/7/abcd1234/', allowHttp: true }, 'net.httpNotAllowed'],
  ] as [JsonObject, string][])('%j is refused before anything is sent', async (input, code) => {
    const deps = testDeps({ proxyFor: () => Promise.reject(new Error('must not be asked')) })
    expect(await connect(input, deps)).toMatchObject(error(code))
  })

  it('plain http where the app does not allow it', async () => {
    const portal = await start()
    const deps = testDeps({ allowHttpOrigin: () => false })
    expect(await connect({ webhookUrl: portal.webhookUrl, allowHttp: true }, deps)).toMatchObject(
      error('net.httpNotAllowed'),
    )
    expect(portal.arrived).toEqual([])
  })
})

describe('trust and moving', () => {
  let tls: TestTls
  beforeAll(() => void (tls = makeTls()))

  it('a portal of one’s own CA works with it, or with its fingerprint, and not without', async () => {
    const portal = keep(await restPortal(PROFILE, undefined, tls))
    const { webhookUrl } = portal
    expect(await connect({ webhookUrl })).toMatchObject(error('net.tls'))
    expect(await connect({ webhookUrl, trust: { caPem: tls.caPem } })).toMatchObject({
      ok: true,
      data: { settings: { trust: { caPem: tls.caPem.trim() } } },
    })
    const pinSha256 = new X509Certificate(tls.certPem).fingerprint256
    const pin = pinSha256.replaceAll(':', '').toLowerCase()
    expect(await connect({ webhookUrl, trust: { pinSha256 } })).toMatchObject({
      ok: true,
      data: { settings: { trust: { pin } } },
    })
    const moved = 'ab'.repeat(32)
    expect(await connect({ webhookUrl, trust: { pinSha256: moved } })).toMatchObject(error('net.tlsPinMismatch'))
  })

  it('a certificate nobody vouches for is shown, so that exactly it can be accepted', async () => {
    const portal = keep(await restPortal(PROFILE, undefined, tls))
    const { webhookUrl } = portal
    const deps = testDeps({ timers: realTimers })
    const refused = await connect({ webhookUrl }, deps)
    const fingerprint = new X509Certificate(tls.certPem).fingerprint256
    expect(refused).toMatchObject(
      error('net.tls', { host: `127.0.0.1:${portal.port}`, fingerprint, subject: 'server', issuer: 'Test CA' }),
    )
    expect(portal.arrived).toEqual([])
    expect(await connect({ webhookUrl, trust: { pinSha256: fingerprint } }, deps)).toMatchObject({ ok: true })
    // Another one is no offer: a pin that does not hold any more is for the administrator to explain.
    const other = await connect({ webhookUrl, trust: { pinSha256: 'ab'.repeat(32) } }, deps)
    expect(other.ok ? {} : other.error).toEqual({
      code: 'net.tlsPinMismatch',
      params: { host: `127.0.0.1:${portal.port}` },
      retry: 'user',
    })
  })

  it('a certificate met behind a redirect is not offered for the portal itself', async () => {
    const behind = keep(await restPortal(PROFILE, undefined, makeTls()))
    const before = keep(
      await serve(
        (request, response) => void response.writeHead(302, { location: `${behind.origin}${request.url}` }).end(),
        tls,
      ),
    )
    const input = { webhookUrl: `${before.origin}/rest/7/abcd1234/`, trust: { caPem: tls.caPem } }
    const answer = await connect(input, testDeps({ timers: realTimers }))
    expect(answer.ok ? {} : answer.error).toEqual({
      code: 'net.tls',
      params: { host: `127.0.0.1:${behind.port}` },
      retry: 'user',
    })
  })

  it('a portal that moved is told, not stored', async () => {
    const now = keep(await restPortal(PROFILE, undefined, tls))
    const before = keep(
      await serve(
        (request, response) => void response.writeHead(302, { location: `${now.origin}${request.url}` }).end(),
        tls,
      ),
    )
    const answer = await connect({ webhookUrl: `${before.origin}/rest/7/abcd1234/`, trust: { caPem: tls.caPem } })
    expect(answer).toMatchObject(
      error('webhook.moved', { host: `127.0.0.1:${before.port}`, newHost: `127.0.0.1:${now.port}` }),
    )
  })
})
