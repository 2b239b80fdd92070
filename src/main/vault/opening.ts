// Finds out what lies on disk, what opens it, and which generation may be trusted. Reads and judges; changes nothing.
import type { KeySlotKind } from '../../shared/domain/states'
import type { DataKey } from './data-key'
import { isAuthentic, judge, type SealedFile } from './format'
import type { Generations, Place, Reading } from './generations'
import { unwrapWithKeyring } from './os-slot'
import { unwrapWithPassphrase } from './passphrase-slot'
import type { Blocker } from './situation'
import type { KeyProvider } from './types'

export interface Candidate {
  readonly place: Place
  readonly file: SealedFile
}

export type Found =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'blocked'; readonly problem: Blocker; readonly reason?: string }
  /** The generations that are whole, the better one first; never empty. */
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }

/** Looks at both generations. A current file that is newer or unreadable stops everything: it may be perfectly good. */
export async function look(generations: Generations): Promise<Found> {
  const current = judged(await generations.read('current'))
  if (current.kind === 'newer') return { kind: 'blocked', problem: 'vault.newer' }
  if (current.kind === 'unreadable') return { kind: 'blocked', problem: 'vault.unreadable', reason: current.reason }
  const previous = judged(await generations.read('previous'))
  const candidates: Candidate[] = []
  if (current.kind === 'whole') candidates.push({ place: 'current', file: current.file })
  if (previous.kind === 'whole') candidates.push({ place: 'previous', file: previous.file })
  if (candidates.length > 0) return { kind: 'candidates', candidates }
  if (current.kind === 'missing' && previous.kind === 'missing') return { kind: 'nothing' }
  if (previous.kind === 'newer') return { kind: 'blocked', problem: 'vault.newer' }
  if (previous.kind === 'unreadable') return { kind: 'blocked', problem: 'vault.unreadable', reason: previous.reason }
  return { kind: 'blocked', problem: 'vault.corrupt' }
}

type Judged = Exclude<Reading, { kind: 'bytes' }> | ReturnType<typeof judge>

function judged(reading: Reading): Judged {
  return reading.kind === 'bytes' ? judge(reading.bytes) : reading
}

/** The first generation this key vouches for. */
export function authentic(candidates: readonly Candidate[], key: DataKey): Candidate | undefined {
  return candidates.find(({ file }) => isAuthentic(file, key))
}

/** Tries the better generation's keyring slot; without a key, tells the slots and what kept the keyring's from opening. */
export async function keyFromKeyring(
  candidates: readonly Candidate[],
  keyring: KeyProvider | undefined,
): Promise<
  | { readonly kind: 'key'; readonly key: DataKey }
  | { readonly kind: 'closed'; readonly slots: KeySlotKind[]; readonly problem?: Blocker }
> {
  const body = candidates[0]?.file.body
  const slots = (body?.slots ?? []).map(({ kind }) => kind)
  const slot = body?.slots.find((each) => each.kind === 'os')
  if (!body || !slot) return { kind: 'closed', slots }
  if (!keyring) return { kind: 'closed', slots, problem: 'vault.keyringUnavailable' }
  const key = await unwrapWithKeyring(slot, body.keyId, keyring)
  return key.ok ? { kind: 'key', key: key.data } : { kind: 'closed', slots, problem: key.error.code }
}

/** Tries the better generation's passphrase slot; `undefined` for a wrong passphrase. */
export async function keyFromPassphrase(
  candidates: readonly Candidate[],
  passphrase: string,
): Promise<DataKey | undefined> {
  const body = candidates[0]?.file.body
  const slot = body?.slots.find((each) => each.kind === 'passphrase')
  return body && slot && unwrapWithPassphrase(slot, body.keyId, passphrase)
}
