// The vault's state machine: which situation it is in, what happens to it, what it refuses. Pure; no keys, no disk.
import { fail } from '../../shared/contract/result'
import type { AppError } from '../../shared/contract/result'
import type { KeySlotKind, VaultState } from '../../shared/domain/states'

/** Why the file's secrets cannot be had, or what the user should know of how they were had. */
export type VaultProblem =
  | 'vault.keyringUnavailable'
  | 'vault.keyringChanged'
  | 'vault.corrupt'
  | 'vault.newer'
  | 'vault.unreadable'
  | 'vault.recovered'

export type Blocker = Exclude<VaultProblem, 'vault.recovered'>

export interface Situation {
  readonly state: VaultState
  readonly slots: readonly KeySlotKind[]
  readonly problem?: VaultProblem
  /** In `degraded`: what is wrong with the file that lies untouched beside the session's memory. */
  readonly behind?: Blocker
}

/** Before `open` nothing is known, and not known is locked: it must never pass for absent. */
export const UNOPENED: Situation = { state: 'locked', slots: [] }

export type VaultHappening =
  | { readonly kind: 'nothingFound' }
  | { readonly kind: 'damaged'; readonly problem: Blocker }
  /** A whole file, and no slot opened without a person. */
  | { readonly kind: 'closed'; readonly slots: readonly KeySlotKind[]; readonly problem?: Blocker }
  | { readonly kind: 'opened'; readonly slots: readonly KeySlotKind[]; readonly problem?: 'vault.recovered' }
  | { readonly kind: 'slotsChanged'; readonly slots: readonly KeySlotKind[] }
  | { readonly kind: 'memoryChosen' }
  | { readonly kind: 'lockedByUser' }
  | { readonly kind: 'setAside' }

/** The situation after a happening. */
export function after(now: Situation, happening: VaultHappening): Situation {
  switch (happening.kind) {
    case 'nothingFound':
      return { state: 'absent', slots: [] }
    case 'damaged':
      return { state: 'corrupt', slots: [], problem: happening.problem }
    case 'closed':
      return closed(happening.slots, happening.problem)
    case 'opened':
      return { ...(happening.problem && { problem: happening.problem }), state: 'unlocked', slots: happening.slots }
    case 'slotsChanged':
      return { ...now, slots: happening.slots }
    case 'memoryChosen':
      return { state: 'degraded', slots: ['memory'], ...behindOf(now) }
    case 'lockedByUser':
      return now.state === 'unlocked' ? { state: 'locked', slots: now.slots } : now
    case 'setAside':
      return now.state === 'degraded' ? { state: 'degraded', slots: ['memory'] } : { state: 'absent', slots: [] }
  }
}

function closed(slots: readonly KeySlotKind[], problem: Blocker | undefined): Situation {
  // A second door makes a failing keyring a mere inconvenience; without one it is the news itself.
  const state = slots.includes('passphrase') || !problem ? 'locked' : 'keyringChanged'
  return { state, slots, ...(problem && { problem }) }
}

function behindOf(now: Situation): { behind?: Blocker } {
  const blocked = now.state === 'keyringChanged' || now.state === 'corrupt'
  return blocked ? { behind: blockerOf(now) } : {}
}

export type VaultOperation =
  'read' | 'write' | 'forget' | 'setPassphrase' | 'unlock' | 'useMemory' | 'lock' | 'startOver'

/** The error an operation is refused with in this situation, or `undefined` when it may go on. */
export function refusal(now: Situation, operation: VaultOperation): AppError | undefined {
  switch (operation) {
    case 'read':
      return now.state === 'absent' ? error('vault.absent') : closedError(now)
    case 'write':
      return closedError(now)
    case 'forget':
      return closedError(now)
    case 'setPassphrase':
      return now.behind ? error(now.behind) : closedError(now)
    case 'unlock':
      return refusesUnlock(now)
    case 'useMemory':
      return now.state === 'locked' || now.state === 'unlocked' ? error('vault.alreadySet') : undefined
    case 'lock':
      return now.state === 'absent' || now.state === 'degraded' ? error('vault.absent') : undefined
    case 'startOver':
      return refusesStartOver(now)
  }
}

function closedError(now: Situation): AppError | undefined {
  switch (now.state) {
    case 'absent':
    case 'unlocked':
    case 'degraded':
      return undefined
    case 'locked':
      return error('vault.locked')
    case 'keyringChanged':
    case 'corrupt':
      return error(blockerOf(now))
  }
}

function refusesUnlock(now: Situation): AppError | undefined {
  if (now.state === 'absent') return error('vault.absent')
  if (now.state === 'degraded') return error(now.behind ?? 'vault.absent')
  // Locked by the user, and the keyring is its only door: no passphrase can be right.
  if (now.state === 'locked') return now.slots.includes('passphrase') ? undefined : error('vault.keyringUnavailable')
  return closedError(now)
}

function refusesStartOver(now: Situation): AppError | undefined {
  const blocker = now.behind ?? (now.state === 'corrupt' ? blockerOf(now) : undefined)
  // A file of a newer version, or one that cannot even be read, may be perfectly good: it is not touched.
  if (blocker === 'vault.newer' || blocker === 'vault.unreadable') return error(blocker)
  if (now.state === 'absent' || (now.state === 'degraded' && !now.behind)) return error('vault.absent')
  return now.state === 'unlocked' ? error('vault.alreadySet') : undefined
}

function blockerOf(now: Situation): Blocker {
  if (now.problem && now.problem !== 'vault.recovered') return now.problem
  return now.state === 'corrupt' ? 'vault.corrupt' : 'vault.keyringChanged'
}

function error(code: Parameters<typeof fail>[0]): AppError {
  return fail(code, code === 'vault.newer' ? 'never' : 'user').error
}
