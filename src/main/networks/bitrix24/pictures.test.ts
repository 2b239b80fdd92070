import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Result } from '../../../shared/contract/result'
import type { NetworkDeps } from '../ports'
import { testDeps } from './network.fixtures'
import { createShared } from './open-portal'
import { createPictures, type PicturesOptions } from './pictures'
import { makeTls, realTimers, serve } from './transport.fixtures'
import type { TestServer, TestTls } from './transport.fixtures'
import { readPin } from './trust'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let tls: TestTls
let portal: TestServer
const seen: IncomingMessage[] = []
/** Called when a body has begun that will not go on. */
let onDrip = (): void => undefined
const ends: (() => Promise<void>)[] = []

beforeAll(async () => {
  tls = makeTls()
  portal = await serve((request, response) => {
    seen.push(request)
    const path = request.url ?? ''
    if (path.startsWith('/away'))
      return response.writeHead(302, { location: decodeURIComponent(path.slice(6)) }).end('x'.repeat(200_000))
    response.setHeader('set-cookie', 'BITRIX_SM_LOGIN=x; Path=/')
    if (path === '/page.png') return response.setHeader('content-type', 'image/png').end('<html>sign in</html>')
    if (path === '/drip.png') return void response.write(PNG.subarray(0, 20), () => onDrip())
    return response.setHeader('content-type', 'image/png').end(PNG)
  }, tls)
})
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()))
  seen.length = 0
})
afterAll(() => portal.close())

function pictures(options: Partial<PicturesOptions> = {}, deps: Partial<NetworkDeps> = {}) {
  const made = createPictures(createShared({ ...testDeps(), timers: realTimers, ...deps }), {
    host: new URL(portal.origin).host,
    trust: { caPem: tls.caPem },
    allowHttp: false,
    ...options,
  })
  ends.push(() => made.close())
  return made
}

const outcome = (result: Result<unknown>): string => (result.ok ? 'picture' : result.error.code)

/** A proxy that notes where it is asked to go and lets nobody through. */
async function closedProxy(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => new Promise((resolve) => void server.close(() => resolve())))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

describe('a picture of the portal', () => {
  it('would catch a picture being asked with a cookie, a session or the webhook’s address', async () => {
    const { fetch } = pictures()
    for (const path of ['/a.png', '/b.png']) {
      const result = await fetch(`${portal.origin}${path}`)
      expect(result).toEqual({ ok: true, data: { bytes: new Uint8Array(PNG), type: 'image/png' } })
    }
    for (const { headers, method } of seen) {
      expect(method).toBe('GET')
      expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
    }
  })

  it('would catch the portal’s certificate being judged otherwise than for its calls', async () => {
    const url = `${portal.origin}/a.png`
    const pin = readPin(new X509Certificate(tls.certPem).fingerprint256) ?? ''
    expect(outcome(await pictures({ trust: {} }).fetch(url))).toBe('net.tls')
    expect(outcome(await pictures({ trust: { pin } }).fetch(url))).toBe('picture')
    expect(outcome(await pictures({ trust: { pin: '0'.repeat(64) } }).fetch(url))).toBe('net.tlsPinMismatch')
  })

  it.each([
    'https://127.0.0.1:1/a.png',
    'http://169.254.169.254/latest',
    'https://evil.example/a.png',
    '/rest/1/code/x',
  ])('would catch a redirect to %s being followed', async (target) => {
    const url = `${portal.origin}/away/${encodeURIComponent(target)}`
    expect(outcome(await pictures().fetch(url))).toBe('net.badAnswer')
    expect(seen).toHaveLength(1)
  })

  it('would catch an address with the webhook’s secret being asked as a picture', async () => {
    expect(outcome(await pictures().fetch(`${portal.origin}/rest/1/code/download?token=x`))).toBe('net.badAnswer')
    expect(seen).toHaveLength(0)
  })

  it('would catch a sign-in page being kept as a picture, or a stalled body being waited for beyond a caller’s patience', async () => {
    expect(outcome(await pictures().fetch(`${portal.origin}/page.png`))).toBe('net.badAnswer')
    const gone = new AbortController()
    onDrip = () => gone.abort()
    expect(outcome(await pictures().fetch(`${portal.origin}/drip.png`, gone.signal))).toBe('net.cancelled')
  })

  it('would catch plain http being spoken where the owner did not allow it', async () => {
    const plain = await serve((_, response) => void response.end(PNG))
    ends.push(() => plain.close())
    const host = new URL(plain.origin).host
    const refuse = { allowHttpOrigin: () => false }
    expect(outcome(await pictures({ host }, refuse).fetch(`${plain.origin}/a.png`))).toBe('net.httpNotAllowed')
    expect(outcome(await pictures({ host }, { allowHttpOrigin: () => true }).fetch(`${plain.origin}/a.png`))).toBe(
      'picture',
    )
  })
})

describe('a picture of the cloud’s file hosts', () => {
  it('would catch the user’s proxy being gone around, or another host being asked', async () => {
    const { url: proxy, asked } = await closedProxy()
    const { fetch } = pictures({}, { proxyFor: () => Promise.resolve(proxy) })
    const allowed = [
      'https://cdn.bitrix24.com/b1/a.png',
      'https://cdn-ru.bitrix24.ru/a.png',
      'https://acme.bitrix24.com.br/a.png',
    ]
    const others = [
      'https://bitrix24.com.evil.example/a.png',
      'https://notbitrix24.com/a.png',
      'http://cdn.bitrix24.com/a.png',
      'https://cdn.bitrix24.com:8443/a.png',
      'https://169.254.169.254/a.png',
    ]
    for (const url of allowed) expect(outcome(await fetch(url))).toBe('net.proxy')
    for (const url of others) expect(outcome(await fetch(url))).toBe('net.badAnswer')
    expect(asked).toEqual(['cdn.bitrix24.com:443', 'cdn-ru.bitrix24.ru:443', 'acme.bitrix24.com.br:443'])
  })
})
