// What a feed says, believed only when it is signed: the file holds the text of a manifest and a signature over exactly
// that text. electron-updater alone would believe whoever answers under the address.
import { verify } from 'node:crypto'
import * as v from 'valibot'
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { Machine } from './feed-address'
import { isVersion } from './versions'

/** The app the manifest must be about: one key may sign feeds of several. */
const APP = 'app.bellhop.desktop'

/** Names of files in the feed's own folder: nothing that leads out of it, or to another host. */
const FileName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,199}$/))

const Manifest = v.strictObject({
  app: v.literal(APP),
  system: v.string(),
  arch: v.string(),
  version: v.pipe(v.string(), v.check(isVersion)),
  /** When it was signed. */
  released: v.pipe(v.string(), v.isoTimestamp()),
  files: v.pipe(
    v.array(
      v.strictObject({
        name: FileName,
        /** Bytes. */
        size: v.pipe(v.number(), v.integer(), v.minValue(1)),
        /** Base64, as electron-updater reads it. */
        sha512: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{86}==$/)),
      }),
    ),
    v.minLength(1),
    v.maxLength(20),
  ),
})
export type Manifest = v.InferOutput<typeof Manifest>

const Signed = v.strictObject({ manifest: v.string(), signature: v.pipe(v.string(), v.base64()) })

type Failure = 'updates.notSigned' | 'updates.badFeedFile'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Ed25519, https://www.rfc-editor.org/rfc/rfc8032; a key that is none signs nothing. */
function isSigned(text: string, signature: string, publicKey: string): boolean {
  try {
    return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

/** @param text the feed's file as it came; nothing in it is looked at before its signature holds. */
export function readManifest(text: string, publicKey: string, machine: Machine): Result<Manifest, Failure> {
  const signed = v.safeParse(Signed, parsed(text))
  if (!signed.success) return fail('updates.badFeedFile', 'later')
  if (!isSigned(signed.output.manifest, signed.output.signature, publicKey)) return fail('updates.notSigned')
  const manifest = v.safeParse(Manifest, parsed(signed.output.manifest))
  if (!manifest.success) return fail('updates.badFeedFile', 'later')
  const { system, arch } = manifest.output
  return system === machine.system && arch === machine.arch ? ok(manifest.output) : fail('updates.badFeedFile', 'later')
}
