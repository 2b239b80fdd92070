import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { toTransportError } from './net-errors'
import { createWire, type Wire, type WireResponse } from './wire'

// Made for these tests, for `localhost` and 127.0.0.1; it protects nothing.
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgResn0ZU65aN3SxOE
CR5+21yVkN+HNp0Z5GCU8d1TDwKhRANCAAQeCk3uAjrBzJD4A1/WSPBiaVL4O7pC
4ZFpA3HFDiDOGYIcWPavazJ1BzVIlYfk3SZlS4p/Yias7jEJf+iWXcg9
-----END PRIVATE KEY-----`
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUBKTQxxilETKYQo0WK6umCmO0tkswCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMDA2MTEzOFoYDzIxMjYxMDI3
MDYxMTM4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQeCk3uAjrBzJD4A1/WSPBiaVL4O7pC4ZFpA3HFDiDOGYIcWPavazJ1
BzVIlYfk3SZlS4p/Yias7jEJf+iWXcg9o28wbTAdBgNVHQ4EFgQUSm1lI83bftDf
KtE57XlPZ+4gtDwwHwYDVR0jBBgwFoAUSm1lI83bftDfKtE57XlPZ+4gtDwwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAOoNmmE6i6RbWA1WN0KYEYai9Qmplvwgo1bp3GZFvOjcAiEA
vNCDUacaWaInxnFVHxU6KVNEeHxrusr7BgBkUfyjKcE=
-----END CERTIFICATE-----`

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function listen(server: http.Server | https.Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

const wireWith = (options: { proxy?: string; ca?: string[] } = {}): Wire =>
  createWire({ proxyFor: () => Promise.resolve(options.proxy), systemCa: () => options.ca ?? [] })

const get = (wire: Wire, url: string): Promise<WireResponse> =>
  wire(url, { method: 'GET', headers: { 'x-test': 'yes' }, signal: AbortSignal.timeout(10_000) })

async function textOf(response: WireResponse): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of response.body ?? []) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** A proxy that tunnels, or refuses to. */
async function startProxy(status: string): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = http.createServer()
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    if (!status.startsWith('200')) return socket.end(`HTTP/1.1 ${status}\r\n\r\n`)
    const [host, port] = (request.url ?? '').split(':')
    const upstream = net.connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(socket)
      socket.pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
    return undefined
  })
  const port = await listen(server)
  return { url: `http://127.0.0.1:${port}`, asked }
}

describe('the wire', () => {
  it('would catch a redirect being followed, headers being lost, or a packed body arriving packed', async () => {
    const seen: (string | undefined)[] = []
    const port = await listen(
      http.createServer((request, response) => {
        seen.push(request.headers['x-test'] as string | undefined)
        if (request.url === '/moved') return response.writeHead(302, { location: '/elsewhere' }).end()
        return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'))
      }),
    )
    const wire = wireWith()
    expect((await get(wire, `http://127.0.0.1:${port}/moved`)).status).toBe(302)
    expect(await textOf(await get(wire, `http://127.0.0.1:${port}/`))).toBe('packed')
    expect(seen).toEqual(['yes', 'yes'])
  })

  it('would catch the operating system’s certificates being ignored, or unknown ones being trusted', async () => {
    const port = await listen(
      https.createServer({ key: KEY, cert: CERTIFICATE }, (_request, response) => response.end('secure')),
    )
    const url = `https://localhost:${port}/`
    expect(await textOf(await get(wireWith({ ca: [CERTIFICATE] }), url))).toBe('secure')
    const refused = await get(wireWith(), url).catch((error: unknown) => toTransportError(error, 'h'))
    expect(refused).toMatchObject({ code: 'net.tls', phase: 'neverSent' })
  })

  it('would catch the proxy being passed by, or its certificates not being the system’s', async () => {
    const port = await listen(
      https.createServer({ key: KEY, cert: CERTIFICATE }, (_request, response) => response.end('secure')),
    )
    const proxy = await startProxy('200 OK')
    const wire = wireWith({ proxy: proxy.url, ca: [CERTIFICATE] })
    expect(await textOf(await get(wire, `https://localhost:${port}/`))).toBe('secure')
    expect(proxy.asked).toEqual([`localhost:${port}`])
  })

  it('would catch a proxy that refuses counting as a request that may have arrived', async () => {
    const proxy = await startProxy('407 Proxy Authentication Required')
    const refused = await get(wireWith({ proxy: proxy.url }), 'https://localhost:44444/').catch((error: unknown) =>
      toTransportError(error, 'h'),
    )
    expect(refused).toMatchObject({ code: 'net.proxy', phase: 'neverSent' })
  })

  it('would catch a proxy that cannot be found out being gone around, or being told what is asked for', async () => {
    const asked: string[] = []
    const port = await listen(http.createServer((request, response) => response.end(request.url)))
    const proxyFor = (url: string): Promise<string | undefined> => {
      asked.push(url)
      return asked.length === 1 ? Promise.resolve(undefined) : Promise.reject(new Error('the script failed'))
    }
    const wire = createWire({ proxyFor, systemCa: () => [] })
    const url = `http://127.0.0.1:${port}/xrpc/a.b.c?code=abc`
    expect(await textOf(await get(wire, url))).toBe('/xrpc/a.b.c?code=abc')
    await expect(get(wire, url)).rejects.toMatchObject({ code: 'net.proxy', phase: 'neverSent' })
    expect(asked).toEqual(Array.from({ length: 2 }, () => `http://127.0.0.1:${port}/`))
  })

  it('would catch a closed port and an unknown name counting as requests that may have arrived', async () => {
    const server = http.createServer()
    const port = await listen(server)
    await closers.pop()?.()
    const closed = await get(wireWith(), `http://127.0.0.1:${port}/`).catch((error: unknown) =>
      toTransportError(error, 'h'),
    )
    expect(closed).toMatchObject({ code: 'net.refused', phase: 'neverSent' })
    const unknown = await get(wireWith(), 'http://no-such-host.invalid/').catch((error: unknown) =>
      toTransportError(error, 'h'),
    )
    expect(unknown).toMatchObject({ code: 'net.dns', phase: 'neverSent' })
  })

  it('would catch a connection lost after the request counting as unsent', async () => {
    const port = await listen(http.createServer((request) => void request.socket.destroy()))
    const lost = await get(wireWith(), `http://127.0.0.1:${port}/`).catch((error: unknown) =>
      toTransportError(error, 'h'),
    )
    expect(lost).toMatchObject({ code: 'net.reset', phase: 'unknown' })
  })
})
