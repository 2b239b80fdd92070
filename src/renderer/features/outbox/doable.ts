// What the user can do with a message in each state, the likeliest first, and which key does it. Pure.
import { isScheduled, isStale } from './labels'
import type { OutboxItem } from './store'

export type Action = 'undo' | 'sendNow' | 'later' | 'cancel' | 'retry' | 'edit' | 'discard' | 'remove'

export function doable(item: OutboxItem, now: number): readonly Action[] {
  switch (item.state) {
    case 'held':
      // Undone, it is back where it was written.
      return ['undo', 'sendNow', 'later']
    case 'queued':
      if (isStale(item)) return ['sendNow', 'discard', 'later', 'edit']
      return isScheduled(item, now) ? ['sendNow', 'later', 'edit', 'cancel'] : ['cancel', 'later', 'edit']
    case 'failed':
      return ['retry', 'edit', 'discard']
    case 'sent':
      return ['remove']
    case 'cancelled':
      return ['edit', 'remove']
    // What became of it is not known: it is decided on, not acted on.
    case 'needsDecision':
    case 'sending':
      return []
  }
}

/** Letters by their place on the keyboard: in a Russian layout they type others. */
const KEYS: Readonly<Record<string, readonly Action[]>> = {
  KeyR: ['retry'],
  KeyE: ['edit'],
  KeyS: ['sendNow'],
  KeyU: ['undo'],
  Delete: ['discard', 'cancel', 'undo', 'remove'],
}

/** What a key press asks for, where it can be done. */
export function keyAction(
  event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  actions: readonly Action[],
): Action | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined
  return KEYS[event.code]?.find((action) => actions.includes(action))
}
