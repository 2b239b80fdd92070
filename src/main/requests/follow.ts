// Following open requests to their end: a service does not tell that a request was declined, so its state is read
// again at the start, after unlocking, from time to time, and when the user asks. Nothing is ever sent again here.
import type { AccountId } from '../../shared/contract/common'
import { SETTLE_MS, isOpen, moveAfterCrash, moveByStanding } from '../../shared/domain/join-request-machine'
import { isoAt } from '../../shared/domain/time'
import type { RequestStanding } from '../networks/ports'
import { guardedPort } from '../store/guarded'
import type { JoinRequestRecord } from '../store/requests-repository'
import type { RequestsDeps } from './deps'
import { sentAtMs, type RequestsJournal } from './journal'
import { learn, targetOf } from './send'

export interface Follow {
  /** Puts right what a crash left behind. Local: no request leaves. */
  recover(): void
  /** Reads one request's state; answers it as it is afterwards. Never fails: what cannot be read stays as it was. */
  refresh(record: JoinRequestRecord): Promise<JoinRequestRecord>
  /** Reads a request whose answer was lost, as soon as a reading can be believed. */
  settle(record: JoinRequestRecord): void
  /** Reads all open requests, or those of one account. */
  refreshOpen(accountId?: AccountId): Promise<JoinRequestRecord[]>
  /** Reads open requests again and again until stopped. */
  poll(): Promise<void>
  stop(): void
}

const POLL_MS = 5 * 60_000
/** A lost answer is not left in doubt until the next round because one reading failed in passing. */
const UNREADABLE_MS = 10_000

export function createFollow(deps: RequestsDeps, journal: RequestsJournal): Follow {
  const { clock, timers, log } = deps
  const stopping = new AbortController()
  const reading = new Map<string, Promise<JoinRequestRecord>>()
  const refresh = (record: JoinRequestRecord): Promise<JoinRequestRecord> => {
    const already = reading.get(record.id)
    if (already !== undefined) return already
    const read = readStanding(deps, journal, record)
      .then((now) => {
        // Nothing found, but too early to believe it.
        if (now.record.state === 'unknown' && now.standing === 'none') again(now.record)
        else if (now.record.state === 'unknown' && now.unreadable === true) again(now.record, UNREADABLE_MS)
        return now.record
      })
      .finally(() => reading.delete(record.id))
    reading.set(record.id, read)
    return read
  }
  const again = (record: JoinRequestRecord, atLeast = 1_000): void => {
    const wait = Math.max(atLeast, sentAtMs(record) + SETTLE_MS.unknown - clock())
    timers
      .sleep(wait, stopping.signal)
      .then(() => refresh(record))
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.warn('a request could not be read again', { error: String(error) })
      })
  }
  const refreshOpen = async (accountId?: AccountId): Promise<JoinRequestRecord[]> => {
    const perAccount = openPerAccount(deps, accountId)
    return (await Promise.all([...perAccount.values()].map((records) => oneByOne(records, refresh)))).flat()
  }
  return {
    refresh,
    settle: again,
    refreshOpen,
    recover() {
      recover(deps, journal)
    },
    async poll() {
      while (!stopping.signal.aborted) {
        await refreshOpen().catch((error: unknown) => {
          log.warn('open requests could not be read', { error: String(error) })
        })
        await timers.sleep(POLL_MS, stopping.signal)
      }
    },
    stop() {
      stopping.abort()
    },
  }
}

function openPerAccount({ store }: RequestsDeps, accountId?: AccountId): Map<AccountId, JoinRequestRecord[]> {
  const accountIds = accountId === undefined ? undefined : [accountId]
  const open = store.requests.list({ accountIds, states: ['pending', 'unknown'] })
  return Map.groupBy(open, (record) => record.accountId)
}

async function oneByOne<T>(values: readonly T[], work: (value: T) => Promise<T>): Promise<T[]> {
  const done: T[] = []
  for (const value of values) done.push(await work(value))
  return done
}

function recover({ store }: RequestsDeps, journal: RequestsJournal): void {
  for (const record of store.requests.list({ states: ['checking', 'sending'] })) {
    const move = moveAfterCrash(record.state)
    if (move !== undefined) journal.move(record, move)
  }
}

interface Read {
  readonly record: JoinRequestRecord
  readonly standing?: RequestStanding['standing']
  /** It could not be read just now, and may be later. */
  readonly unreadable?: boolean
}

async function readStanding(deps: RequestsDeps, journal: RequestsJournal, asked: JoinRequestRecord): Promise<Read> {
  const port = deps.accounts.portOf(asked.accountId, 'requests')
  if (!port.ok || !isOpen(asked.state)) return { record: asked }
  const standing = await guardedPort(deps.log, () => port.data.standing(targetOf(asked)))
  // While the service was asked, the request may have been withdrawn or removed.
  const record = deps.store.requests.get(asked.id)
  if (record === undefined) return { record: asked }
  if (!standing.ok) return { record, unreadable: standing.error.retry === 'later' }
  if (record.state !== 'pending' && record.state !== 'unknown') return { record }
  const now = deps.clock()
  const patch = { checkedAt: isoAt(now), groupId: standing.data.groupId ?? record.groupId }
  const move = moveByStanding(record.state, standing.data.standing, now - sentAtMs(record))
  if (move === undefined) return { record: journal.note(record, patch), standing: standing.data.standing }
  const canWithdraw = move.state === 'pending' && port.data.canWithdraw
  const moved = journal.move(record, move, { ...patch, canWithdraw })
  learn(deps, moved)
  const { groupId } = moved
  if (groupId !== undefined && standing.data.standing === 'none') deps.relationLearnt(moved.accountId, groupId, 'none')
  if (groupId !== undefined && standing.data.standing === 'invited') {
    deps.relationLearnt(moved.accountId, groupId, 'invited')
  }
  return { record: moved, standing: standing.data.standing }
}
