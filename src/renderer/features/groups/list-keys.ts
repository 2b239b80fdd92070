// What a key press in the list asks for. By the physical key where it stands for a command, so that any layout works.

export type ListAction =
  | { readonly kind: 'move'; readonly to: number; readonly extend: boolean }
  | { readonly kind: 'toggle' | 'open' | 'ask' | 'all' | 'clear' | 'type' }

export interface Standing {
  /** The row one stands at; -1 for none. */
  readonly at: number
  readonly last: number
  /** Rows that PageUp and PageDown go. */
  readonly page: number
}

const MOVES: Readonly<Record<string, (standing: Standing) => number>> = {
  ArrowDown: ({ at }) => at + 1,
  ArrowUp: ({ at }) => at - 1,
  PageDown: ({ at, page }) => at + page,
  PageUp: ({ at, page }) => at - page,
  Home: () => 0,
  End: ({ last }) => last,
}
/** Keys that begin or go on with a text: letters, and what input methods and dead keys send. */
const TYPED = new Set(['Dead', 'Process', 'Backspace'])
const isTyped = (key: string): boolean => [...key].length === 1 || TYPED.has(key)

/** What is asked for; none for keys that are not the list's. */
export function actionOf(event: KeyboardEvent, standing: Standing): ListAction | undefined {
  const command = event.ctrlKey || event.metaKey
  if (event.altKey) return undefined
  if (command) {
    if (event.code === 'KeyA' && !event.shiftKey) return { kind: 'all' }
    return event.code === 'Space' ? { kind: 'toggle' } : undefined
  }
  const move = MOVES[event.key]
  if (move) {
    const to = Math.min(Math.max(move(standing), 0), standing.last)
    return { kind: 'move', to, extend: event.shiftKey }
  }
  if (event.key === 'Enter') return { kind: 'open' }
  if (event.key === 'Escape') return { kind: 'clear' }
  if (event.key === ' ') return { kind: 'toggle' }
  if (event.code === 'KeyR' && !event.shiftKey && standing.at >= 0) return { kind: 'ask' }
  return isTyped(event.key) ? { kind: 'type' } : undefined
}
