// The life of a join request: which state may follow which, and what a reading of the service makes of an open one.
import type { ErrorCode } from '../contract/errors'
import type { JoinRequestState } from './states'

/** The arrows of the state machine; a state without arrows is an end. */
export const JOIN_REQUEST_ARROWS: { readonly [S in JoinRequestState]: readonly JoinRequestState[] } = {
  checking: ['sending', 'failed'],
  sending: ['pending', 'joined', 'failed', 'unknown'],
  unknown: ['pending', 'joined', 'failed'],
  pending: ['joined', 'declined', 'withdrawn', 'ended'],
  joined: [],
  failed: [],
  declined: [],
  withdrawn: [],
  ended: [],
}

export function canMove(from: JoinRequestState, to: JoinRequestState): boolean {
  return JOIN_REQUEST_ARROWS[from].includes(to)
}

/** Open = the service may still change it, so it is read again from time to time. */
export function isOpen(state: JoinRequestState): boolean {
  return state === 'pending' || state === 'unknown'
}

export interface Move {
  readonly state: JoinRequestState
  readonly reason?: ErrorCode
}

/** How long "nothing found" is not believed: the services' reads lag behind their writes. */
export const SETTLE_MS: { readonly [S in 'pending' | 'unknown']: number } = { pending: 60_000, unknown: 10_000 }

/**
 * What a fresh reading makes of an open request.
 * @param sentAgoMs time since the request was sent, so that a lagging read does not end a living request
 * @returns the move, or `undefined` to leave it as it is
 */
export function moveByStanding(
  state: 'pending' | 'unknown',
  standing: 'joined' | 'pending' | 'invited' | 'declined' | 'none' | 'notKnown',
  sentAgoMs: number,
): Move | undefined {
  switch (standing) {
    case 'notKnown':
      return undefined
    case 'joined':
      return { state: 'joined' }
    case 'pending':
      return state === 'unknown' ? { state: 'pending' } : undefined
    case 'declined':
      return { state: state === 'unknown' ? 'failed' : 'declined', reason: 'requests.declined' }
    case 'invited':
      return { state: state === 'unknown' ? 'failed' : 'ended', reason: 'requests.invited' }
    case 'none':
      if (sentAgoMs < SETTLE_MS[state]) return undefined
      return state === 'unknown'
        ? { state: 'failed', reason: 'requests.notSent' }
        : { state: 'ended', reason: 'requests.ended' }
  }
}

/** What is left after the app died: what had not left is over, what may have left is not known. */
export function moveAfterCrash(state: JoinRequestState): Move | undefined {
  if (state === 'checking') return { state: 'failed', reason: 'requests.notSent' }
  if (state === 'sending') return { state: 'unknown', reason: 'requests.unknownOutcome' }
  return undefined
}
