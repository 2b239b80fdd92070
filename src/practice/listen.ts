// Opens and closes loopback servers. Nothing here listens on any other address than 127.0.0.1.
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** PEM texts; with them the server speaks https. */
export interface TlsFiles {
  readonly key: string
  readonly cert: string
}

export interface ListenOptions {
  readonly listener: RequestListener
  /** 0 or absent: any free port. */
  readonly port?: number
  readonly tls?: TlsFiles
}

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`, or https with TLS. */
  readonly origin: string
  readonly port: number
  /** Ends open connections too. */
  close(): Promise<void>
}

function addressOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

/** Listens on 127.0.0.1. Rejects when the wished port is taken. */
export async function listenOnLoopback(options: ListenOptions): Promise<LoopbackServer> {
  const server =
    options.tls === undefined ? createServer(options.listener) : createTlsServer(options.tls, options.listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  const port = addressOf(server.address())
  return {
    origin: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
