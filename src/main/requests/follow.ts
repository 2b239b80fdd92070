// Following one open request to its end by reading its state: when the user asks, when its answer was lost, and where a
// network has no look at everything at once. Nothing is ever sent again here.
import { SETTLE_MS, isOpen, moveAfterCrash } from '../../shared/domain/join-request-machine'
import type { RequestStanding } from '../networks/ports'
import { guardedPort } from '../store/guarded'
import type { JoinRequestRecord } from '../store/requests-repository'
import type { RequestsDeps } from './deps'
import { sentAtMs, type RequestsJournal } from './journal'
import { targetOf } from './send'
import { applyStanding } from './standing'

export interface Follow {
  /** Puts right what a crash left behind. Local: no request leaves. */
  recover(): void
  /**
   * Reads one request's state; answers it as it is afterwards. Never fails: what cannot be read stays as it was.
   * What a reading shows that the user did not ask for is told outside the window.
   */
  refresh(record: JoinRequestRecord, by?: 'user' | 'unasked'): Promise<JoinRequestRecord>
  /** Reads a request whose answer was lost, as soon as a reading can be believed. */
  settle(record: JoinRequestRecord): void
  stop(): void
}

interface FollowDeps extends RequestsDeps {
  readonly journal: RequestsJournal
  /** A reading has moved a request. */
  readonly onMoved: (request: JoinRequestRecord) => void
}

/** A lost answer is not left in doubt until the next round because one reading failed in passing. */
const UNREADABLE_MS = 10_000

export function createFollow(deps: FollowDeps): Follow {
  const { clock, timers, log } = deps
  const stopping = new AbortController()
  const reading = new Map<string, Promise<JoinRequestRecord>>()
  const refresh: Follow['refresh'] = (record, by = 'user') => {
    const already = reading.get(record.id)
    if (already !== undefined) return already
    const onMoved = by === 'unasked' ? deps.onMoved : undefined
    const read = readStanding({ ...deps, onMoved }, record)
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
  const waiting = new Set<string>()
  const again = (record: JoinRequestRecord, atLeast = 1_000): void => {
    if (waiting.has(record.id)) return
    waiting.add(record.id)
    const wait = Math.max(atLeast, sentAtMs(record) + SETTLE_MS.unknown - clock())
    timers
      .sleep(wait, stopping.signal)
      .then(() => {
        waiting.delete(record.id)
        const now = deps.store.requests.get(record.id)
        return now?.state === 'unknown' ? refresh(now, 'unasked') : now
      })
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.warn('a request could not be read again', { error: String(error) })
      })
  }
  return {
    refresh,
    settle: again,
    recover() {
      for (const record of deps.store.requests.list({ states: ['checking', 'sending'] })) {
        const move = moveAfterCrash(record.state)
        if (move !== undefined) deps.journal.move(record, move)
      }
    },
    stop() {
      stopping.abort()
    },
  }
}

type ReadDeps = Omit<FollowDeps, 'onMoved'> & { readonly onMoved: FollowDeps['onMoved'] | undefined }

interface Read {
  readonly record: JoinRequestRecord
  readonly standing?: RequestStanding['standing']
  /** It could not be read just now, and may be later. */
  readonly unreadable?: boolean
}

async function readStanding(deps: ReadDeps, asked: JoinRequestRecord): Promise<Read> {
  const port = deps.accounts.portOf(asked.accountId, 'requests')
  if (!port.ok || !isOpen(asked.state)) return { record: asked }
  const beganAt = deps.clock()
  const standing = await guardedPort(deps.log, () => port.data.standing(targetOf(asked)))
  if (!standing.ok) {
    return { record: deps.store.requests.get(asked.id) ?? asked, unreadable: standing.error.retry === 'later' }
  }
  const { canWithdraw } = port.data
  const record = applyStanding(deps, { asked, standing: standing.data, beganAt, canWithdraw })
  return { record: record ?? asked, standing: standing.data.standing }
}
