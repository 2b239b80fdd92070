// Would catch: a key that depends on the layout, one that takes a letter or Ctrl+C from every program, and text from a page
// that reaches the system as a key.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyNames, record, refusal, suggestedKey, type Pressed } from './accelerator'

const press = (code: string, held = ''): Pressed => ({
  code,
  ctrlKey: held.includes('c'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
  metaKey: held.includes('m'),
})

test.each<[string, string, string]>([
  ['KeyB', 'ca', 'Control+Alt+B'],
  ['Space', 'ca', 'Control+Alt+Space'],
  ['Digit7', 'cs', 'Control+Shift+7'],
  ['Semicolon', 'ca', 'Control+Alt+;'],
  ['ArrowUp', 'am', 'Alt+Meta+Up'],
  ['Enter', 'casm', 'Control+Alt+Shift+Meta+Return'],
  ['Numpad5', 'ca', 'Control+Alt+num5'],
  ['NumpadAdd', 'ca', 'Control+Alt+numadd'],
  ['F9', 'c', 'Control+F9'],
  ['F13', '', 'F13'],
])('%s with %s is %s', (code, held, accelerator) => {
  expect(record(press(code, held))).toEqual({ kind: 'key', accelerator })
})

test('a Russian layout gives the same key: what is typed is not looked at', () => {
  const russian = { ...press('KeyB', 'ca'), key: 'и' }
  expect(record(russian)).toEqual({ kind: 'key', accelerator: 'Control+Alt+B' })
})

test.each<[string, string, string, string]>([
  ['a letter', 'KeyB', '', 'plain'],
  ['a capital', 'KeyB', 's', 'plain'],
  ['Enter', 'Enter', '', 'plain'],
  ['F5', 'F5', '', 'plain'],
  ['copying', 'KeyC', 'c', 'needed'],
  ['an account of the rail', 'Digit1', 'c', 'needed'],
  ['the palette, where Ctrl+K is a link', 'KeyP', 'cs', 'needed'],
  ['the next account', 'Tab', 'c', 'needed'],
  ['the one before', 'Tab', 'cs', 'needed'],
  ['the next window', 'Tab', 'a', 'needed'],
  ['closing a window', 'F4', 'a', 'needed'],
  ['a console', 'F3', 'ca', 'needed'],
  ['the file manager', 'KeyE', 'm', 'needed'],
  ['a key without a name', 'IntlRo', 'ca', 'invalid'],
])('%s is refused', (_name, code, held, why) => {
  expect(record(press(code, held))).toMatchObject({ kind: 'refused', why })
})

test('what is held down is shown before the key comes', () => {
  expect(record(press('ControlLeft', 'c'))).toEqual({ kind: 'held', parts: ['Control'] })
  expect(record(press('AltRight', 'ca'))).toEqual({ kind: 'held', parts: ['Control', 'Alt'] })
})

test.each([
  '',
  'Control+',
  'Control+Alt',
  'Alt+Control+B',
  'Control+Control+B',
  'CommandOrControl+Alt+B',
  'Control+Alt+BB',
  'Control+Alt+VolumeUp',
  'Control+Alt+F25',
  ' Control+Alt+B',
])('%j is no key', (text) => {
  expect(refusal(text)).toBe('invalid')
})

test('every key that is recorded keeps the rule when it is read again, and can be shown', () => {
  const code = fc.constantFrom('KeyA', 'Digit0', 'F1', 'F24', 'Space', 'Quote', 'Numpad0', 'NumpadDivide', 'PageUp')
  const flag = fc.boolean()
  fc.assert(
    fc.property(fc.record({ code, ctrlKey: flag, altKey: flag, shiftKey: flag, metaKey: flag }), (pressed) => {
      const recorded = record(pressed)
      if (recorded.kind !== 'key') return
      expect(refusal(recorded.accelerator)).toBeUndefined()
      expect(keyNames(recorded.accelerator, 'linux')).toHaveLength(recorded.accelerator.split('+').length)
    }),
  )
})

test('shown as each system writes it', () => {
  expect(keyNames('Control+Alt+Meta+Return', 'linux')).toEqual(['Ctrl', 'Alt', 'Super', 'Enter'])
  expect(keyNames('Control+Meta+num4', 'win32')).toEqual(['Ctrl', 'Win', 'Num 4'])
  expect(keyNames('Control+Alt+Shift+Meta+Up', 'darwin')).toEqual(['⌃', '⌥', '⇧', '⌘', '↑'])
  expect(keyNames('nonsense', 'linux')).toEqual([])
})

test.each(['linux', 'win32', 'darwin'])('the suggested key of %s may be one', (system) => {
  expect(refusal(suggestedKey(system))).toBeUndefined()
})
