// A feed of a test's own: a key pair, a manifest, and a server that answers with whatever a test puts there.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Fetch } from './fetch-text'

export const MACHINE = { system: 'linux', arch: 'x64' }

export const MANIFEST = {
  app: 'app.bellhop.desktop' as const,
  ...MACHINE,
  version: '2.0.0',
  released: '2026-11-20T12:00:00.000Z',
  files: [{ name: 'Bellhop-2.0.0-linux-x86_64.AppImage', size: 5, sha512: `${'A'.repeat(86)}==` }],
}

export interface KeyPair {
  readonly privateKey: KeyObject
  /** PEM. */
  readonly publicKey: string
}

export function newKeys(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

/** The feed's file for a manifest, or for any text. */
export function signed(manifest: unknown, { privateKey }: KeyPair): string {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest)
  return JSON.stringify({ manifest: text, signature: sign(null, Buffer.from(text), privateKey).toString('base64') })
}

export interface FeedServer {
  /** Asks this server, whatever host the address names; the address must be https all the same. */
  readonly fetch: Fetch
  /** Paths that were asked for. */
  readonly asked: string[]
  close(): Promise<void>
}

export async function startFeed(answer: RequestListener): Promise<FeedServer> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    asked,
    fetch: (url, init) => fetch(`http://127.0.0.1:${port}${new URL(url).pathname}`, init),
    async close() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}
