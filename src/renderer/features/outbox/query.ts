// Which messages are asked for, and in which order they stand: what needs me, what is on its way, what is done. Pure.
import type { InputOf } from '../../../shared/contract'
import type { OutboxState } from '../../../shared/domain/states'
import { foldForSearch, searchWords } from '../../../shared/domain/search-text'
import { messageTargetKey } from '../../../shared/domain/target-key'
import { isStale, needsMe } from './labels'
import type { Counts, OutboxItem } from './store'

export const FILTERS = [
  'all',
  'needsDecision',
  'failed',
  'stale',
  'held',
  'queued',
  'sending',
  'sent',
  'cancelled',
] as const
export type Filter = (typeof FILTERS)[number]

export interface Query {
  readonly accountIds: readonly OutboxItem['accountId'][]
  readonly filter: Filter
  readonly text: string
  /** Only what goes to this place, of this account. */
  readonly place?: Pick<OutboxItem, 'accountId' | 'target' | 'targetTitle'> | undefined
}

/** What main is asked, but for the states: counts are of all of them. */
export function toInput({ accountIds, text, place }: Query): InputOf<'outbox.counts'> {
  return {
    accountIds: place ? [place.accountId] : [...accountIds],
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(place ? { target: place.target } : {}),
  }
}

/** The states of `done` messages that a filter shows. */
export function overStates(filter: Filter): OutboxState[] {
  if (filter === 'all') return ['sent', 'cancelled']
  return filter === 'sent' || filter === 'cancelled' ? [filter] : []
}

/** Answers whether a message is asked for; the filter by state is `fits`. */
export function matcher({ accountIds, text, place }: Query): (item: OutboxItem) => boolean {
  const ids = new Set(accountIds)
  const words = searchWords(text)
  const key = place && messageTargetKey(place.target)
  return (item) => {
    if (!ids.has(item.accountId)) return false
    if (place && (item.accountId !== place.accountId || messageTargetKey(item.target) !== key)) return false
    if (words.length === 0) return true
    const told = foldForSearch(`${item.targetTitle}\n${item.text}`)
    return words.every((word) => told.includes(word))
  }
}

export function fits(item: Pick<OutboxItem, 'state' | 'stale'>, filter: Filter): boolean {
  if (filter === 'all') return true
  return filter === 'stale' ? isStale(item) : item.state === filter
}

/** How many there are in each state that is not over. */
export function openCounts(open: readonly OutboxItem[]): Omit<Counts, 'sent' | 'cancelled'> {
  const counts = { held: 0, queued: 0, sending: 0, failed: 0, needsDecision: 0, stale: 0 }
  for (const item of open) {
    if (item.state !== 'sent' && item.state !== 'cancelled') counts[item.state] += 1
    if (isStale(item)) counts.stale += 1
  }
  return counts
}

export interface Section {
  readonly id: 'needsYou' | 'onTheWay' | 'done'
  readonly items: readonly OutboxItem[]
}

/**
 * The sections that have something to show.
 * @param open what is not over, in the order of writing: it leaves in that order, so it is shown in it
 * @param over what is done, newest first
 */
export function sections(open: readonly OutboxItem[], over: readonly OutboxItem[]): Section[] {
  const all: Section[] = [
    { id: 'needsYou', items: open.filter(needsMe).reverse() },
    { id: 'onTheWay', items: open.filter((item) => !needsMe(item)) },
    { id: 'done', items: over },
  ]
  return all.filter(({ items }) => items.length > 0)
}
