import { X509Certificate } from 'node:crypto'
import type { Socket } from 'node:net'
import { connect as tcpConnect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTransport } from './transport'
import type { TransportOptions } from './transport'
import { makeTls, realTimers, serve, serveRaw } from './transport.fixtures'
import type { TestServer, TestTls } from './transport.fixtures'
import { isReadableCa, readPin } from './trust'
import type { WireReply } from './types'

const limits = { headersMs: 2_000, bodyMs: 2_000, totalMs: 4_000, maxBytes: 10_000 }
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()))
})

function keep(server: TestServer): TestServer {
  ends.push(() => server.close())
  return server
}

function transport(options: Partial<TransportOptions> = {}) {
  const made = createTransport({
    trust: {},
    httpRule: (origin) => (origin.startsWith('https') ? 'https' : 'allowed'),
    systemCa: () => [],
    proxyFor: async () => undefined,
    timers: realTimers,
    limits,
    ...options,
  })
  ends.push(() => made.close())
  return made
}

function post(origin: string, options?: Partial<TransportOptions>, signal?: AbortSignal): Promise<WireReply> {
  const headers = { 'content-type': 'application/json' }
  return transport(options).wire({
    origin,
    path: '/rest/1/code/profile',
    headers,
    body: '{}',
    ...(signal && { signal }),
  })
}

const failure = (phase: string, code: string) => ({ kind: 'failed', phase, error: { code } })

describe('an answer', () => {
  it('comes back with status, type and body; the request is a POST with its body', async () => {
    const { origin } = keep(
      await serve((request, response) => {
        request.resume().on('end', () => {
          response.writeHead(400, { 'content-type': 'application/json; charset=utf-8' })
          response.end(JSON.stringify({ got: `${request.method} ${request.url} ${request.headers['content-length']}` }))
        })
      }),
    )
    expect(await post(origin)).toEqual({
      kind: 'answer',
      status: 400,
      contentType: 'application/json; charset=utf-8',
      location: undefined,
      body: '{"got":"POST /rest/1/code/profile 2"}',
    })
  })

  it('with a redirect is not followed', async () => {
    let requests = 0
    const { origin } = keep(
      await serve((_, response) => {
        requests += 1
        response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
      }),
    )
    expect(await post(origin)).toMatchObject({ status: 302, location: 'https://elsewhere.example/' })
    expect(requests).toBe(1)
  })

  it('never carries cookies back', async () => {
    const cookies: unknown[] = []
    const { origin } = keep(
      await serve((request, response) => {
        cookies.push(request.headers.cookie)
        response.writeHead(200, { 'set-cookie': 'PHPSESSID=1; Path=/' }).end('{}')
      }),
    )
    const { wire } = transport()
    for (let i = 0; i < 2; i += 1) await wire({ origin, path: '/', headers: {}, body: '{}' })
    expect(cookies).toEqual([undefined, undefined])
  })
})

describe('a request that provably never left', () => {
  it('refused connection', async () => {
    const server = await serve(() => undefined)
    await server.close()
    expect(await post(server.origin)).toMatchObject(failure('notSent', 'net.refused'))
  })

  it('a name that does not exist', async () => {
    const reply = await post('https://no-such-host.invalid')
    expect(reply).toMatchObject({ kind: 'failed', phase: 'notSent' })
    expect(reply.kind === 'failed' && ['net.dns', 'net.offline']).toContain(reply.kind === 'failed' && reply.error.code)
  })

  it('a signal that was aborted before', async () => {
    let requests = 0
    const { origin } = keep(await serve((_, response) => void (requests++, response.end('{}'))))
    expect(await post(origin, {}, AbortSignal.abort())).toMatchObject(failure('notSent', 'net.cancelled'))
    expect(requests).toBe(0)
  })

  it('one that was waiting for a free connection when it was given up', async () => {
    const paths: string[] = []
    const allBusy = Promise.withResolvers<void>()
    const { origin } = keep(
      await serve((request) => {
        paths.push(request.url ?? '')
        if (paths.length === 3) allBusy.resolve()
      }),
    )
    const { wire } = transport()
    const hold = new AbortController()
    const send = (path: string, signal: AbortSignal) => wire({ origin, path, headers: {}, body: '{}', signal })
    const held = ['/1', '/2', '/3'].map((path) => send(path, hold.signal))
    await allBusy.promise
    const queued = new AbortController()
    const fourth = send('/4', queued.signal)
    queued.abort()
    expect(await fourth).toMatchObject(failure('notSent', 'net.cancelled'))
    hold.abort()
    expect(await Promise.all(held)).toMatchObject([{ phase: 'unknown' }, { phase: 'unknown' }, { phase: 'unknown' }])
    expect(paths).not.toContain('/4')
  })

  it.each(['refused', 'ifPrivate'] as const)('plain http that is %s', async (rule) => {
    const { origin } = keep(await serve((_, response) => void response.end('{}')))
    const options =
      rule === 'refused'
        ? { httpRule: () => rule }
        : { httpRule: () => rule, proxyFor: async () => 'http://127.0.0.1:1' }
    expect(await post(origin, options)).toMatchObject(failure('notSent', 'net.httpNotAllowed'))
  })
})

