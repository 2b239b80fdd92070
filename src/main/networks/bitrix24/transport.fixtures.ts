// Servers and certificates for tests of the transport: real sockets on loopback, keys made by openssl on the spot.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp } from 'node:net'
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Timers } from '../ports'
import { createTransport } from './transport'
import type { Transport, TransportOptions } from './transport'
import { createAuthorities } from './trust'
import type { WireReply } from './types'

export const realTimers: Timers = {
  sleep: (ms, signal) => delay(ms, undefined, { ref: false, ...(signal && { signal }) }),
}

export interface TestTls {
  readonly caPem: string
  readonly certPem: string
  readonly keyPem: string
}

/** A CA and a certificate it signed for `127.0.0.1`, or for another name. */
export function makeTls(subjectAltName = 'IP:127.0.0.1'): TestTls {
  const dir = mkdtempSync(join(tmpdir(), 'tls-'))
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' })
  try {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test CA')
    openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=server')
    writeFileSync(join(dir, 'ext'), `subjectAltName=${subjectAltName}\n`)
    const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'ext']
    openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...signing)
    const read = (name: string): string => readFileSync(join(dir, name), 'utf8')
    return { caPem: read('ca.pem'), certPem: read('server.pem'), keyPem: read('server.key') }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

export interface TestServer {
  readonly origin: string
  readonly port: number
  close(): Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

export async function serve(answer: Answer, tls?: TestTls): Promise<TestServer> {
  const server = tls === undefined ? createHttp(answer) : createHttps({ cert: tls.certPem, key: tls.keyPem }, answer)
  return listening(server, tls === undefined ? 'http' : 'https')
}

/** A server that gets the bare socket: for answers no HTTP server would give. */
export async function serveRaw(onSocket: (socket: Socket) => void): Promise<TestServer> {
  return listening(createTcp(onSocket), 'http')
}

async function listening(server: Server | HttpServer, scheme: string): Promise<TestServer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  return { origin: `${scheme}://127.0.0.1:${port}`, port, close }
}

export const testLimits = { headersMs: 2_000, bodyMs: 2_000, totalMs: 4_000, maxBytes: 10_000 }

/** Makes transports and keeps servers, and ends them all. */
export function transportBench() {
  const ends: (() => Promise<void>)[] = []
  const keep = (server: TestServer): TestServer => {
    ends.push(() => server.close())
    return server
  }
  const transport = (options: Partial<TransportOptions> = {}): Transport => {
    const made = createTransport({
      trust: {},
      httpRule: (origin) => (origin.startsWith('https') ? 'https' : 'allowed'),
      authorities: createAuthorities(() => []),
      proxyFor: () => Promise.resolve(undefined),
      timers: realTimers,
      limits: testLimits,
      ...options,
    })
    ends.push(() => made.close())
    return made
  }
  const post = (origin: string, options?: Partial<TransportOptions>, signal?: AbortSignal): Promise<WireReply> => {
    const headers = { 'content-type': 'application/json' }
    const request = { origin, path: '/rest/1/code/profile', headers, body: '{}' }
    return transport(options).wire({ ...request, ...(signal && { signal }) })
  }
  const end = async (): Promise<void> => {
    await Promise.all(ends.splice(0).map((one) => one()))
  }
  return { keep, transport, post, end }
}

/** What a failed exchange must match. */
export const wireFailed = (phase: string, code: string) => ({ kind: 'failed', phase, error: { code } })
