// How keys are written for people. Data writes them once: `Mod` is the key commands begin with, Ctrl or ⌘ on macOS.

const ON_MAC: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Tab: '⇥',
  Backspace: '⌫',
  Del: '⌦',
  Esc: '⎋',
}

export const isMac = (): boolean => navigator.platform.startsWith('Mac')

/** The keys that are pressed together: `Mod+Shift+K` is Ctrl, Shift and K, or ⌘, ⇧ and K. */
export function keyParts(keys: string, mac = isMac()): string[] {
  return keys.split('+').map((key) => (mac ? (ON_MAC[key] ?? key) : key === 'Mod' ? 'Ctrl' : key))
}

/** `Ctrl+Shift+K`, or ⌘⇧K on macOS. */
export const keyName = (keys: string, mac = isMac()): string => keyParts(keys, mac).join(mac ? '' : '+')

/** As `aria-keyshortcuts` takes it. */
export function ariaKeys(keys: string, mac = isMac()): string {
  return keys
    .split('+')
    .map((key) => (key === 'Mod' ? (mac ? 'Meta' : 'Control') : key === 'Ctrl' ? 'Control' : key))
    .join('+')
}