describe('a request that may have been done', () => {
  it('reset after it arrived', async () => {
    const { origin } = keep(await serve((request) => void request.socket.resetAndDestroy()))
    expect(await post(origin)).toMatchObject(failure('unknown', 'net.reset'))
  })

  it('closed in the middle of the answer', async () => {
    const { origin } = keep(
      await serve((_, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('{"result"', () => response.destroy())
      }),
    )
    expect(await post(origin)).toMatchObject(failure('unknown', 'net.reset'))
  })

  it('never answered', async () => {
    const { origin } = keep(await serve(() => undefined))
    const reply = await post(origin, { limits: { ...limits, headersMs: 200, totalMs: 3_000 } })
    expect(reply).toMatchObject(failure('unknown', 'net.timeout'))
  })

  it('answered in endless drips', async () => {
    const { origin } = keep(
      await serve((_, response) => {
        response.writeHead(200)
        const drip = setInterval(() => response.write(' '), 50)
        response.on('close', () => clearInterval(drip))
      }),
    )
    const reply = await post(origin, { limits: { ...limits, totalMs: 300 } })
    expect(reply).toMatchObject(failure('unknown', 'net.timeout'))
  })

  it.each([
    ['announced', { 'content-length': '10001' }],
    ['unannounced', {}],
  ])('answered with more than we take, %s', async (_, headers) => {
    const { origin } = keep(
      await serve((__, response) => void response.writeHead(200, headers).end('x'.repeat(10_001))),
    )
    expect(await post(origin)).toMatchObject(failure('unknown', 'net.tooLarge'))
  })

  it('given up while waiting for the answer', async () => {
    const giveUp = new AbortController()
    const { origin } = keep(await serve(() => giveUp.abort()))
    expect(await post(origin, {}, giveUp.signal)).toMatchObject(failure('unknown', 'net.cancelled'))
  })

  it('answered by something that is not HTTP', async () => {
    const { origin } = keep(await serveRaw((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n'))))
    expect(await post(origin)).toMatchObject(failure('unknown', 'net.badAnswer'))
  })

  it('is written once even if the connection dies under it', async () => {
    let bodies = 0
    const { origin } = keep(
      await serveRaw((socket) => {
        socket.once('data', () => {
          bodies += 1
          socket.destroy()
        })
      }),
    )
    expect(await post(origin)).toMatchObject({ kind: 'failed', phase: 'unknown' })
    expect(bodies).toBe(1)
  })
})

describe('trust', () => {
  let tls: TestTls
  let server: TestServer
  let requests = 0
  beforeAll(async () => {
    tls = makeTls()
    server = await serve((_, response) => void (requests++, response.end('{}')), tls)
  })
  afterAll(() => server.close())
  const pin = () => new X509Certificate(tls.certPem).fingerprint256
  const wrong = 'AB:'.repeat(31) + 'AB'

  it('an unknown CA is refused before anything is sent', async () => {
    const before = requests
    expect(await post(server.origin)).toMatchObject(failure('notSent', 'net.tls'))
    expect(requests).toBe(before)
  })

  it('the account’s own CA is believed', async () => {
    expect(await post(server.origin, { trust: { caPem: tls.caPem } })).toMatchObject({ kind: 'answer', status: 200 })
  })

  it('the operating system’s CA is believed', async () => {
    expect(await post(server.origin, { systemCa: () => [tls.caPem] })).toMatchObject({ kind: 'answer' })
  })

  it('a certificate for another host is refused even under a known CA', async () => {
    const other = makeTls('DNS:elsewhere.example')
    const foreign = keep(await serve((_, response) => void response.end('{}'), other))
    expect(await post(foreign.origin, { trust: { caPem: other.caPem } })).toMatchObject(failure('notSent', 'net.tls'))
  })

  it('the pinned certificate is believed without a CA, another is not', async () => {
    expect(await post(server.origin, { trust: { pin: readPin(pin()) ?? '' } })).toMatchObject({ kind: 'answer' })
    const before = requests
    expect(await post(server.origin, { trust: { pin: readPin(wrong) ?? '' } })).toMatchObject(
      failure('notSent', 'net.tlsPinMismatch'),
    )
    expect(requests).toBe(before)
  })

  it('a wrong pin is refused although the CA is known', async () => {
    const trust = { caPem: tls.caPem, pin: readPin(wrong) ?? '' }
    expect(await post(server.origin, { trust })).toMatchObject(failure('notSent', 'net.tlsPinMismatch'))
  })

  it('a wrong pin is refused on a later connection too', async () => {
    const { wire } = transport({ trust: { pin: readPin(wrong) ?? '' } })
    for (let i = 0; i < 3; i += 1) {
      const reply = await wire({ origin: server.origin, path: '/', headers: {}, body: '{}' })
      expect(reply).toMatchObject(failure('notSent', 'net.tlsPinMismatch'))
    }
  })

  it('https to a server without TLS', async () => {
    const plain = keep(await serve((_, response) => void response.end('{}')))
    expect(await post(plain.origin.replace('http:', 'https:'))).toMatchObject(failure('notSent', 'net.tls'))
  })

  it('reads a fingerprint in every form it is shown in, and nothing else', () => {
    const hex = 'ab'.repeat(32)
    for (const form of [
      wrong,
      hex,
      hex.toUpperCase(),
      `SHA-256 Fingerprint=${wrong}`,
      `sha256/${Buffer.from(hex, 'hex').toString('base64')}`,
    ]) {
      expect(readPin(form)).toBe(hex)
    }
    for (const bad of ['', 'ab', `${hex}ab`, 'zz'.repeat(32)]) expect(readPin(bad)).toBeUndefined()
  })

  it('tells a readable CA from anything else', () => {
    expect(isReadableCa(`${tls.caPem}\n${tls.certPem}`)).toBe(true)
    for (const bad of ['', 'hello', tls.keyPem, tls.caPem.replace(/[A-Z]{8}/, '########')])
      expect(isReadableCa(bad)).toBe(false)
  })
})

describe('through a proxy', () => {
  async function proxy(status = 200): Promise<{ uri: string; asked: string[] }> {
    const asked: string[] = []
    const server = await serve(() => undefined)
    await server.close()
    const real = keep(
      await serveRaw((socket) => {
        socket.once('data', (head: Buffer) => {
          const target = /^CONNECT (\S+)/.exec(head.toString())?.[1] ?? ''
          asked.push(target)
          if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
          const upstream: Socket = tcpConnect(Number(target.split(':')[1]), '127.0.0.1', () => {
            socket.write('HTTP/1.1 200 OK\r\n\r\n')
            socket.pipe(upstream).pipe(socket)
          })
          upstream.on('error', () => socket.destroy())
          socket.on('close', () => upstream.destroy())
        })
      }),
    )
    return { uri: real.origin, asked }
  }

  it('tunnels, and still checks the portal’s certificate', async () => {
    const tls = makeTls()
    const portal = keep(await serve((_, response) => void response.end('{}'), tls))
    const { uri, asked } = await proxy()
    const proxyFor = async () => uri
    expect(await post(portal.origin, { proxyFor, trust: { caPem: tls.caPem } })).toMatchObject({ kind: 'answer' })
    expect(asked).toEqual([`127.0.0.1:${portal.port}`])
    expect(await post(portal.origin, { proxyFor })).toMatchObject(failure('notSent', 'net.tls'))
    const pin = 'ab'.repeat(32)
    expect(await post(portal.origin, { proxyFor, trust: { caPem: tls.caPem, pin } })).toMatchObject(
      failure('notSent', 'net.tlsPinMismatch'),
    )
  })

  it('is never told the path, where the secret is', async () => {
    const told: string[] = []
    const { origin } = keep(await serve((_, response) => void response.end('{}')))
    await post(origin, { proxyFor: async (url) => void told.push(url) })
    expect(told).toEqual([`${origin}/`])
  })

  it.each([407, 502])('that refuses with %i has its own failure', async (status) => {
    const { uri } = await proxy(status)
    const reply = await post('https://127.0.0.1:1', { proxyFor: async () => uri })
    expect(reply).toMatchObject(failure('notSent', 'net.proxy'))
  })

  it('that is not there', async () => {
    const gone = await serve(() => undefined)
    await gone.close()
    const reply = await post('https://127.0.0.1:1', { proxyFor: async () => gone.origin })
    expect(reply).toMatchObject({ kind: 'failed', phase: 'notSent' })
  })
})
