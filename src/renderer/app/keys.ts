// Keys of the whole window. Views have their own; these work everywhere, also while typing.
import { onBeforeUnmount, onMounted, ref } from 'vue'
import { PLACES_WITH_KEYS, WINDOW_KEYS, placeKeys } from './key-list'
import type { WindowKey } from './key-list'

/** Whether the list of all keys is open. */
export const keysShown = ref(false)

export interface KeyActions {
  readonly palette: () => void
  /** The list of all keys. */
  readonly keys: () => void
  readonly notices: () => void
  /** The account at a place of the rail, from 0. */
  readonly account: (index: number) => void
  readonly all: () => void
  readonly step: (by: 1 | -1) => void
}

/** Keys that are told by their place on the keyboard, so that they are the same in every layout. */
const CODES: Readonly<Record<string, string>> = { '/': 'Slash', '`': 'Backquote' }
const codeOf = (key: string): string => CODES[key] ?? (/^\d$/.test(key) ? `Digit${key}` : `Key${key}`)

/** Whether the keys pressed are these; `Mod` is Ctrl or, as on macOS, ⌘. */
function isPressed(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const command = parts.includes('Mod') ? event.ctrlKey || event.metaKey : false
  const held = parts.includes('Mod') ? command : parts.includes('Ctrl') === event.ctrlKey && !event.metaKey
  if (!held || event.altKey !== parts.includes('Alt') || event.shiftKey !== parts.includes('Shift')) return false
  // Named keys are the same in every layout.
  return key.length > 1 ? event.key === key : event.code === codeOf(key)
}

/** What a key press asks for, if anything: a function to run. Exported for its test. */
export function actionOf(event: KeyboardEvent, actions: KeyActions): (() => void) | undefined {
  const runs: Readonly<Record<WindowKey, () => void>> = {
    palette: actions.palette,
    keys: actions.keys,
    search: focusSearch,
    notices: actions.notices,
    all: actions.all,
    next: () => actions.step(1),
    previous: () => actions.step(-1),
  }
  for (const [name, run] of Object.entries(runs)) {
    if (WINDOW_KEYS[name as WindowKey].some((keys) => isPressed(event, keys))) return run
  }
  for (let at = 0; at < PLACES_WITH_KEYS; at += 1) {
    if (isPressed(event, placeKeys(at) ?? '')) return () => actions.account(at)
  }
  return undefined
}

/** Goes to the search field of the view, where it has one. */
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
