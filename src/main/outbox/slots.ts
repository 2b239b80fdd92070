// What sending teaches about open channels: which lines are used and joined, and whose weekly slot is taken.
import type { ErrorCode } from '../../shared/contract/errors'
import { networkSlot } from '../../shared/domain/network-slot'
import { isoAt } from '../../shared/domain/time'
import type { SlotKey } from '../store/lines-repository'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'

export interface Slots {
  /** A network message went out at `sentAt` (ISO): as the portal says, or only as the user says (`confirmed: false`). */
  sent(item: OutboxRecord, sentAt: string, by: { readonly confirmed: boolean }): void
  /** The service refused it, with our code for the reason. */
  refused(item: OutboxRecord, code: ErrorCode): void
}

/** Two clocks and the time a message takes: so much earlier than a week after the last one it is surely within the week. */
const SURELY_WITHIN_MS = 24 * 60 * 60 * 1000

export function createSlots({ store, accounts, clock }: Pick<OutboxDeps, 'store' | 'accounts' | 'clock'>): Slots {
  const keyOf = ({ host, target }: OutboxRecord): SlotKey | undefined =>
    target.kind === 'network' ? { host, lineCode: target.lineCode, userId: target.userId } : undefined
  const usedAt = (lastSentAt: string, now: number): boolean => networkSlot({ lastSentAt, now }).state === 'used'

  function limitMet(key: SlotKey): void {
    const now = clock()
    const before = store.lines.slot(key)
    // When it was used is not told; from now is the latest it can be free again.
    const slot =
      before !== undefined && usedAt(before.lastSentAt, now) ? before : { lastSentAt: isoAt(now), confirmed: false }
    store.lines.setLimited(key.host)
    store.lines.recordSlot(key, { ...slot, unlimited: false })
  }

  return {
    sent(item, sentAt, { confirmed }) {
      const key = keyOf(item)
      if (key === undefined) return
      const before = store.lines.slot(key)
      // Two messages within a week that the portal confirmed: it has no limit (NFR licences have none).
      const again =
        confirmed && before?.confirmed === true && usedAt(before.lastSentAt, Date.parse(sentAt) + SURELY_WITHIN_MS)
      store.lines.recordSlot(key, { lastSentAt: sentAt, confirmed, unlimited: before?.unlimited === true || again })
      if (accounts.get(item.accountId) === undefined) return
      store.lines.remember(item.accountId, { lineCode: key.lineCode, usedAt: sentAt })
      if (confirmed) store.lines.setJoined(key.host, key.lineCode, true)
    },
    refused(item, code) {
      const key = keyOf(item)
      if (key === undefined) return
      if (code === 'messages.weeklyLimit') limitMet(key)
      if (code === 'messages.lineNotJoined') store.lines.setJoined(key.host, key.lineCode, false)
    },
  }
}
