// How requests are told: badges, what is open and what is over, what happens next. One word for one state everywhere.
import type { MessageKey } from '../../../shared/i18n'
import type { IncomingState, JoinRequestState, NetworkId } from '../../../shared/domain/states'
import type { Tone } from '../../ui/tone'
import type { JoinRequest } from './store'

export const STATE_TONE: Readonly<Record<JoinRequestState, Tone>> = {
  checking: 'plain',
  sending: 'plain',
  pending: 'plain',
  joined: 'good',
  failed: 'bad',
  unknown: 'warn',
  declined: 'quiet',
  withdrawn: 'quiet',
  ended: 'quiet',
}

const OPEN_STATES: readonly JoinRequestState[] = ['checking', 'sending', 'pending', 'unknown']
const AGAIN_STATES: readonly JoinRequestState[] = ['declined', 'withdrawn', 'ended', 'failed']

export const isOpen = ({ state }: JoinRequest): boolean => OPEN_STATES.includes(state)

/** Over without having come in: asking again is possible. */
export const canAskAgain = ({ state }: JoinRequest): boolean => AGAIN_STATES.includes(state)

/** The state as told: what failed before it left was refused by nobody. */
export const toldState = ({ state, reason }: Pick<JoinRequest, 'state' | 'reason'>): JoinRequestState | 'notSent' =>
  reason === 'requests.notSent' ? 'notSent' : state

/** What happens next, or what I can do. */
export function nextText(request: JoinRequest, network: NetworkId | undefined): MessageKey {
  const told = toldState(request)
  return told === 'pending' && network === 'bluesky' ? 'requests.next.pendingSilent' : `requests.next.${told}`
}

export type DecidedState = Extract<IncomingState, 'approved' | 'declined' | 'gone'>

export const DECIDED_TONE: Readonly<Record<DecidedState, Tone>> = { approved: 'good', declined: 'quiet', gone: 'quiet' }
