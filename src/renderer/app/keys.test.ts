// Catches: keys that do another thing than is written beside them, and keys that steal typing.
import { describe, expect, it, vi } from 'vitest'
import { actionOf } from './keys'

function pressed(init: KeyboardEventInit): string[] {
  const told: string[] = []
  const action = actionOf(new KeyboardEvent('keydown', init), {
    palette: () => told.push('palette'),
    keys: () => told.push('keys'),
    notices: () => told.push('notices'),
    all: () => told.push('all'),
    account: (index) => told.push(`account ${index}`),
    step: (by) => told.push(`step ${by}`),
  })
  action?.()
  return told
}

describe('peers 1: number keys and Ctrl+Tab between accounts, among the keys of the window', () => {
  it.each([
    [{ ctrlKey: true, code: 'Digit1', key: '1' }, ['account 0']],
    [{ ctrlKey: true, code: 'Digit9', key: '9' }, ['account 8']],
    [{ ctrlKey: true, code: 'KeyK', key: 'л' }, ['palette']],
    [{ metaKey: true, code: 'KeyK', key: 'k' }, ['palette']],
    [{ ctrlKey: true, shiftKey: true, code: 'KeyP', key: 'P' }, ['palette']],
    [{ ctrlKey: true, shiftKey: true, code: 'KeyK', key: 'K' }, []],
    [{ ctrlKey: true, code: 'KeyP', key: 'p' }, []],
    [{ ctrlKey: true, key: 'Tab', code: 'Tab' }, ['step 1']],
    [{ ctrlKey: true, shiftKey: true, key: 'Tab', code: 'Tab' }, ['step -1']],
    [{ key: 'F1', code: 'F1' }, ['keys']],
    [{ ctrlKey: true, shiftKey: true, code: 'KeyN', key: 'N' }, ['notices']],
    [{ key: 'F1', code: 'F1', ctrlKey: true }, []],
    [{ ctrlKey: true, key: '.', code: 'Slash' }, ['keys']],
    [{ ctrlKey: true, key: 'ё', code: 'Backquote' }, ['all']],
    [{ key: '`', code: 'Backquote' }, []],
    [{ key: '1', code: 'Digit1' }, []],
    [{ ctrlKey: true, shiftKey: true, code: 'Digit1', key: '!' }, []],
    [{ ctrlKey: true, altKey: true, code: 'Digit1', key: '1' }, []],
    [{ ctrlKey: true, code: 'Digit0', key: '0' }, []],
  ])('%j does %j', (init, expected) => expect(pressed(init)).toEqual(expected))

  it('Ctrl+F goes to the search field', () => {
    document.body.innerHTML = '<div data-search><input /></div>'
    const field = document.querySelector('input') as HTMLInputElement
    const focus = vi.spyOn(field, 'focus')
    actionOf(new KeyboardEvent('keydown', { ctrlKey: true, code: 'KeyF' }), {
      palette: vi.fn(),
      keys: vi.fn(),
      notices: vi.fn(),
      all: vi.fn(),
      account: vi.fn(),
      step: vi.fn(),
    })?.()
    expect(focus).toHaveBeenCalled()
  })
})
