// What changed in the outbox since it was looked at last, as things to tell: one for what was written together. Pure.
import type { OutboxItem } from '../features/outbox'

type State = OutboxItem['state']
type Standing = Pick<OutboxItem, 'state' | 'stale'>

/** How each message stood when it was looked at last. */
export type Seen = ReadonlyMap<string, Standing>

/** Messages written to several at once are one thing to tell and to take back. */
export const groupOf = ({ id, batchId }: Pick<OutboxItem, 'id' | 'batchId'>): string => batchId ?? id

export interface News {
  /** Groups one of whose messages has changed, with all that are held in them. */
  readonly held: ReadonlyMap<string, readonly OutboxItem[]>
  /** Taken back within their hold, by group. */
  readonly undone: ReadonlyMap<string, readonly OutboxItem[]>
  readonly sent: readonly OutboxItem[]
  readonly failed: readonly OutboxItem[]
  readonly undecided: readonly OutboxItem[]
  readonly stale: readonly OutboxItem[]
}

export const seenOf = (items: readonly OutboxItem[]): Seen =>
  new Map(items.map(({ id, state, stale }) => [id, { state, ...(stale === undefined ? {} : { stale }) }]))

/** @param takenBack of these somebody tells who took them back */
export function newsOf(items: readonly OutboxItem[], seen: Seen, takenBack: ReadonlySet<string> = new Set()): News {
  const became = (state: State): OutboxItem[] =>
    items.filter((item) => item.state === state && seen.get(item.id)?.state !== state)
  const changed = new Set(items.filter(({ id, state }) => seen.get(id)?.state !== state).map(groupOf))
  const here = new Map(items.map((item) => [item.id, groupOf(item)]))
  const held = new Map([...changed].map((group): [string, OutboxItem[]] => [group, []]))
  for (const item of items) if (item.state === 'held') held.get(groupOf(item))?.push(item)
  // What is no longer in the journal asks nothing of the user any more.
  for (const id of seen.keys()) if (!here.has(id) && !held.has(id)) held.set(id, [])
  return {
    held,
    undone: Map.groupBy(
      became('cancelled').filter(({ id }) => seen.get(id)?.state === 'held' && !takenBack.has(id)),
      groupOf,
    ),
    sent: became('sent'),
    failed: became('failed'),
    undecided: became('needsDecision'),
    stale: items.filter(({ id, state, stale }) => state === 'queued' && stale && !seen.get(id)?.stale),
  }
}
