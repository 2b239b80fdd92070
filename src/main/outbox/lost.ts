// Items whose answer is lost: read back now, or again later when nothing can be read just now.
import { LONGEST_DELAY_MS, retryDelayMs } from '../../shared/domain/outbox-machine'
import type { Schedulable } from '../../shared/domain/outbox-plan'
import type { Clock } from '../networks/ports'
import type { Attempts } from './attempt'
import type { OutboxDeps } from './deps'
import type { Reach } from './reach'
import type { Running } from './running'
import type { Ended, Lost } from './settle'

export interface LostItems {
  /** Settles every `sending` item nobody is at work on: left by a crash, by a failed commit, or waiting to be read. */
  settleDue(items: readonly Schedulable[], now: number): void
  /** When the next one is to be read again. */
  nextAt(): number | undefined
  /** What waits is read at the next occasion. */
  hurry(accountId?: string): void
  /** An attempt or a reading has ended: what it showed of the account, and what is still to be read, are remembered. */
  ended(accountId: string, ended: Ended): void
}

interface LostDeps {
  readonly store: Pick<OutboxDeps['store'], 'outbox'>
  readonly clock: Clock
  readonly attempts: Attempts
  readonly running: Running
  readonly reach: Reach
}

export function createLostItems({ store, clock, attempts, running, reach }: LostDeps): LostItems {
  const waiting = new Map<string, { lost: Lost; accountId: string; at: number }>()
  const ended: LostItems['ended'] = (accountId, end) => {
    reach.learn(accountId, end)
    if (end.unread === undefined) return
    const { item, lost } = end.unread
    const tries = lost.tries + 1
    waiting.set(item.id, { lost: { ...lost, tries }, accountId, at: clock() + retryDelayMs(tries) })
  }
  return {
    ended,
    settleDue(items, now) {
      for (const { id, state, accountId } of items) {
        if (state !== 'sending' || running.has(id)) continue
        const due = waiting.get(id)
        const probeAt = reach.probeAt.get(accountId)
        const readAt = due?.at ?? 0
        // Longer than any wait can be: it was begun before the clock was set back.
        const waits = readAt > now && readAt - now <= LONGEST_DELAY_MS
        if (waits || (probeAt ?? 0) > now) continue
        if (probeAt !== undefined && running.hasFor(accountId)) continue
        const item = store.outbox.get(id)
        if (item === undefined) continue
        waiting.delete(id)
        const lost = due?.lost ?? { phase: 'crash', tries: 0 }
        running.start(item, async () => {
          ended(item.accountId, await attempts.settle(item, lost))
        })
      }
    },
    nextAt() {
      const times = [...waiting.values()].map((entry) => entry.at)
      return times.length === 0 ? undefined : Math.min(...times)
    },
    hurry(accountId) {
      for (const entry of waiting.values()) if (accountId === undefined || entry.accountId === accountId) entry.at = 0
    },
  }
}
