// One attempt at one item: commit, send once, commit what came of it. A lost answer is read back, never guessed.
import type { ErrorCode } from '../../shared/contract/errors'
import { isWaitingError } from '../../shared/domain/health'
import { MAX_BUSY_ATTEMPTS, retryDelayMs, settleUnknown, type ReadBack } from '../../shared/domain/outbox-machine'
import { isoAt } from '../../shared/domain/time'
import { fail, type Result } from '../../shared/contract/result'
import type { MessagesPort, OutgoingMessage, SendOutcome } from '../networks/ports'
import { guardedPort, logThrown } from '../store/guarded'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'
import type { OutboxJournal } from './journal'
import type { Slots } from './slots'

export interface Attempts {
  /**
   * Sends a queued item once. Everything up to the `sending` commit happens before it first waits.
   * @returns the item when its answer was lost and cannot be read back just now
   */
  send(item: OutboxRecord): Promise<{ item: OutboxRecord; lost: Lost } | undefined>
  /** Finds out what became of a `sending` item whose answer is lost; `wait` when nothing can be read just now. */
  settle(item: OutboxRecord, lost: Lost): Promise<'done' | 'wait'>
}

export interface Lost {
  readonly phase: 'unknown' | 'crash'
  readonly code?: ErrorCode | undefined
  /** How often reading back was tried in vain. */
  readonly tries: number
}

/** Readings in vain, over about five minutes, after which the user is asked instead. A locked vault is waited for. */
const MAX_READS = 8

type Parts = OutboxDeps & { readonly journal: OutboxJournal; readonly slots: Slots }

export function createAttempts(parts: Parts): Attempts {
  return {
    async send(item) {
      const port = parts.accounts.portOf(item.accountId, 'messages')
      if (!port.ok) {
        const gone = port.error.code === 'accounts.notFound'
        parts.journal.move(item, 'failed', { reason: gone ? 'outbox.accountGone' : 'accounts.noPort' })
        return undefined
      }
      const sending = parts.journal.begin(item)
      parts.crashPoint('outbox.afterSendingCommit')
      const outcome = await sendOnce(parts, port.data, toMessage(parts, sending))
      parts.crashPoint('outbox.afterSendBeforeOutcome')
      const lost = await finish(parts, sending, outcome)
      if (lost !== undefined) return { item: sending, lost }
      parts.crashPoint('outbox.afterOutcomeCommit')
      return undefined
    },
    settle: (item, lost) => settle(parts, item, lost),
  }
}

async function sendOnce({ log }: Parts, port: MessagesPort, message: OutgoingMessage): Promise<SendOutcome> {
  try {
    return await port.send(message)
  } catch (error) {
    // Thrown is a bug of ours, but the message may be on its way.
    logThrown(log, error)
    return { kind: 'unknown', error: fail('internal').error }
  }
}

async function finish(parts: Parts, item: OutboxRecord, outcome: SendOutcome): Promise<Lost | undefined> {
  switch (outcome.kind) {
    case 'sent':
      markSent(parts, item, { sentAt: isoAt(parts.clock()), serverId: outcome.serverId })
      return undefined
    case 'failed':
      notDelivered(parts, item, outcome)
      return undefined
    case 'unknown': {
      const lost: Lost = { phase: 'unknown', code: outcome.error.code, tries: 0 }
      return (await settle(parts, item, lost)) === 'wait' ? lost : undefined
    }
  }
}

function markSent(
  parts: Parts,
  item: OutboxRecord,
  { sentAt, serverId }: { sentAt: string; serverId?: string | undefined },
) {
  const also = (): void => {
    parts.slots.sent(item, sentAt, { confirmed: true })
  }
  parts.journal.finish(item, { attempt: 'sent' }, { to: 'sent', patch: { sentAt, serverId }, also })
}

function notDelivered(parts: Parts, item: OutboxRecord, outcome: Extract<SendOutcome, { kind: 'failed' }>): void {
  const { code } = outcome.error
  const earlier = parts.store.outbox.attempts(item.id)
  const busy = earlier.filter((attempt) => attempt.outcome === 'failed' && !waits(attempt.code)).length + 1
  const again = waits(code) || (outcome.retryable && busy % MAX_BUSY_ATTEMPTS !== 0)
  if (again) {
    const wait = retryDelayMs(item.attempts, outcome.retryAfterMs)
    const nextAttemptAt = isoAt(parts.clock() + wait)
    parts.journal.finish(item, { attempt: 'failed', code }, { to: 'queued', patch: { reason: code, nextAttemptAt } })
    return
  }
  const limited = code === 'messages.weeklyLimit'
  const mayHaveArrived = earlier.some((attempt) => attempt.outcome === 'unknown')
  const reason = limited && mayHaveArrived ? 'messages.likelyDelivered' : code
  const also = (): void => {
    parts.slots.refused(item, code)
  }
  parts.journal.finish(item, { attempt: 'failed', code }, { to: 'failed', patch: { reason }, also })
}

function waits(code: string | undefined): boolean {
  return code !== undefined && isWaitingError(code as ErrorCode)
}

async function settle(parts: Parts, item: OutboxRecord, lost: Lost): Promise<'done' | 'wait'> {
  const read = await readBack(parts, item)
  const attempts = parts.store.outbox.attempts(item.id)
  const attemptedAt = attempts.at(-1)?.startedAt ?? item.updatedAt
  const ask = (): 'done' => {
    const evidence = { attemptedAt, phase: lost.phase, detail: lost.code }
    const patch = { reason: 'outbox.unknownOutcome' as const, evidence }
    parts.journal.finish(item, { attempt: 'unknown', code: lost.code }, { to: 'needsDecision', patch })
    return 'done'
  }
  if (!read.ok) {
    const { code, retry } = read.error
    const locked = isWaitingError(code) && !code.startsWith('net.')
    const passing = retry === 'later' || isWaitingError(code)
    return passing && (locked || lost.tries < MAX_READS) ? 'wait' : ask()
  }
  // This attempt counts as unknown too: its row says so only once it is settled.
  const unknown = attempts.filter((attempt) => attempt.outcome === 'unknown').length + 1
  switch (settleUnknown(item.target, read.data, unknown)) {
    case 'sent':
      markSent(parts, item, { sentAt: attemptedAt, serverId: read.data.serverId })
      return 'done'
    case 'ask':
      return ask()
    case 'resend': {
      const nextAttemptAt = isoAt(parts.clock() + retryDelayMs(unknown))
      const patch = { reason: lost.code, nextAttemptAt }
      parts.journal.finish(item, { attempt: 'unknown', code: lost.code }, { to: 'queued', patch })
      return 'done'
    }
  }
}

async function readBack(parts: Parts, item: OutboxRecord): Promise<Result<ReadBack & { serverId?: string }>> {
  const port = parts.accounts.portOf(item.accountId, 'messages')
  // The account is gone: nothing can be read any more, and only the user may know.
  if (!port.ok) return fail(port.error.code)
  return guardedPort(parts.log, () => port.data.readBack(toMessage(parts, item)))
}

function toMessage(parts: Parts, item: OutboxRecord): OutgoingMessage {
  const first = parts.store.outbox.attempts(item.id).at(0)?.startedAt
  return {
    id: item.id,
    target: item.target,
    text: item.text,
    urlPreview: item.urlPreview,
    ...(item.attach === undefined ? {} : { attach: item.attach }),
    ...(item.keyboard === undefined ? {} : { keyboard: item.keyboard }),
    ...(first === undefined ? {} : { firstAttemptAt: first }),
  }
}
