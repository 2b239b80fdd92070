// How the outbox is told: badges, what needs the user, and when something happens, in words. Pure.
import type { ErrorCode } from '../../../shared/contract/errors'
import { healthOfError, isWaitingError } from '../../../shared/domain/health'
import type { OutboxState } from '../../../shared/domain/states'
import { messageTargetKey } from '../../../shared/domain/target-key'
import type { MessageKey } from '../../../shared/i18n'
import type { Tone } from '../../ui/tone'
import type { OutboxItem } from './store'

export const STATE_TONE: Readonly<Record<OutboxState, Tone>> = {
  held: 'plain',
  queued: 'plain',
  sending: 'accent',
  sent: 'good',
  failed: 'bad',
  needsDecision: 'warn',
  cancelled: 'quiet',
}

type Standing = Pick<OutboxItem, 'state' | 'stale'>

export const isOver = ({ state }: Standing): boolean => state === 'sent' || state === 'cancelled'
export const isStale = ({ state, stale }: Standing): boolean => state === 'queued' && stale === true
/** Nothing goes on with it before the user says so. */
export const needsMe = (item: Standing): boolean =>
  item.state === 'failed' || item.state === 'needsDecision' || isStale(item)

/** One string for each place that messages of one account go to. */
export const placeOf = ({ accountId, target }: Pick<OutboxItem, 'accountId' | 'target'>): string =>
  `${accountId} ${messageTargetKey(target)}`

export const isScheduled = ({ notBefore }: Pick<OutboxItem, 'notBefore'>, now: number): boolean =>
  notBefore !== undefined && Date.parse(notBefore) > now

/**
 * How many messages to the same place leave before each one that waits.
 * @param items every message that is not over, in the order of writing
 */
export function waitingAhead(items: readonly OutboxItem[], now: number): ReadonlyMap<string, number> {
  const ahead = new Map<string, number>()
  const atPlace = new Map<string, number>()
  for (const item of items) {
    if (!['held', 'queued', 'sending'].includes(item.state)) continue
    // One that is scheduled for later holds up nothing behind it.
    if (isScheduled(item, now)) continue
    const place = placeOf(item)
    const before = atPlace.get(place) ?? 0
    ahead.set(item.id, before)
    atPlace.set(place, before + 1)
  }
  return ahead
}

/** Why something that is queued does not leave just now, where it is not its turn or its hour. */
export function waitsFor(
  reason: ErrorCode | undefined,
): 'network' | 'vault' | 'practice' | 'limit' | 'again' | undefined {
  if (reason === undefined) return undefined
  if (reason.startsWith('vault.')) return 'vault'
  if (reason === 'accounts.practiceUnavailable') return 'practice'
  if (healthOfError(reason) === 'limited') return 'limit'
  return isWaitingError(reason) ? 'network' : 'again'
}

/** Words, and the time they name: `{time}` in full, `{seconds}` left. Without words the time alone says it, as a distance. */
export interface Told {
  readonly key?: MessageKey
  readonly at?: string | undefined
  readonly count?: number
}

/** When what happens next happens, or when the last thing happened; `ahead` as `waitingAhead` says. */
export function toldWhen(item: OutboxItem, now: number, ahead: number): Told {
  switch (item.state) {
    case 'held':
      return { key: 'outbox.leavesIn', at: item.heldUntil }
    case 'queued':
      return queuedWhen(item, now, ahead)
    case 'sending':
      return { key: 'outbox.when.leaving' }
    case 'sent':
      return { at: item.sentAt ?? item.updatedAt }
    case 'failed':
    case 'needsDecision':
    case 'cancelled':
      return { at: item.updatedAt }
  }
}

function queuedWhen(item: OutboxItem, now: number, ahead: number): Told {
  if (isStale(item)) return { key: 'outbox.when.stale', at: item.createdAt }
  if (isScheduled(item, now)) return { key: 'outbox.when.scheduled', at: item.notBefore }
  if (ahead > 0) return { key: 'outbox.when.behind', count: ahead }
  const waits = waitsFor(item.reason)
  const later =
    item.nextAttemptAt !== undefined && Date.parse(item.nextAttemptAt) > now ? item.nextAttemptAt : undefined
  if (waits === undefined) return { key: 'outbox.when.next' }
  if (waits === 'limit' && later) return { key: 'outbox.when.limitUntil', at: later }
  if (waits === 'again') return later ? { key: 'outbox.when.againAt', at: later } : { key: 'outbox.when.next' }
  return { key: `outbox.when.${waits}` }
}
