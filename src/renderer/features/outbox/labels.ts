// How the outbox is ordered and how its states look.
import type { OutboxState } from '../../../shared/domain/states'
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

/** What needs me comes first, then what is on its way, then what is done. */
export const SECTIONS = [
  { id: 'needsYou', states: ['needsDecision', 'failed'] },
  { id: 'onTheWay', states: ['held', 'queued', 'sending'] },
  { id: 'done', states: ['sent', 'cancelled'] },
] as const satisfies readonly { id: string; states: readonly OutboxState[] }[]

/** The sections that have items, each with its own. */
export function sections(items: readonly OutboxItem[]): { id: (typeof SECTIONS)[number]['id']; items: OutboxItem[] }[] {
  return SECTIONS.map(({ id, states }) => ({
    id,
    items: items.filter(({ state }) => (states as readonly OutboxState[]).includes(state)),
  })).filter((section) => section.items.length > 0)
}
