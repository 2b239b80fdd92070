// One attempt at one item: commit, send once, commit what came of it. A lost answer is read back, never guessed.
import type { OutboxAttempt } from '../../shared/contract/outbox'
import { fail } from '../../shared/contract/result'
import { isWaitingError } from '../../shared/domain/health'
import { networkSlot } from '../../shared/domain/network-slot'
import { MAX_BUSY_ATTEMPTS, isOutOfReach, retryDelayMs } from '../../shared/domain/outbox-machine'
import { isoAt } from '../../shared/domain/time'
import type { MessagesPort, OutgoingMessage, SendOutcome } from '../networks/ports'
import { logThrown } from '../store/guarded'
import type { OutboxRecord } from '../store/outbox-rows'
import { toOutgoing } from './outgoing'
import { markSent, settle, type Ended, type Lost, type Parts } from './settle'

export interface Attempts {
  /** Sends a queued item once. Everything up to the `sending` commit happens before it first waits. */
  send(item: OutboxRecord): Promise<Ended>
  /** Finds out what became of a `sending` item whose answer is lost. */
  settle(item: OutboxRecord, lost: Lost): Promise<Ended>
}

export function createAttempts(parts: Parts): Attempts {
  return {
    async send(item) {
      const port = parts.accounts.portOf(item.accountId, 'messages')
      if (!port.ok) {
        const gone = port.error.code === 'accounts.notFound'
        parts.journal.move(item, 'failed', { reason: gone ? 'outbox.accountGone' : 'accounts.noPort' })
        return { account: 'untried' }
      }
      if (item.file !== undefined && parts.files.find(item.file.fileId) === undefined) {
        parts.notices.tell(parts.journal.move(item, 'failed', { reason: 'messages.fileGone' }))
        return { account: 'untried' }
      }
      const sending = parts.journal.begin(item)
      parts.crashPoint('outbox.afterSendingCommit')
      const outcome = await sendOnce(parts, port.data, toOutgoing(parts, sending, item.attempts > 0))
      parts.crashPoint('outbox.afterSendBeforeOutcome')
      const ended = await finish(parts, sending, outcome)
      if (ended.unread === undefined) parts.crashPoint('outbox.afterOutcomeCommit')
      return ended
    },
    settle: (item, lost) => settle(parts, item, lost),
  }
}

type Refused = Extract<SendOutcome, { kind: 'failed' }>

async function sendOnce({ log }: Parts, port: MessagesPort, message: OutgoingMessage): Promise<SendOutcome> {
  try {
    return await port.send(message)
  } catch (error) {
    // Thrown is a bug of ours, but the message may be on its way.
    logThrown(log, error)
    return { kind: 'unknown', error: fail('internal').error }
  }
}

async function finish(parts: Parts, item: OutboxRecord, outcome: SendOutcome): Promise<Ended> {
  switch (outcome.kind) {
    case 'sent':
      markSent(parts, item, { sentAt: isoAt(parts.clock()), serverId: outcome.serverId })
      return { account: 'reached' }
    case 'failed':
      notDelivered(parts, item, outcome)
      return { account: missed(outcome) ? 'missed' : isAnswer(outcome) ? 'reached' : 'unclear' }
    case 'unknown': {
      const ended = await settle(parts, item, { phase: 'unknown', code: outcome.error.code, tries: 0 })
      return ended.account === 'untried' ? { ...ended, account: 'unclear' } : ended
    }
  }
}

function notDelivered(parts: Parts, item: OutboxRecord, outcome: Refused): void {
  const { code } = outcome.error
  const earlier = parts.store.outbox.attempts(item.id)
  const busy =
    earlier.filter(({ outcome: was, code: why }) => was === 'failed' && !(why && isOutOfReach(why))).length + 1
  if (missed(outcome) || (outcome.retryable && busy % MAX_BUSY_ATTEMPTS !== 0)) {
    // What the account waits for is waited for by the account, not by each of its items.
    const wait = missed(outcome) ? (outcome.retryAfterMs ?? 0) : retryDelayMs(busy, outcome.retryAfterMs)
    const nextAttemptAt = wait > 0 ? isoAt(parts.clock() + wait) : undefined
    parts.journal.finish(item, { attempt: 'failed', code }, { to: 'queued', patch: { reason: code, nextAttemptAt } })
    return
  }
  const limited = code === 'messages.weeklyLimit'
  const reason = limited && tookTheWeek(earlier, parts.clock()) ? 'messages.likelyDelivered' : code
  const also = (): void => {
    parts.slots.refused(item, code)
  }
  const failed = parts.journal.finish(item, { attempt: 'failed', code }, { to: 'failed', patch: { reason }, also })
  parts.notices.tell(failed)
}

function missed({ error, retryable }: Refused): boolean {
  return isWaitingError(error.code) || (retryable && isOutOfReach(error.code))
}

/** Whether it was the service that refused, and not something on the way to it. */
function isAnswer({ error: { code } }: Refused): boolean {
  return code === 'net.rateLimited' || !(code.startsWith('net.') || code.startsWith('vault.') || code === 'internal')
}

/** Whether an attempt whose answer was lost may have used the recipient's message of this week. */
function tookTheWeek(attempts: readonly OutboxAttempt[], now: number): boolean {
  return attempts.some(
    ({ outcome, startedAt }) => outcome === 'unknown' && networkSlot({ lastSentAt: startedAt, now }).state === 'used',
  )
}
