// What a reading of the service makes of one open request of mine. Nothing is ever sent here.
import { isOpen, moveByStanding } from '../../shared/domain/join-request-machine'
import type { Relation } from '../../shared/domain/states'
import { isoAt } from '../../shared/domain/time'
import type { RequestStanding } from '../networks/ports'
import type { JoinRequestRecord } from '../store/requests-repository'
import type { RequestsDeps } from './deps'
import { sentAtMs, type RequestsJournal } from './journal'
import { learn } from './send'

export interface Reading {
  /** As it was when the service was asked. */
  readonly asked: JoinRequestRecord
  readonly standing: RequestStanding
  /** When the reading began, in milliseconds. */
  readonly beganAt: number
  readonly canWithdraw: boolean
}

interface StandingDeps extends RequestsDeps {
  readonly journal: RequestsJournal
  /** The reading has moved the request; absent where the user is looking at it anyway. */
  readonly onMoved?: ((request: JoinRequestRecord) => void) | undefined
}

const RELATION: { readonly [S in RequestStanding['standing']]?: Relation } = { none: 'none', invited: 'invited' }

/** Applies a reading to the request as it is by now: it may be withdrawn, or have been removed, while the service is asked. */
export function applyStanding(deps: StandingDeps, reading: Reading): JoinRequestRecord | undefined {
  const { asked, standing, beganAt } = reading
  const record = deps.store.requests.get(asked.id)
  if (record === undefined || !isOpen(record.state) || deps.journal.isChanging(record.id)) return record
  const state = record.state === 'pending' ? 'pending' : 'unknown'
  const patch = { checkedAt: isoAt(deps.clock()), groupId: standing.groupId ?? record.groupId }
  const move = moveByStanding(state, standing.standing, beganAt - sentAtMs(record))
  const canWithdraw = (move?.state ?? state) === 'pending' && reading.canWithdraw
  // Whether it can be withdrawn may be learnt by this very reading.
  if (move === undefined) return deps.journal.note(record, { ...patch, canWithdraw })
  const moved = deps.journal.move(record, move, { ...patch, canWithdraw })
  learn(deps, moved)
  const relation = RELATION[standing.standing]
  const { accountId, groupId } = moved
  if (groupId !== undefined && relation !== undefined) {
    deps.relationLearnt({ accountId, groupId, relation, seenAt: beganAt })
  }
  deps.onMoved?.(moved)
  return moved
}
