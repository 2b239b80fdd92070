// How far a message to several targets has come, as one thing to tell. Pure.
import type { OutputOf } from '../../../shared/contract'

export type OutboxItem = OutputOf<'outbox.list'>[number]

/** `gone`: taken back, here or elsewhere. `late`: taking back was tried too late. */
export type Phase = 'held' | 'leaving' | 'waits' | 'sent' | 'failed' | 'undecided' | 'late' | 'gone'

type Standing = Pick<OutboxItem, 'state' | 'reason'>

/** The least finished of them says how far all are, once none can be taken back any more; a failure before that. */
export function phaseOf(items: readonly Standing[]): Exclude<Phase, 'late'> {
  const live = items.filter(({ state }) => state !== 'cancelled')
  const some = (state: OutboxItem['state']): boolean => live.some((item) => item.state === state)
  if (live.length === 0) return 'gone'
  if (some('held')) return 'held'
  if (some('failed')) return 'failed'
  if (some('needsDecision')) return 'undecided'
  if (some('sending')) return 'leaving'
  if (live.some(({ state, reason }) => state === 'queued' && reason !== undefined)) return 'waits'
  return some('queued') ? 'leaving' : 'sent'
}

/** How long each phase is told, in milliseconds; `undefined` for as long as it lasts. */
export const LINGER: Readonly<Record<Phase, number | undefined>> = {
  held: undefined,
  leaving: 10_000,
  waits: 8_000,
  sent: 2_500,
  failed: 30_000,
  undecided: 30_000,
  late: 4_000,
  gone: 0,
}
