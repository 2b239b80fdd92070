import { describe, expect, it } from 'vitest'
import type { AccountId } from '../../../shared/contract/common'
import { DEADLINE_MS, MAX_ANSWER_BYTES } from './config'
import { TransportError } from './net-errors'
import { FakeBluesky, testWorld, xrpcError } from './bluesky.fixtures'
import { createTransport, type Transport } from './transport'
import type { Wire } from './wire'

const URL_ = 'https://pds.example.com/xrpc/com.atproto.server.getSession'

const over = (wire: Wire, allowHttpLoopback = false) => {
  const world = testWorld({ wire })
  return { world, transport: createTransport({ deps: world.deps, wire, allowHttpLoopback }) }
}

const body =
  (...chunks: string[]): Wire =>
  async () => ({
    status: 200,
    headers: [
      ['content-type', 'application/json'],
      ['content-encoding', 'gzip'],
      ['content-length', '3'],
    ],
    body: (async function* () {
      for (const chunk of chunks) yield new TextEncoder().encode(chunk)
    })(),
  })

const codeOf = (transport: Transport, url: string, init?: RequestInit) =>
  transport.fetch(url, init).then(
    () => 'answered',
    (error: unknown) => (error instanceof TransportError ? `${error.code} ${error.phase}` : 'something else'),
  )

describe('the transport', () => {
  it.each([
    ['http://pds.example.com/', false],
    ['http://192.168.0.5/', false],
    ['http://localhost.example.com/', false],
    ['http://127.0.0.1.example.com/', false],
    ['ftp://127.0.0.1/', false],
    ['http://127.0.0.1:2583/', true],
    ['http://localhost:2583/', true],
    ['http://[::1]:2583/', true],
    ['https://pds.example.com/', true],
  ])('would catch %s being handled against the rule for plain http', async (url, allowed) => {
    const answer = allowed ? 'answered' : 'net.httpNotAllowed neverSent'
    expect(await codeOf(over(body('{}'), true).transport, url)).toBe(answer)
    const strict = url.startsWith('https:') ? 'answered' : 'net.httpNotAllowed neverSent'
    expect(await codeOf(over(body('{}')).transport, url)).toBe(strict)
  })

  it('would catch an endless answer filling the memory', async () => {
    let sent = 0
    const endless: Wire = async () => ({
      status: 200,
      headers: [],
      body: (async function* () {
        for (;;) {
          sent += 1_000_000
          yield new Uint8Array(1_000_000)
        }
      })(),
    })
    expect(await codeOf(over(endless).transport, URL_)).toBe('net.tooLarge unknown')
    expect(sent).toBeLessThan(MAX_ANSWER_BYTES + 2_000_000)
  })

  it('would catch an answer that drips for ever', async () => {
    const stuck: Wire = (_url, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    const world = testWorld({ wire: stuck })
    const timers = {
      sleep: (ms: number) => (ms === DEADLINE_MS ? Promise.resolve() : new Promise<void>(() => undefined)),
    }
    const transport = createTransport({ deps: { ...world.deps, timers }, wire: stuck, allowHttpLoopback: false })
    expect(await codeOf(transport, URL_)).toBe('net.timeout unknown')
  })

  it('would catch a cancelled call counting as unsent once it had left', async () => {
    const controller = new AbortController()
    const hanging: Wire = (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
        controller.abort()
      })
    const { transport } = over(hanging)
    expect(await codeOf(transport, URL_, { signal: controller.signal })).toBe('net.cancelled unknown')
    expect(await codeOf(transport, URL_, { signal: controller.signal })).toBe('net.cancelled neverSent')
  })

  it('would catch a body that is cut, and headers that no longer fit it', async () => {
    const response = await over(body('{"a":', '1}')).transport.fetch(URL_)
    expect(await response.json()).toEqual({ a: 1 })
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(response.headers.get('content-length')).toBeNull()
  })

  it('would catch a call missing from the records, or more than the name of an error in them', async () => {
    const fake = new FakeBluesky()
    fake.on(
      'com.atproto.server.getSession',
      xrpcError(400, 'ExpiredToken', 'secret text'),
      xrpcError(400, 'not a name'),
      {
        status: 503,
        text: '<html>',
      },
    )
    const { world, transport } = over(fake.wire)
    const own = transport.forAccount('account-1' as AccountId)
    for (let round = 0; round < 3; round += 1) await own.fetch(URL_)
    expect(world.calls).toEqual(
      ['ExpiredToken', 'http 400', 'http 503'].map((outcome, index) => ({
        at: '2026-11-20T10:00:00.000Z',
        accountId: 'account-1',
        host: 'pds.example.com',
        method: 'com.atproto.server.getSession',
        ms: 0,
        status: index === 2 ? 503 : 400,
        outcome,
      })),
    )
    expect(fake.sent[0]?.headers['user-agent']).toBe('Bellhop/test')
  })
})
