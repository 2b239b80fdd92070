// The life of an outbox item: which state may follow which, how long to wait between attempts, and what to do about
// an attempt whose answer was lost. What leaves when is the plan's. Pure: the journal and the clock are the outbox's.
import type { ErrorCode } from '../contract/errors'
import type { MessageTarget } from '../contract/messages'
import { isWaitingError } from './health'
import type { OutboxState } from './states'

export const OUTBOX_ARROWS: { readonly [S in OutboxState]: readonly OutboxState[] } = {
  held: ['queued', 'cancelled', 'failed'],
  queued: ['sending', 'cancelled', 'failed'],
  sending: ['sent', 'failed', 'needsDecision', 'queued'],
  sent: [],
  failed: ['queued', 'cancelled'],
  needsDecision: ['sent', 'queued', 'cancelled'],
  cancelled: [],
}

export function canOutboxMove(from: OutboxState, to: OutboxState): boolean {
  return OUTBOX_ARROWS[from].includes(to)
}

const FIRST_DELAY_MS = 2_000
export const LONGEST_DELAY_MS = 5 * 60_000

/** Attempts after which a busy service is no longer asked by itself. Being offline or locked out never counts. */
export const MAX_BUSY_ATTEMPTS = 8
/** Attempts with a lost answer after which even a safe repeat is left to the user. */
export const MAX_UNKNOWN_ATTEMPTS = 4

/** The wait before attempt `attempts + 1`, growing from 2 s to 5 min; a longer wait the service asked for is honoured. */
export function retryDelayMs(attempts: number, retryAfterMs = 0): number {
  const growing = FIRST_DELAY_MS * 2 ** Math.max(0, Math.min(attempts - 1, 20))
  return Math.max(Math.min(growing, LONGEST_DELAY_MS), retryAfterMs)
}

/**
 * Whether an attempt that provably delivered nothing, or a reading, failed because nobody was reached: the machine is
 * offline, the vault closed, or nobody answers there. It costs no attempt, and the account's next try is a single one.
 */
export function isOutOfReach(code: ErrorCode): boolean {
  return isWaitingError(code) || code === 'net.timeout' || code === 'net.reset'
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
