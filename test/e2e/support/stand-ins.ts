// Servers that stand before a portal or in its place: a proxy with a path and a password, a server that is no Bitrix24,
// one that hangs up. Certificates are made by openssl on the spot.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer as createHttp, type RequestListener, type Server as HttpServer } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface StandIn {
  readonly origin: string
  /** `127.0.0.1:PORT`. */
  readonly host: string
  close(): Promise<void>
}

async function listening(server: Server | HttpServer, port = 0): Promise<StandIn> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    origin: `http://${host}`,
    host,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** An HTTP server of any kind. */
export const serve = (answer: RequestListener): Promise<StandIn> => listening(createHttp(answer))

/** Takes every connection and drops it as soon as something is said. */
export const serveHangUp = (): Promise<StandIn> =>
  listening(createTcp((socket) => socket.once('data', () => socket.resetAndDestroy())))

/** A host where nobody listens. */
export async function nobodyHome(): Promise<string> {
  const server = await serveHangUp()
  await server.close()
  return server.host
}

export interface FrontOptions {
  /** Where the portal is: `http://127.0.0.1:PORT`. */
  readonly portal: string
  /** Put before the portal's own paths, e.g. `/portal`. */
  readonly basePath: string
  /** Asked of every request, and not passed on. */
  readonly login?: { readonly user: string; readonly password: string }
  /** The codes it takes, all of them standing for this one of the portal. */
  readonly codes?: { readonly accepted: readonly string[]; readonly real: string }
}

export interface Front extends StandIn {
  /** The code of each request, in order. */
  readonly seen: readonly string[]
}

/** A web server in front of a portal. */
export async function serveFront({ portal, basePath, login, codes }: FrontOptions): Promise<Front> {
  const seen: string[] = []
  const wanted = login && `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`
  const server = await serve((request, response) => {
    const answer = async (): Promise<void> => {
      if (wanted !== undefined && request.headers.authorization !== wanted) {
        response.writeHead(401, { 'www-authenticate': 'Basic', 'content-type': 'text/plain' }).end('Unauthorized')
        return
      }
      const path = request.url ?? ''
      const code = path.split('/').at(-2) ?? ''
      if (!path.startsWith(`${basePath}/rest/`) || (codes && !codes.accepted.includes(code))) {
        response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>')
        return
      }
      seen.push(code)
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const inner = path.slice(basePath.length).replace(code, codes?.real ?? code)
      const got = await fetch(new URL(inner, portal), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: Buffer.concat(chunks),
      })
      response.writeHead(got.status, { 'content-type': 'application/json' }).end(await got.text())
    }
    answer().catch(() => response.destroy())
  })
  return { ...server, seen }
}

export interface SelfSigned {
  readonly keyFile: string
  readonly certFile: string
  readonly pem: string
  /** SHA-256 as openssl shows it: `AB:CD:…`. */
  readonly fingerprint: string
  remove(): Promise<void>
}

export interface Replacement extends StandIn {
  /** How many requests got past its certificate. */
  requests(): number
}

/** A server with a certificate of its own on a port that another one has left. */
export async function replaceServer(port: number, { keyFile, certFile }: SelfSigned): Promise<Replacement> {
  let requests = 0
  const [key, cert] = [await readFile(keyFile), await readFile(certFile)]
  const server = createHttps({ key, cert }, (_, response) => {
    requests += 1
    response.end('{}')
  })
  const standIn = await listening(server, port)
  return { ...standIn, origin: `https://${standIn.host}`, requests: () => requests }
}

/** A certificate for 127.0.0.1 that vouches for itself; its files lie in a folder of their own. */
export async function makeSelfSigned(): Promise<SelfSigned> {
  const dir = await mkdtemp(join(tmpdir(), 'bellhop-tls-'))
  const [keyFile, certFile] = [join(dir, 'key.pem'), join(dir, 'cert.pem')]
  const openssl = async (...args: string[]): Promise<string> => (await promisify(execFile)('openssl', args)).stdout
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile]
  const names = ['-subj', '/CN=Practice portal', '-addext', 'subjectAltName=IP:127.0.0.1']
  await openssl('req', '-x509', ...key, '-out', certFile, '-days', '2', ...names)
  const shown = await openssl('x509', '-in', certFile, '-noout', '-fingerprint', '-sha256')
  return {
    keyFile,
    certFile,
    pem: await readFile(certFile, 'utf8'),
    fingerprint: shown.split('=')[1]?.trim() ?? '',
    remove: () => rm(dir, { recursive: true }),
  }
}
