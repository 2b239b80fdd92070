// The reference login server (@atproto/pds) on loopback, its data in a temporary folder.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { listen } from './listen.mjs'

// Read by @atproto/common when it is imported.
process.env['LOG_ENABLED'] = 'false'
const { PDS } = await import('@atproto/pds')

const secret = (bytes) => randomBytes(bytes).toString('hex')

/** `publicPort` is the port of the proxy that stands before it: that address goes into tokens and DID documents. */
export async function startPds({ plcUrl, publicPort, rateLimits = false }) {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'bellhop-pds-'))
  const jwtSecret = secret(16)
  const pds = await PDS.fromEnv({
    devMode: true,
    // The public address becomes http://localhost:PORT.
    port: publicPort,
    dataDirectory: dir,
    blobstoreDiskLocation: path.join(dir, 'blobs'),
    didPlcUrl: plcUrl,
    jwtSecret,
    adminPassword: secret(16),
    plcRotationKeyK256PrivateKeyHex: secret(32),
    serviceHandleDomains: ['.test'],
    inviteRequired: false,
    // As bsky.social does.
    enableDidDocWithSession: true,
    // Otherwise it refuses to proxy to http://localhost.
    disableSsrfProtection: true,
    rateLimitsEnabled: rateLimits,
    bskyAppViewUrl: 'https://appview.invalid',
    bskyAppViewDid: 'did:example:invalid',
  })
  // `pds.start()` would listen on every interface.
  await pds.ctx.sequencer.start()
  const server = await listen(http.createServer(pds.app))
  return {
    url: server.url,
    jwtSecret,
    accountManager: pds.ctx.accountManager,
    close: async () => {
      await server.close()
      await pds.destroy()
      await fs.rm(dir, { recursive: true, force: true })
    },
  }
}
