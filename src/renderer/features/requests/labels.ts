// How a request's state looks: one badge, the same words everywhere.
import type { JoinRequestState } from '../../../shared/domain/states'
import type { Tone } from '../../ui/tone'

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
