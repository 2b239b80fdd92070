// Asks a feed once: fetches its file, believes it only when it is signed, and tells whether it names a newer version.
import { fail, ok, type Result } from '../../../shared/contract/result'
import { feedFile, type Machine } from './feed-address'
import { type Manifest, readManifest } from './manifest'
import { compareVersions } from './versions'

/** The newest manifest ever believed: an older one is somebody's replay, however well it is signed. */
export interface Seen {
  readonly version: string
  readonly released: string
}

export interface CheckDeps {
  /** The body of an https address as text, within limits. Rejects when it cannot be had whole. */
  readonly fetchText: (url: string) => Promise<string>
  readonly machine: Machine
  readonly publicKey: string
  /** The version that runs. */
  readonly version: string
  readonly seen: () => Seen | undefined
  readonly remember: (seen: Seen) => void
}

export const CHECK_ERRORS = [
  'updates.unreachable',
  'updates.notSigned',
  'updates.badFeedFile',
  'updates.replayed',
] as const
export type CheckError = (typeof CHECK_ERRORS)[number]

const isOlder = (one: Seen, other: Seen): boolean => {
  const difference = compareVersions(one.version, other.version)
  return difference < 0 || (difference === 0 && Date.parse(one.released) < Date.parse(other.released))
}

/** The manifest of a newer version; undefined when what runs is the newest. */
export async function checkFeed(folder: URL, deps: CheckDeps): Promise<Result<Manifest | undefined, CheckError>> {
  const text = await deps.fetchText(feedFile(folder, deps.machine).href).catch(() => undefined)
  if (text === undefined) return fail('updates.unreachable', 'later')
  const manifest = readManifest(text, deps.publicKey, deps.machine)
  if (!manifest.ok) return manifest
  const { version, released } = manifest.data
  const seen = deps.seen()
  if (seen && isOlder({ version, released }, seen)) return fail('updates.replayed', 'later')
  deps.remember({ version, released })
  return ok(compareVersions(version, deps.version) > 0 ? manifest.data : undefined)
}
