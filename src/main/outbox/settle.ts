// What became of an attempt whose answer is lost: read back, never guessed; where that is impossible, the user is asked.
import type { ErrorCode } from '../../shared/contract/errors'
import { fail, type AppError, type Result } from '../../shared/contract/result'
import { isOutOfReach, retryDelayMs, settleUnknown, type ReadBack } from '../../shared/domain/outbox-machine'
import { isoAt } from '../../shared/domain/time'
import { guardedPort } from '../store/guarded'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'
import type { OutboxJournal } from './journal'
import type { KeptFiles } from './kept-files'
import type { Notices } from './notices'
import { toOutgoing } from './outgoing'
import type { Slots } from './slots'

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

export interface Parts extends OutboxDeps {
  readonly journal: OutboxJournal
  readonly slots: Slots
  readonly files: Pick<KeptFiles, 'find' | 'outgoing'>
  readonly notices: Notices
}

/** Finds out what became of a `sending` item whose answer is lost. */
export async function settle(parts: Parts, item: OutboxRecord, lost: Lost): Promise<Ended> {
  const read = await readBack(parts, item)
  if (!read.ok) return unread(parts, { item, lost }, read.error)
  parts.crashPoint('outbox.afterReadBack')
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

/** It is there: the attempt counts, and with it the recipient's weekly slot. */
export function markSent(
  parts: Parts,
  item: OutboxRecord,
  { sentAt, serverId }: { sentAt: string; serverId?: string | undefined },
) {
  const also = (): void => {
    parts.slots.sent(item, sentAt, { confirmed: true })
  }
  parts.journal.finish(item, { attempt: 'sent' }, { to: 'sent', patch: { sentAt, serverId }, also })
}

interface LostItem {
  readonly item: OutboxRecord
  readonly lost: Lost
}

/** Nothing could be read: later again, or the user is asked. */
function unread(parts: Parts, { item, lost }: LostItem, { code, retry }: AppError): Ended {
  const unreached = isOutOfReach(code)
  const locked = unreached && !code.startsWith('net.')
  const since = lost.since ?? parts.clock()
  const patient = unreached
    ? locked || parts.clock() - since < MAX_UNREACHED_MS
    : retry === 'later' && lost.tries < MAX_READS
  const account = unreached ? 'missed' : 'unclear'
  if (patient) return { account, unread: { item, lost: { ...lost, since } } }
  ask(parts, { item, lost })
  return { account }
}

function ask(parts: Parts, { item, lost }: LostItem, found?: 'no' | 'cannotKnow'): void {
  // Nobody can look at what went through an open channel.
  const readAt = found === undefined || item.target.kind === 'network' ? undefined : isoAt(parts.clock())
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
  return guardedPort(parts.log, () => port.data.readBack(toOutgoing(parts, item, true)))
}
