// What was decided together, as one thing to tell and to take back. Pure.
import { incomingKey } from '../features/requests'
import type { IncomingRequest } from '../features/requests'

type Decision = NonNullable<IncomingRequest['decision']>

export interface Batch {
  /** The name of its notice. */
  readonly id: string
  readonly decision: Decision
  /** Milliseconds since the epoch. */
  readonly until: number
  readonly keys: Set<string>
}

/** Adds what has become held since `seen` to the batch it was decided with: the same decision, held until the same time. */
export function addHeld(
  batches: Map<string, Batch>,
  items: readonly IncomingRequest[],
  seen: ReadonlyMap<string, IncomingRequest['state']>,
): void {
  for (const item of items) {
    const key = incomingKey(item)
    const { state, decision, heldUntil } = item
    if (state !== 'held' || !decision || heldUntil === undefined || seen.get(key) === 'held') continue
    // Back to held while offline: it is still the decision that was told.
    if ([...batches.values()].some(({ keys }) => keys.has(key))) continue
    const id = `decision:${decision}:${heldUntil}`
    const batch = batches.get(id) ?? { id, decision, until: Date.parse(heldUntil), keys: new Set() }
    batch.keys.add(key)
    batches.set(id, batch)
  }
}

/** What a batch that is over is told as: a failure first, then what was done; nothing where all went by itself. */
export function outcomeOf(items: readonly IncomingRequest[]): 'failed' | 'approved' | 'declined' | undefined {
  return (['failed', 'approved', 'declined'] as const).find((state) => items.some((item) => item.state === state))
}

const TYPING = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'

/** Ctrl+Z where nothing is being typed, which has its own undo. */
export function isUndoKey(event: KeyboardEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== 'KeyZ') return false
  const { target } = event
  return !(target instanceof Element && target.closest(TYPING))
}
