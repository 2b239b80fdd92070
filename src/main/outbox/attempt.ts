// One attempt at one item: commit, send once, commit what came of it. A lost answer is read back, never guessed.
import type { ErrorCode } from '../../shared/contract/errors'
import { isWaitingError } from '../../shared/domain/health'
import {
  MAX_BUSY_ATTEMPTS,
  isOutOfReach,
  retryDelayMs,
  settleUnknown,
  type ReadBack,
} from '../../shared/domain/outbox-machine'
import { isoAt } from '../../shared/domain/time'
import { fail, type AppError, type Result } from '../../shared/contract/result'
import type { MessagesPort, OutgoingMessage, SendOutcome } from '../networks/ports'
import { guardedPort, logThrown } from '../store/guarded'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'
import type { OutboxJournal } from './journal'
import type { Notices } from './notices'
import type { Slots } from './slots'

export interface Attempts {
  /** Sends a queued item once. Everything up to the `sending` commit happens before it first waits. */
  send(item: OutboxRecord): Promise<Ended>
  /** Finds out what became of a `sending` item whose answer is lost. */
  settle(item: OutboxRecord, lost: Lost): Promise<Ended>
}

/** How an attempt or a reading ended, as far as those after it are concerned; what became of the item is in the journal. */
export interface Ended {
  /**
   * Whether the account got through: `missed` when the machine is offline, the vault closed, or nobody answers there;
   * `unclear` when an answer was lost on its way; `untried` when nobody was asked.
   */
  readonly account: 'reached' | 'missed' | 'unclear' | 'untried'
  /** The item's answer is lost and cannot be read back just now. */
  readonly unread?: { readonly item: OutboxRecord; readonly lost: Lost }
}

export interface Lost {
  readonly phase: 'unknown' | 'crash'
  readonly code?: ErrorCode | undefined
  /** How often reading back was tried in vain, and since when (milliseconds). */
  readonly tries: number
  readonly since?: number | undefined
}

/** Readings refused by a busy service, over about five minutes, after which the user is asked instead. */
const MAX_READS = 8
/** Out of reach for so long, the user is asked instead. A closed vault is waited for: only the user can open it. */
const MAX_UNREACHED_MS = 60 * 60_000

type Parts = OutboxDeps & { readonly journal: OutboxJournal; readonly slots: Slots; readonly notices: Notices }

export function createAttempts(parts: Parts): Attempts {
  return {
    async send(item) {
      const port = parts.accounts.portOf(item.accountId, 'messages')
      if (!port.ok) {
        const gone = port.error.code === 'accounts.notFound'
        parts.journal.move(item, 'failed', { reason: gone ? 'outbox.accountGone' : 'accounts.noPort' })
        return { account: 'untried' }
      }
      const sending = parts.journal.begin(item)
      parts.crashPoint('outbox.afterSendingCommit')
      const outcome = await sendOnce(parts, port.data, toMessage(parts, sending))
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
      if (missed(outcome)) return { account: 'missed' }
      return { account: outcome.error.retry === 'user' ? 'unclear' : 'reached' }
    case 'unknown': {
      const ended = await settle(parts, item, { phase: 'unknown', code: outcome.error.code, tries: 0 })
      return ended.account === 'untried' ? { ...ended, account: 'unclear' } : ended
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
  const mayHaveArrived = earlier.some((attempt) => attempt.outcome === 'unknown')
  const reason = limited && mayHaveArrived ? 'messages.likelyDelivered' : code
  const also = (): void => {
    parts.slots.refused(item, code)
  }
  const failed = parts.journal.finish(item, { attempt: 'failed', code }, { to: 'failed', patch: { reason }, also })
  parts.notices.tell(failed)
}

function missed({ error, retryable }: Refused): boolean {
  return isWaitingError(error.code) || (retryable && isOutOfReach(error.code))
}

async function settle(parts: Parts, item: OutboxRecord, lost: Lost): Promise<Ended> {
  const read = await readBack(parts, item)
  if (!read.ok) return unread(parts, { item, lost }, read.error)
  const attempts = parts.store.outbox.attempts(item.id)
  // This attempt counts as unknown too: its row says so only once it is settled.
  const unknown = attempts.filter((attempt) => attempt.outcome === 'unknown').length + 1
  switch (settleUnknown(item.target, read.data, unknown)) {
    case 'sent':
      markSent(parts, item, { sentAt: attemptedAt(parts, item), serverId: read.data.serverId })
      break
    case 'ask':
      ask(parts, { item, lost }, read.data.found === 'yes' ? undefined : read.data.found)
      break
    case 'resend': {
      const nextAttemptAt = isoAt(parts.clock() + retryDelayMs(unknown))
      const patch = { reason: lost.code, nextAttemptAt }
      parts.journal.finish(item, { attempt: 'unknown', code: lost.code }, { to: 'queued', patch })
    }
  }
  // A network that offers no way to look was not asked anything.
  return { account: read.data.found === 'cannotKnow' ? 'untried' : 'reached' }
}

interface LostItem {
  readonly item: OutboxRecord
  readonly lost: Lost
}

/** Nothing could be read: later again, or the user is asked. */
function unread(parts: Parts, { item, lost }: LostItem, { code, retry }: AppError): Ended {
  const waiting = isWaitingError(code)
  const locked = waiting && !code.startsWith('net.')
  const since = lost.since ?? parts.clock()
  const patient = waiting
    ? locked || parts.clock() - since < MAX_UNREACHED_MS
    : retry === 'later' && lost.tries < MAX_READS
  if (patient) return { account: waiting ? 'missed' : 'unclear', unread: { item, lost: { ...lost, since } } }
  ask(parts, { item, lost })
  return { account: waiting ? 'missed' : 'unclear' }
}

function ask(parts: Parts, { item, lost }: LostItem, found?: 'no' | 'cannotKnow'): void {
  const readAt = found === undefined ? undefined : isoAt(parts.clock())
  const evidence = { attemptedAt: attemptedAt(parts, item), phase: lost.phase, detail: lost.code, found, readAt }
  const patch = { reason: 'outbox.unknownOutcome' as const, evidence }
  const asked = parts.journal.finish(item, { attempt: 'unknown', code: lost.code }, { to: 'needsDecision', patch })
  parts.notices.tell(asked)
}

/** When the attempt whose answer is lost began. */
function attemptedAt({ store }: Parts, item: OutboxRecord): string {
  return store.outbox.attempts(item.id).at(-1)?.startedAt ?? item.updatedAt
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
