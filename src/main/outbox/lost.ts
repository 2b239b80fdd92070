// Items whose answer is lost: read back now, or again later when nothing can be read just now.
import { retryDelayMs } from '../../shared/domain/outbox-machine'
import type { Clock } from '../networks/ports'
import type { OutboxRecord } from '../store/outbox-rows'
import type { Attempts, Lost } from './attempt'
import type { Running } from './running'

export interface LostItems {
  /** Settles every `sending` item nobody is at work on: left by a crash, by a failed commit, or waiting to be read. */
  settleDue(items: readonly OutboxRecord[], now: number): void
  /** When the next one is to be read again. */
  nextAt(): number | undefined
  /** What waits is read at the next occasion. */
  hurry(accountId: string | undefined): void
  /** An attempt just ended without an answer and could not be read back. */
  keep(item: OutboxRecord, lost: Lost): void
}

export function createLostItems(deps: { clock: Clock; attempts: Attempts; running: Running }): LostItems {
  const waiting = new Map<string, { lost: Lost; accountId: string; at: number }>()
  const keep = (item: OutboxRecord, lost: Lost): void => {
    const tries = lost.tries + 1
    const at = deps.clock() + retryDelayMs(tries)
    waiting.set(item.id, { lost: { ...lost, tries }, accountId: item.accountId, at })
  }
  return {
    keep,
    settleDue(items, now) {
      for (const item of items) {
        if (item.state !== 'sending' || deps.running.has(item.id)) continue
        const due = waiting.get(item.id)
        if (due !== undefined && due.at > now) continue
        waiting.delete(item.id)
        const lost = due?.lost ?? { phase: 'crash', tries: 0 }
        deps.running.start(item.id, async () => {
          if ((await deps.attempts.settle(item, lost)) === 'wait') keep(item, lost)
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
