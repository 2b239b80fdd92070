// Which accounts could not be reached when last tried. Such an account is tried with one item at a time, after waits that
// grow, until one gets through: a machine that wakes up with hundreds of messages does not send hundreds into nothing.
import { LONGEST_DELAY_MS, retryDelayMs } from '../../shared/domain/outbox-machine'
import type { Clock } from '../networks/ports'
import type { Ended } from './settle'

export interface Reach {
  /** Accounts in doubt, and when the next try may start (milliseconds). */
  readonly probeAt: ReadonlyMap<string, number>
  /** When the next try of any account may start, if that is to come. */
  nextAt(): number | undefined
  /** What an attempt showed. */
  learn(accountId: string, ended: Ended): void
  /** The account, or each one in doubt, may be reached again: tried now, one account shortly after the other. */
  hurry(accountId?: string): void
  /** Nobody knows whether these can be reached: the machine has slept, or the app has just started. */
  doubt(accountIds: Iterable<string>): void
}

/** Between the first tries of two accounts: machines in one office wake up together. */
const SPREAD_MS = 400

export function createReach(clock: Clock): Reach {
  const probeAt = new Map<string, number>()
  const misses = new Map<string, number>()
  const spread = (accountIds: Iterable<string>): void => {
    let at = clock()
    for (const id of accountIds) {
      misses.delete(id)
      probeAt.set(id, at)
      at += SPREAD_MS
    }
  }
  return {
    get probeAt() {
      // Longer than any wait can be: it was begun before the clock was set back.
      const now = clock()
      for (const [id, at] of probeAt) if (at - now > LONGEST_DELAY_MS) probeAt.set(id, now)
      return probeAt
    },
    nextAt() {
      const now = clock()
      const toCome = [...probeAt.values()].filter((at) => at > now)
      return toCome.length === 0 ? undefined : Math.min(...toCome)
    },
    learn(accountId, { account }) {
      const inDoubt = probeAt.has(accountId)
      if (account === 'untried' || (account === 'unclear' && !inDoubt)) return
      if (account === 'reached') {
        misses.delete(accountId)
        probeAt.delete(accountId)
        return
      }
      // Several were under way when the network went: that is one miss.
      if ((probeAt.get(accountId) ?? 0) > clock()) return
      const count = (misses.get(accountId) ?? 0) + 1
      misses.set(accountId, count)
      probeAt.set(accountId, clock() + retryDelayMs(count))
    },
    hurry(accountId) {
      if (accountId === undefined) spread([...probeAt.keys()])
      else if (probeAt.has(accountId)) spread([accountId])
    },
    doubt: spread,
  }
}
