// Keys that work from anywhere, as Electron writes them: read from a key press, checked, and taken apart to be shown. Pure.
// Made of `KeyboardEvent.code`, which names the place on the keyboard: the same under a Russian and an English layout.

/** The part of a `KeyboardEvent` that counts. */
export interface Pressed {
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

/** Why a key cannot be one: it types, or programs and the system need it themselves. */
export type Refusal = 'plain' | 'needed' | 'invalid'

export type Recorded =
  | { readonly kind: 'key'; readonly accelerator: string }
  /** So far only keys that are held down with others. */
  | { readonly kind: 'held'; readonly parts: readonly string[] }
  | { readonly kind: 'refused'; readonly why: Refusal; readonly accelerator: string }

/** In the order in which they are written. `Meta` is the Windows or Super key, on a Mac Command. */
const MODIFIERS = ['Control', 'Alt', 'Shift', 'Meta'] as const
type Modifier = (typeof MODIFIERS)[number]

/** Accelerator names by code, where they are not the code's own end. https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts#accelerators */
const NAMED: Readonly<Record<string, string>> = {
  Space: 'Space',
  Enter: 'Return',
  Tab: 'Tab',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  PrintScreen: 'PrintScreen',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backquote: '`',
  NumpadDecimal: 'numdec',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
}

const KEYS = /^(?:[A-Z]|[0-9]|F(?:[1-9]|1[0-9]|2[0-4])|num[0-9])$/
const NAMES = new Set(Object.values(NAMED))

/** Two or more of these and another key; but here the system is listening already. */
const NEEDED = [
  /^Control\+Alt\+F\d+$/,
  /^Alt\+F4$/,
  /^(?:Control\+)?(?:Alt\+)?(?:Shift\+)?Tab$/,
  /^(?:Control|Meta)\+Shift\+[ACFKNPTVWZ]$/,
]

/** What a key press asks for. A press of modifiers alone is on its way to one. */
export function record(event: Pressed): Recorded {
  const parts = modifiersOf(event)
  if (/^(?:Control|Alt|Shift|Meta|OS)(?:Left|Right)?$|^(?:CapsLock|NumLock|Fn)$/.test(event.code)) {
    return { kind: 'held', parts }
  }
  const accelerator = [...parts, keyOf(event.code) ?? event.code].join('+')
  const why = refusal(accelerator)
  return why === undefined ? { kind: 'key', accelerator } : { kind: 'refused', why, accelerator }
}

/** Whether a key may be one, and if not, why: this is the rule for what a page sends, too. */
export function refusal(accelerator: string): Refusal | undefined {
  const parts = split(accelerator)
  if (parts === undefined) return 'invalid'
  const { modifiers, key } = parts
  const held = modifiers.filter((modifier) => modifier !== 'Shift')
  // Keys beyond F12 are on no program's list, so that they may stand alone.
  if (/^F(?:1[3-9]|2[0-4])$/.test(key)) return undefined
  if (held.length === 0) return 'plain'
  if (NEEDED.some((pattern) => pattern.test(accelerator))) return 'needed'
  // One held key and another is what programs have for themselves: Ctrl+C, Alt+F, Ctrl+1, Win+E.
  const functionKey = /^F\d+$/.test(key)
  return modifiers.length === 1 && !functionKey ? 'needed' : undefined
}

/** The parts as a person knows them; empty for what is no accelerator. */
export function keyNames(accelerator: string, system: string): readonly string[] {
  const parts = split(accelerator)
  if (parts === undefined) return []
  return [...parts.modifiers.map((modifier) => modifierName(modifier, system)), shownKey(parts.key)]
}

/** The same for modifiers that are held down. */
export const modifierName = (modifier: string, system: string): string =>
  (system === 'darwin' ? MAC : system === 'win32' ? WINDOWS : OTHER)[modifier] ?? modifier

/** A key that few programs and desktops have for themselves. On a Mac Control+Option+Space changes the input source. */
export const suggestedKey = (system: string): string =>
  system === 'darwin' ? 'Control+Shift+Space' : 'Control+Alt+Space'

const OTHER: Readonly<Record<string, string>> = { Control: 'Ctrl', Meta: 'Super' }
const WINDOWS: Readonly<Record<string, string>> = { Control: 'Ctrl', Meta: 'Win' }
const MAC: Readonly<Record<string, string>> = { Control: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘' }

const SHOWN: Readonly<Record<string, string>> = {
  Return: 'Enter',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  numdec: 'Num .',
  numadd: 'Num +',
  numsub: 'Num -',
  nummult: 'Num *',
  numdiv: 'Num /',
}
const shownKey = (key: string): string => SHOWN[key] ?? key.replace(/^num(\d)$/, 'Num $1')

function modifiersOf(event: Pressed): Modifier[] {
  const down: Readonly<Record<Modifier, boolean>> = {
    Control: event.ctrlKey,
    Alt: event.altKey,
    Shift: event.shiftKey,
    Meta: event.metaKey,
  }
  return MODIFIERS.filter((modifier) => down[modifier])
}

function keyOf(code: string): string | undefined {
  const plain = code.replace(/^(?:Key(?=[A-Z]$)|Digit(?=\d$))/, '').replace(/^Numpad(?=\d$)/, 'num')
  return NAMED[code] ?? (KEYS.test(plain) ? plain : undefined)
}

/** Modifiers in their order, each once, and one key. */
function split(accelerator: string): { readonly modifiers: readonly Modifier[]; readonly key: string } | undefined {
  const parts = accelerator.split('+')
  const key = parts.at(-1) ?? ''
  const modifiers = MODIFIERS.filter((modifier) => parts.slice(0, -1).includes(modifier))
  const known = KEYS.test(key) || NAMES.has(key)
  return known && [...modifiers, key].join('+') === accelerator ? { modifiers, key } : undefined
}
