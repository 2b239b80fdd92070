// The journal of others' requests to groups of mine: every step is committed here before the effect it announces, and
// told to the windows after.
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { canIncomingMove, isOver } from '../../shared/domain/incoming-machine'
import type { IncomingState } from '../../shared/domain/states'
import { isoAt } from '../../shared/domain/time'
import type { RequestsDeps } from './deps'

const KEPT_MS = 7 * 24 * 3_600_000

export type IncomingKey = Pick<IncomingRequest, 'accountId' | 'requestId'>

export interface IncomingChanges {
  readonly upsert: readonly IncomingRequest[]
  readonly remove?: readonly IncomingKey[]
}

export interface IncomingJournal {
  /** The request as it is after a step along an arrow of the state machine; any other step is a bug and throws. */
  moved(request: IncomingRequest, to: IncomingState, patch?: Partial<IncomingRequest>): IncomingRequest
  /** Writes all of it, or nothing, and tells the windows. */
  commit(changes: IncomingChanges): void
  /** Forgets what was over a week ago. */
  prune(): void
  /** `moved` and `commit` in one. */
  move(request: IncomingRequest, to: IncomingState, patch?: Partial<IncomingRequest>): IncomingRequest
}

export function createIncomingJournal(
  deps: Pick<RequestsDeps, 'store' | 'emit' | 'clock'>,
  /** Something is held, or no longer held. */
  changed: () => void = () => undefined,
): IncomingJournal {
  const { store, emit, clock } = deps
  const moved: IncomingJournal['moved'] = (request, to, patch = {}) => {
    if (!canIncomingMove(request.state, to)) throw new Error(`no arrow from ${request.state} to ${to}`)
    const cleared = { reason: undefined, heldUntil: undefined }
    return { ...request, ...cleared, ...patch, state: to, updatedAt: isoAt(clock()) }
  }
  const commit: IncomingJournal['commit'] = ({ upsert, remove = [] }) => {
    if (upsert.length === 0 && remove.length === 0) return
    store.transaction(() => {
      for (const request of upsert) store.incoming.save(request)
      for (const { accountId, requestId } of remove) store.incoming.remove(accountId, requestId)
    })
    const gone = remove.map(({ accountId, requestId }) => ({ accountId, requestId }))
    emit('requests.changed', { upsert: [], remove: [], incoming: { upsert: [...upsert], remove: gone } })
    changed()
  }
  return {
    moved,
    commit,
    move(request, to, patch) {
      const next = moved(request, to, patch)
      commit({ upsert: [next] })
      return next
    },
    prune() {
      const lately = isoAt(clock() - KEPT_MS)
      commit({
        upsert: [],
        remove: store.incoming.list().filter(({ state, updatedAt }) => isOver(state) && updatedAt < lately),
      })
    },
  }
}
