// Keys of the whole window. Views have their own; these work everywhere, also while typing.
import { onBeforeUnmount, onMounted } from 'vue'

export interface KeyActions {
  /** Ctrl+K, and Ctrl+Shift+P where Ctrl+K is a text's own: there it makes a link. */
  readonly palette: () => void
  /** Ctrl+1..9: the account at a place of the rail, from 0. */
  readonly account: (index: number) => void
  /** Ctrl+Tab and Ctrl+Shift+Tab. */
  readonly step: (by: 1 | -1) => void
}

/** What a key press asks for, if anything: a function to run. Exported for its test. */
export function actionOf(event: KeyboardEvent, actions: KeyActions): (() => void) | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined
  if (event.key === 'Tab') return () => actions.step(event.shiftKey ? -1 : 1)
  if (event.code === (event.shiftKey ? 'KeyP' : 'KeyK')) return actions.palette
  if (event.code === 'KeyF' && !event.shiftKey) return focusSearch
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
  return digit && !event.shiftKey ? () => actions.account(Number(digit) - 1) : undefined
}

/** Ctrl+F goes to the search field of the view, where it has one. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-search] input, input[data-search]')
  field?.focus()
  field?.select()
}

/** Listens while the component lives. */
export function useKeys(actions: KeyActions): void {
  const listen = (event: KeyboardEvent): void => {
    const action = actionOf(event, actions)
    if (!action) return
    event.preventDefault()
    action()
  }
  onMounted(() => {
    window.addEventListener('keydown', listen)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', listen)
  })
}
