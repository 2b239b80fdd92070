// The file of a feed: what there is of a version for one system, signed. The app believes nothing else
// (src/main/platform/updates/manifest.ts reads it).
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { APP_ID } from './identity.ts'

export interface Feed {
  readonly version: string
  /** As Node names them: `process.platform`, `process.arch`. */
  readonly system: string
  readonly arch: string
  /** ISO 8601. A later one replaces an earlier one of the same version. */
  readonly released: string
  /** Paths of what is offered. */
  readonly files: readonly string[]
}

const fileEntry = (path: string): { name: string; size: number; sha512: string } => ({
  name: basename(path),
  size: statSync(path).size,
  sha512: createHash('sha512').update(readFileSync(path)).digest('base64'),
})

/** @param privateKey Ed25519, PEM. @throws Error for a key of another kind. */
export const signFeed = ({ files, ...rest }: Feed, privateKey: string): string => {
  const key = createPrivateKey(privateKey)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`The key is ${key.asymmetricKeyType}, not ed25519.`)
  const manifest = JSON.stringify({ app: APP_ID, ...rest, files: files.map(fileEntry) })
  return JSON.stringify({ manifest, signature: sign(null, Buffer.from(manifest), key).toString('base64') })
}

/** A new pair of keys, both PEM. */
export const newKeys = (): { readonly privateKey: string; readonly publicKey: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}
