import { X509Certificate } from 'node:crypto'
import type { Socket } from 'node:net'
import { connect as tcpConnect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeTls, serve, serveRaw, transportBench, wireFailed as failure } from './transport.fixtures'
import type { TestServer, TestTls } from './transport.fixtures'
import { createAuthorities, isReadableCa, makeConnector, readPin } from './trust'

const { keep, transport, post, end } = transportBench()
afterEach(end)

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
    expect(await post(server.origin, { authorities: createAuthorities(() => [tls.caPem]) })).toMatchObject({
      kind: 'answer',
    })
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

  it('authorities are read once for all accounts, and once per CA of an account’s own', () => {
    let reads = 0
    const authorities = createAuthorities(() => (reads++, [tls.caPem]))
    const [shared, own] = [authorities(), authorities(tls.certPem)]
    expect(authorities()).toBe(shared)
    expect(authorities(tls.certPem)).toBe(own)
    expect(own).not.toBe(shared)
    expect(reads).toBe(2)
    expect(createAuthorities(() => [])()).toBeUndefined()
    expect(createAuthorities(() => ['no certificate'])()).toBeUndefined()
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

describe('without encryption', () => {
  it('a private address is spoken to', async () => {
    const { origin } = keep(await serve((_, response) => void response.end('{}')))
    expect(await post(origin, { httpRule: () => 'ifPrivate' })).toMatchObject({ kind: 'answer' })
  })

  it('an address that is not accepted is left before a byte is sent', async () => {
    let received = 0
    const server = keep(await serveRaw((socket) => socket.on('data', (data) => (received += data.length))))
    const asked: string[] = []
    const connect = makeConnector(
      {},
      () => undefined,
      (address) => (asked.push(address), false),
    )
    const { promise, resolve } = Promise.withResolvers<unknown>()
    connect({ hostname: '127.0.0.1', protocol: 'http:', port: String(server.port) }, (...[error]) => resolve(error))
    expect(await promise).toMatchObject({ code: 'notPrivate' })
    expect(asked).toEqual(['127.0.0.1'])
    expect(received).toBe(0)
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

  it.each(['', 'proxy', 'ftp://127.0.0.1:1', 'http://'])('whose address is %j has its own failure', async (uri) => {
    expect(await post('https://127.0.0.1:1', { proxyFor: async () => uri })).toMatchObject({
      kind: 'failed',
      phase: 'notSent',
    })
  })

  it('that cannot be found out is not gone around', async () => {
    let arrived = 0
    const { origin } = keep(await serve((_, response) => void response.end(String(++arrived))))
    const reply = await post(origin, { proxyFor: () => Promise.reject(new Error('the script failed')) })
    expect(reply).toMatchObject(failure('notSent', 'net.proxy'))
    expect(arrived).toBe(0)
  })

  it('that is not there', async () => {
    const gone = await serve(() => undefined)
    await gone.close()
    const reply = await post('https://127.0.0.1:1', { proxyFor: async () => gone.origin })
    expect(reply).toMatchObject({ kind: 'failed', phase: 'notSent' })
  })
})
