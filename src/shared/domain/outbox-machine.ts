// The life of an outbox item: which state may follow which, how long to wait between attempts, and what to do about
// an attempt whose answer was lost. Pure: the journal and the clock are the outbox's.
import type { MessageTarget } from '../contract/messages'
import type { OutboxState } from './states'

export const OUTBOX_ARROWS: { readonly [S in OutboxState]: readonly OutboxState[] } = {
  held: ['queued', 'cancelled', 'failed'],
  queued: ['sending', 'cancelled', 'failed'],
  sending: ['sent', 'failed', 'needsDecision', 'queued'],
  sent: [],
  failed: ['queued'],
  needsDecision: ['sent', 'queued', 'cancelled'],
  cancelled: [],
}

export function canOutboxMove(from: OutboxState, to: OutboxState): boolean {
  return OUTBOX_ARROWS[from].includes(to)
}

const FIRST_DELAY_MS = 2_000
const LONGEST_DELAY_MS = 5 * 60_000

/** Attempts after which a busy service is no longer asked by itself. Being offline or locked out never counts. */
export const MAX_BUSY_ATTEMPTS = 8
/** Attempts with a lost answer after which even a safe repeat is left to the user. */
export const MAX_UNKNOWN_ATTEMPTS = 4

/** The wait before attempt `attempts + 1`, growing from 2 s to 5 min; a longer wait the service asked for is honoured. */
export function retryDelayMs(attempts: number, retryAfterMs = 0): number {
  const growing = FIRST_DELAY_MS * 2 ** Math.max(0, Math.min(attempts - 1, 20))
  return Math.max(Math.min(growing, LONGEST_DELAY_MS), retryAfterMs)
}

export interface ReadBack {
  readonly found: 'yes' | 'no' | 'cannotKnow'
  readonly resendSafe: boolean
}

/**
 * What to do about an attempt whose answer was lost, once it has been read back. A network message is never repeated
 * by itself: a portal without the weekly limit would deliver it twice.
 */
export function settleUnknown(
  target: MessageTarget,
  readBack: ReadBack,
  unknownAttempts: number,
): 'sent' | 'resend' | 'ask' {
  if (readBack.found === 'yes') return 'sent'
  if (target.kind === 'network' || !readBack.resendSafe) return 'ask'
  return unknownAttempts < MAX_UNKNOWN_ATTEMPTS ? 'resend' : 'ask'
}

/** What the scheduler needs to know of an item; times in milliseconds since the epoch. */
export interface Schedulable {
  readonly id: string
  readonly accountId: string
  readonly targetKey: string
  readonly state: OutboxState
  readonly heldUntil?: number | undefined
  readonly notBefore?: number | undefined
  readonly nextAttemptAt?: number | undefined
}

export interface Plan {
  /** Held items whose undo window is over. */
  readonly release: readonly string[]
  /** Items to send now, at most one per target and within each account's bound. */
  readonly send: readonly string[]
  /** When something next becomes due by time alone. */
  readonly wakeAt?: number | undefined
}

/**
 * Decides what to do now. `items` are all unfinished ones in journal order. Per target the first due item goes first
 * and everything behind it waits; an item scheduled for later (`notBefore`) does not hold up the ones behind it.
 */
export function planOutbox(items: readonly Schedulable[], now: number, maxPerAccount: number): Plan {
  const release: string[] = []
  const send: string[] = []
  const busyTargets = new Set<string>()
  const running = new Map<string, number>()
  let wakeAt: number | undefined
  const wake = (at: number): void => {
    wakeAt = wakeAt === undefined ? at : Math.min(wakeAt, at)
  }
  for (const item of items)
    if (item.state === 'sending') running.set(item.accountId, (running.get(item.accountId) ?? 0) + 1)
  for (const item of items) {
    if (item.state === 'sending') busyTargets.add(`${item.accountId} ${item.targetKey}`)
  }
  for (const item of items) {
    if (item.state !== 'held' && item.state !== 'queued') continue
    const target = `${item.accountId} ${item.targetKey}`
    const heldUntil = item.state === 'held' ? (item.heldUntil ?? now) : now
    if (item.state === 'held' && heldUntil <= now) release.push(item.id)
    if (item.notBefore !== undefined && item.notBefore > now) {
      wake(Math.max(item.notBefore, heldUntil))
      if (heldUntil > now) wake(heldUntil)
      continue
    }
    const first = !busyTargets.has(target)
    busyTargets.add(target)
    const dueAt = Math.max(heldUntil, item.nextAttemptAt ?? 0)
    if (heldUntil > now) wake(heldUntil)
    if (!first) continue
    if (dueAt > now) {
      wake(dueAt)
      continue
    }
    const inFlight = running.get(item.accountId) ?? 0
    if (inFlight >= maxPerAccount) continue
    running.set(item.accountId, inFlight + 1)
    send.push(item.id)
  }
  return { release, send, wakeAt }
}
