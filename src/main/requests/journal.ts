// The journal of join requests: every step is committed here before the effect it announces, and told to the windows.
import type { AccountId } from '../../shared/contract/common'
import type { Emit } from '../../shared/contract/index'
import type { JoinRequest } from '../../shared/contract/requests'
import { canMove, type Move } from '../../shared/domain/join-request-machine'
import { isoAt } from '../../shared/domain/time'
import type { Clock } from '../networks/ports'
import type { Store } from '../store/open-store'
import type { JoinRequestRecord } from '../store/requests-repository'

export interface RequestsJournal {
  open(request: {
    accountId: AccountId
    groupId?: string | undefined
    link?: string | undefined
    groupName: string
    message?: string | undefined
  }): JoinRequestRecord
  /** Moves along an arrow of the state machine; anything else is a bug and throws. */
  move(record: JoinRequestRecord, move: Move, patch?: Partial<JoinRequestRecord>): JoinRequestRecord
  /** Notes facts without a change of state. */
  note(record: JoinRequestRecord, patch: Partial<JoinRequestRecord>): JoinRequestRecord
  /** Takes back a request that was refused before anything was sent. */
  drop(record: JoinRequestRecord): void
  /** Does what the user wants with a request at its service; looks leave it alone meanwhile: they would tell half of it. */
  whileChanging<T>(id: string, work: () => Promise<T>): Promise<T>
  isChanging(id: string): boolean
}

export interface JournalDeps {
  readonly store: Pick<Store, 'requests'>
  readonly emit: Emit
  readonly clock: Clock
  readonly uuid: () => string
}

export function createRequestsJournal(
  deps: JournalDeps,
  changed: (record: JoinRequestRecord) => void = () => undefined,
): RequestsJournal {
  const { store, emit, clock } = deps
  const changing = new Set<string>()
  const commit = (record: JoinRequestRecord): JoinRequestRecord => {
    store.requests.save(record)
    emit('requests.changed', { upsert: [presentRequest(record)], remove: [] })
    changed(record)
    return record
  }
  return {
    open(request) {
      const now = isoAt(clock())
      const history = [{ at: now, state: 'checking' as const }]
      return commit({
        ...request,
        id: deps.uuid(),
        state: 'checking',
        createdAt: now,
        updatedAt: now,
        canWithdraw: false,
        history,
      })
    },
    move(record, { state, reason }, patch = {}) {
      if (!canMove(record.state, state)) throw new Error(`no arrow from ${record.state} to ${state}`)
      const at = isoAt(clock())
      const history = [...record.history, { at, state, reason }]
      return commit({ ...record, canWithdraw: false, ...patch, state, reason, updatedAt: at, history })
    },
    note: (record, patch) => commit({ ...record, ...patch }),
    drop(record) {
      store.requests.remove(record.id)
      emit('requests.changed', { upsert: [], remove: [record.id] })
    },
    async whileChanging(id, work) {
      changing.add(id)
      try {
        return await work()
      } finally {
        changing.delete(id)
      }
    },
    isChanging: (id) => changing.has(id),
  }
}

export function presentRequest(record: JoinRequestRecord): JoinRequest {
  const { link: _link, ...request } = record
  return request
}

/** When it was sent, for telling a lagging read from a vanished request. */
export function sentAtMs(record: JoinRequestRecord): number {
  const sent = record.history.findLast((line) => line.state === 'sending')
  return Date.parse(sent?.at ?? record.createdAt)
}
