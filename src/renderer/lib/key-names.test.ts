// Catches: a key told that this keyboard does not have.
import { describe, expect, it } from 'vitest'
import { ariaKeys, keyName, keyParts } from './key-names'

describe('names of keys', () => {
  it.each([
    ['Mod+K', 'Ctrl+K', '⌘K'],
    ['Mod+Shift+P', 'Ctrl+Shift+P', '⌘⇧P'],
    ['Ctrl+Tab', 'Ctrl+Tab', '⌃⇥'],
    ['Alt+↑', 'Alt+↑', '⌥↑'],
    ['F1', 'F1', 'F1'],
    ['Mod+=', 'Ctrl+=', '⌘='],
  ])('%s is %s, and on macOS %s', (keys, elsewhere, mac) => {
    expect(keyName(keys, false)).toBe(elsewhere)
    expect(keyName(keys, true)).toBe(mac)
  })

  it('gives the keys one by one, and as assistive technology reads them', () => {
    expect(keyParts('Mod+Shift+P', false)).toEqual(['Ctrl', 'Shift', 'P'])
    expect(ariaKeys('Mod+1', false)).toBe('Control+1')
    expect(ariaKeys('Mod+1', true)).toBe('Meta+1')
    expect(ariaKeys('Ctrl+Tab', true)).toBe('Control+Tab')
  })
})
