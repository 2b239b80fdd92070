// The life of somebody's request to a group of mine: which state may follow which, and what a look at everything that
// waits makes of one. Pure: the journal, the clock and the network are the capability's.
import type { IncomingState } from './states'

/** The arrows of the state machine. `waiting`, `failed` and `unknown` are open; the ends can only begin anew. */
export const INCOMING_ARROWS: { readonly [S in IncomingState]: readonly IncomingState[] } = {
  waiting: ['held', 'gone'],
  // Back to `waiting` by undo; `gone` when the asker withdrew, or another decided, within the undo window.
  held: ['deciding', 'waiting', 'gone'],
  // Back to `held` when it provably never left and waiting is the cure: offline, vault locked.
  deciding: ['approved', 'declined', 'failed', 'unknown', 'gone', 'held'],
  failed: ['held', 'waiting', 'gone'],
  unknown: ['waiting', 'gone'],
  // The same person asks again.
  approved: ['waiting'],
  declined: ['waiting'],
  gone: ['waiting'],
}

export function canIncomingMove(from: IncomingState, to: IncomingState): boolean {
  return INCOMING_ARROWS[from].includes(to)
}

/** Whether I can decide it now. Not while my last decision may still arrive: nothing is decided twice. */
export function canDecide(state: IncomingState): boolean {
  return state === 'waiting' || state === 'failed'
}

/** Decided, or no longer there: kept for a while to be seen. */
export function isOver(state: IncomingState): boolean {
  return state === 'approved' || state === 'declined' || state === 'gone'
}

/** How long a look is not believed after my decision: the services' reads lag behind their writes. */
export const DECISION_SETTLE_MS = { unknown: 10_000, over: 60_000 } as const

/** A request as the journal has it and one look saw it. */
export interface Sighting {
  readonly state: IncomingState
  /** Whether the look showed it waiting. */
  readonly seen: boolean
  /** Time from the journal's last change of it to the look's beginning; negative when it changed during the look. */
  readonly ageMs: number
  /** It was seen with another time of asking than the journal has: it is a new request. */
  readonly askedAnew: boolean
}

/**
 * What a complete look makes of a request in the journal.
 * @returns the state to move to, or `undefined` to leave it as it is
 */
export function moveBySight({ state, seen, ageMs, askedAnew }: Sighting): IncomingState | undefined {
  if (ageMs < 0) return undefined
  switch (state) {
    case 'waiting':
    case 'held':
    case 'failed':
      return seen ? undefined : 'gone'
    case 'deciding':
      return undefined
    case 'unknown':
      if (ageMs < DECISION_SETTLE_MS.unknown) return undefined
      return seen ? 'waiting' : 'gone'
    case 'approved':
    case 'declined':
    case 'gone':
      return seen && (askedAnew || ageMs >= DECISION_SETTLE_MS.over) ? 'waiting' : undefined
  }
}
