// When an account is looked at: the rules, without clock or timers.
import type { Account } from '../../shared/contract/accounts'

export interface Watch {
  readonly lookedAt: number
  /** When everything was last looked at, whatever was told to have changed. */
  readonly completeAt: number
  /** Asked for from outside, earlier than the cycle. */
  readonly dueAt: number
  /** In [-1, 1): which part of the spread this cycle takes. */
  readonly jitter: number
}

export const NEVER: Watch = { lookedAt: -Infinity, completeAt: -Infinity, dueAt: Infinity, jitter: 0 }

/** Between two looks, give or take `spread` of it, so that twenty portals are not asked all at once. */
const WATCHED = { ms: 60_000, spread: 0.2 } as const
const UNWATCHED = { ms: 4 * 60_000, spread: 0.25 } as const
const COMPLETE_EVERY_MS = 15 * 60_000

/**
 * When the account is to be looked at next, in milliseconds; `undefined` while it cannot be. A signed-out or blocked
 * account comes back by what the user does; one that was offline or limited is tried now and then.
 */
export function nextLookAt(account: Account, watch: Watch, watched: boolean): number | undefined {
  const { health } = account
  if (!account.ports.includes('requests') || health === 'signedOut' || health === 'blocked') return undefined
  const isWell = health === 'ok' || health === 'missingScope'
  const { ms, spread } = watched && isWell ? WATCHED : UNWATCHED
  return Math.min(watch.dueAt, watch.lookedAt + ms * (1 + spread * watch.jitter))
}

export function isCompleteDue(watch: Watch, now: number): boolean {
  return now - watch.completeAt >= COMPLETE_EVERY_MS
}
