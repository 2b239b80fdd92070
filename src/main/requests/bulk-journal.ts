// The journal of asking several groups: how far the newest asking has come, on disk and told at every step.
import type { BulkAsk, JoinRequest } from '../../shared/contract/requests'
import type { JoinRequestState } from '../../shared/domain/states'
import type { BulkItem, BulkRecord } from '../store/bulk-repository'
import type { RequestsDeps } from './deps'

export interface BulkJournal {
  /** The newest asking, running or not. */
  current(): BulkRecord | undefined
  /** Begins a new one; the one before is forgotten. */
  add(bulk: BulkRecord): void
  /** Notes what became of one of its groups; nothing once a newer asking has begun. */
  set(bulkId: string, item: BulkItem, patch: Pick<BulkItem, 'state'> & Partial<BulkItem>): void
  /** A running one ends; what was not asked yet is `stopped`. */
  finish(as: 'done' | 'stopped'): void
  /** A journalled request has changed: the group asked with it shows that. */
  follow(request: JoinRequest): void
  /** Puts right what the last run of the app left: nothing runs any more, and what was under way follows its request. */
  recover(): void
}

export function createBulkJournal({ store, emit }: Pick<RequestsDeps, 'store' | 'emit'>): BulkJournal {
  let current: BulkRecord | undefined
  const tell = (bulk: BulkRecord): void => {
    current = bulk
    emit('requests.changed', { upsert: [], remove: [], bulk: presentBulk(bulk) })
  }
  const save = (bulk: BulkRecord): void => {
    store.bulk.save(bulk)
    tell(bulk)
  }
  const set: BulkJournal['set'] = (bulkId, item, patch) => {
    if (current?.id !== bulkId) return
    const items = current.items.map((one) => (isSame(one, item) ? { ...one, reason: undefined, ...patch } : one))
    save({ ...current, items })
  }
  return {
    set,
    current: () => current,
    add(bulk) {
      store.bulk.add(bulk)
      tell(bulk)
    },
    finish(state) {
      if (current?.state !== 'running') return
      const items = current.items.map((item) =>
        item.state === 'waiting' ? { ...item, state: 'stopped' as const } : item,
      )
      save({ ...current, state, items })
    },
    follow(request) {
      const item = current?.items.find(({ requestId }) => requestId === request.id)
      if (current === undefined || item === undefined) return
      const now = standingOf(request)
      if (item.state !== now.state || item.reason !== now.reason) set(current.id, item, now)
    },
    recover() {
      current = store.bulk.latest()
      if (current === undefined) return
      const { createdAt, state } = current
      const items = current.items.map((item) => recovered(store, item, createdAt))
      save({ ...current, items, state: state === 'running' ? 'stopped' : state })
    },
  }
}

export function presentBulk({ message, ...bulk }: BulkRecord): BulkAsk {
  return message === undefined ? bulk : { ...bulk, message }
}

const STANDING: { readonly [S in JoinRequestState]: BulkItem['state'] } = {
  checking: 'asking',
  sending: 'asking',
  pending: 'pending',
  joined: 'joined',
  failed: 'failed',
  unknown: 'unknown',
  declined: 'refused',
  withdrawn: 'stopped',
  ended: 'failed',
}

export function standingOf(request: JoinRequest): Pick<BulkItem, 'state' | 'reason'> {
  return { state: STANDING[request.state], reason: request.reason }
}

/** After a crash the request that was under way is the newest to that group since the asking began. */
function recovered({ requests }: RequestsDeps['store'], item: BulkItem, since: string): BulkItem {
  if (item.state === 'waiting') return { ...item, state: 'stopped' }
  if (item.state !== 'asking' && item.requestId === undefined) return item
  const journalled =
    item.requestId === undefined
      ? requests
          .list({ accountIds: [item.accountId] })
          .find(({ groupId, createdAt }) => groupId === item.groupId && createdAt >= since)
      : requests.get(item.requestId)
  if (journalled !== undefined) return { ...item, ...standingOf(journalled), requestId: journalled.id }
  return item.state === 'asking' ? { ...item, state: 'stopped' } : item
}

function isSame(a: BulkItem, b: BulkItem): boolean {
  return a.accountId === b.accountId && a.groupId === b.groupId
}
