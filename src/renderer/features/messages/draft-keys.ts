// Under which key a composer's content is kept: by whom it goes to, and never over another draft. Pure.
import type { Composing } from './composing'
import { recipientKey } from './recipients'

/** Kept for nobody yet. */
export const NO_TARGET = 'composer'
/** The contract takes at most 600 characters; some are left for telling two drafts for the same target apart. */
const MOST = 580

/** The key of a draft for these recipients, in whatever order they were chosen. */
export function draftKeyOf({ recipients }: Pick<Composing, 'recipients'>): string {
  if (recipients.length === 0) return NO_TARGET
  const joined = recipients.map(recipientKey).sort().join('+')
  return joined.length <= MOST ? joined : `many:${recipients.length}:${digest(joined)}`
}

/** `key`, or the first numbered one that is not taken: another draft for the same target stays. */
export function freeKey(key: string, taken: ReadonlySet<string>): string {
  let free = key
  for (let number = 2; taken.has(free); number += 1) free = `${key}~${number}`
  return free
}

/** The key without its number. */
export const baseKey = (key: string): string => key.replace(/~\d+$/, '')

/** 64 bits of FNV-1a: short, the same on every run, and no secret. */
function digest(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const unit of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(unit)) * 0x100000001b3n) & 0xffffffffffffffffn
  }
  return hash.toString(16).padStart(16, '0')
}
