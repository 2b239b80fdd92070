// Catches: a fingerprint of another certificate than the server's, HTTP sent to a server nobody trusts, a look that
// never ends, one that goes around a proxy.
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:tls'
import type { TLSSocket } from 'node:tls'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Timers } from '../ports'
import { presentedCertificate } from './presented-certificate'
import type { LookOptions } from './presented-certificate'
import { makeTls, realTimers, serve, serveRaw, transportBench } from './transport.fixtures'
import type { TestTls } from './transport.fixtures'

const { keep, end } = transportBench()
afterEach(end)

type Deps = Parameters<typeof presentedCertificate>[0]
const direct: Deps = { proxyFor: () => Promise.resolve(undefined), timers: realTimers }
const look = (options: LookOptions, deps = direct) => presentedCertificate(deps, options)
/** A wait that ends only when it is called off. */
const patient: Timers = {
  sleep: (_, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('called off')))),
}

describe('the certificate a server presents', () => {
  let tls: TestTls
  beforeAll(() => void (tls = makeTls()))

  it('is read with its names and its end, from a server nobody vouches for', async () => {
    const { origin } = keep(await serve((_, response) => void response.end('{}'), tls))
    const { fingerprint256, validTo } = new X509Certificate(tls.certPem)
    expect(await look({ origin })).toEqual({
      fingerprint: fingerprint256,
      subject: 'server',
      issuer: 'Test CA',
      validTo: new Date(validTo).toISOString(),
    })
  })

  it('is read although it is for another host: a pin holds for it too', async () => {
    const other = makeTls('DNS:elsewhere.example')
    const { origin } = keep(await serve((_, response) => void response.end('{}'), other))
    expect(await look({ origin })).toMatchObject({ fingerprint: new X509Certificate(other.certPem).fingerprint256 })
  })

  it('costs a handshake: nothing is said, and the connection is gone at once', async () => {
    // In TLS 1.2 the server is the first to be done, so that it would hear whatever followed.
    const server = createServer({ cert: tls.certPem, key: tls.keyPem, maxVersion: 'TLSv1.2' }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const said: Buffer[] = []
    const gone = (once(server, 'secureConnection') as Promise<[TLSSocket]>).then(([socket]) => {
      socket.on('error', () => undefined).on('data', (data: Buffer) => said.push(data))
      return once(socket, 'close')
    })
    try {
      const seen = await look({ origin: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}` })
      expect(seen?.fingerprint).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/)
      await gone
      expect(said).toEqual([])
    } finally {
      server.close()
    }
  })

  it('asks for the host by name, so that a server of many names shows the right one', async () => {
    const asked: string[] = []
    const server = createServer({
      cert: tls.certPem,
      key: tls.keyPem,
      SNICallback: (name, done) => (asked.push(name), done(null)),
    }).listen(0, 'localhost')
    await once(server, 'listening')
    server.on('tlsClientError', () => undefined)
    try {
      await look({ origin: `https://localhost:${String((server.address() as AddressInfo).port)}` })
      expect(asked).toEqual(['localhost'])
    } finally {
      server.close()
    }
  })
})

describe('no certificate', () => {
  async function silent(): Promise<{ origin: string; closed: Promise<unknown>; met: Promise<unknown> }> {
    const met = Promise.withResolvers<Socket>()
    const { origin } = keep(await serveRaw((socket) => met.resolve(socket.resume())))
    const closed = met.promise.then((socket) => once(socket, 'close'))
    return { origin: origin.replace('http:', 'https:'), closed, met: met.promise }
  }

  it('from a server that hangs: the look ends in time and leaves no connection', async () => {
    const { origin, closed, met } = await silent()
    const time = Promise.withResolvers<undefined>()
    const waits: number[] = []
    const timers: Timers = { sleep: (ms) => (waits.push(ms), time.promise) }
    const looking = look({ origin, timeoutMs: 1234 }, { ...direct, timers })
    await met
    time.resolve(undefined)
    expect(await looking).toBeUndefined()
    await closed
    expect(waits).toEqual([1234])
  })

  it('for a caller who gives up, before or meanwhile', async () => {
    const { origin, closed, met } = await silent()
    const caller = new AbortController()
    const looking = look({ origin, signal: caller.signal }, { ...direct, timers: patient })
    await met
    caller.abort()
    expect(await looking).toBeUndefined()
    await closed
    expect(await look({ origin, signal: caller.signal })).toBeUndefined()
  })

  it('through a proxy, and nothing is asked around it', async () => {
    let met = 0
    const { origin } = keep(await serveRaw(() => void (met += 1)))
    const there = { ...direct, proxyFor: () => Promise.resolve('http://proxy.example:3128') }
    const unknown = { ...direct, proxyFor: () => Promise.reject(new Error('no PAC script')) }
    for (const proxied of [there, unknown]) {
      expect(await look({ origin: origin.replace('http:', 'https:') }, proxied)).toBeUndefined()
    }
    expect(met).toBe(0)
  })

  it('from a server without TLS, from none at all, and of an address without encryption', async () => {
    const plain = keep(await serve((_, response) => void response.end('{}')))
    expect(await look({ origin: plain.origin.replace('http:', 'https:') })).toBeUndefined()
    expect(await look({ origin: plain.origin })).toBeUndefined()
    await plain.close()
    expect(await look({ origin: plain.origin.replace('http:', 'https:') })).toBeUndefined()
  })
})
