// What sending teaches about open channels: which lines are used, and whose weekly slot is taken.
import { networkSlot } from '../../shared/domain/network-slot'
import { isoAt } from '../../shared/domain/time'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'

export interface Slots {
  /** A network message went out at `sentAt` (ISO). */
  sent(item: OutboxRecord, sentAt: string): void
  /** The service said the week's message has been used already. */
  refused(item: OutboxRecord): void
}

export function createSlots({ store, accounts, clock }: Pick<OutboxDeps, 'store' | 'accounts' | 'clock'>): Slots {
  const keyOf = ({ host, target }: OutboxRecord) =>
    target.kind === 'network' ? { host, lineCode: target.lineCode, userId: target.userId } : undefined
  return {
    sent(item, sentAt) {
      const key = keyOf(item)
      if (key === undefined) return
      const before = store.lines.slot(key)
      // A message within the week of the last one got through: this portal has no limit (NFR licences have none).
      const again =
        before !== undefined && networkSlot({ lastSentAt: before.lastSentAt, now: Date.parse(sentAt) }).state === 'used'
      store.lines.recordSlot(key, { lastSentAt: sentAt, unlimited: before?.unlimited === true || again })
      if (accounts.get(item.accountId) === undefined) return
      store.lines.remember(item.accountId, { lineCode: key.lineCode, usedAt: sentAt })
    },
    refused(item) {
      const key = keyOf(item)
      if (key === undefined) return
      const now = clock()
      const before = store.lines.slot(key)
      const known = before !== undefined && networkSlot({ lastSentAt: before.lastSentAt, now }).state === 'used'
      // When it was used is not told; from now is the latest it can be free again.
      store.lines.recordSlot(key, { lastSentAt: known ? before.lastSentAt : isoAt(now), unlimited: false })
    },
  }
}
