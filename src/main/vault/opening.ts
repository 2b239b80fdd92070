// Finds out what lies on disk and which generation may be trusted. Reads and judges; changes nothing.
import type { DataKey } from './data-key'
import { isAuthentic, judge, type SealedFile } from './format'
import type { Generations, Place, Reading } from './generations'
import type { Blocker } from './situation'

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
