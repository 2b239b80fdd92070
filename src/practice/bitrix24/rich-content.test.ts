import { expect, test } from 'vitest'
import { checkAttach, checkKeyboard } from './rich-content'

test.each([[undefined], [null], [''], ['N'], [[]]])('%j is no attach at all', (value) => {
  expect(checkAttach(value, false).kind).toBe('absent')
})

test('a list, an object and JSON as text are the same attach', () => {
  const blocks = [{ MESSAGE: 'x' }, { LINK: { LINK: 'https://example.com' } }]
  for (const value of [blocks, { BLOCKS: blocks }, JSON.stringify(blocks)])
    expect(checkAttach(value, false).kind).toBe('ok')
})

test.each([['text'], [{ COLOR: '#fff' }], [[{ NONSENSE: 1 }]], [['x']], [{ BLOCKS: [] }], [7]])(
  '%j is a wrong attach',
  (value) => {
    expect(checkAttach(value, false).kind).toBe('wrong')
  },
)

test('now characters count, up to 60 000 of them; formerly 30 KB of bytes', () => {
  const attach = (text: string) => [{ MESSAGE: text }]
  const overhead = JSON.stringify(attach('')).length
  expect(checkAttach(attach('ж'.repeat(59_999 - overhead)), false).kind).toBe('ok')
  expect(checkAttach(attach('ж'.repeat(60_000 - overhead)), false).kind).toBe('oversize')
  expect(checkAttach(attach('ж'.repeat(15_400)), true).kind).toBe('oversize')
  expect(checkAttach(attach('ж'.repeat(15_300)), true).kind).toBe('ok')
})

test('useless buttons are dropped, a keyboard of nothing else is wrong', () => {
  const good = { TEXT: 'Open', LINK: 'https://example.com' }
  const bad = [
    { TEXT: 'x' },
    { LINK: 'https://example.com' },
    { TEXT: 'x', LINK: 'javascript:alert(1)' },
    { TEXT: 'x', LINK: '//example.com' },
    { ...good, COMMAND: 'help' },
    { TEXT: 'x', ACTION: 'RUN', ACTION_VALUE: 'x' },
    { TEXT: 'x', ACTION: 'SEND' },
  ]
  expect(checkKeyboard([...bad, { TYPE: 'NEWLINE' }, good], false)).toEqual({
    kind: 'ok',
    value: { BUTTONS: [{ TYPE: 'NEWLINE' }, good] },
  })
  expect(checkKeyboard({ BUTTONS: [...bad, { TYPE: 'NEWLINE' }] }, false).kind).toBe('wrong')
  expect(checkKeyboard('no json', false).kind).toBe('wrong')
  expect(checkKeyboard({ BUTTONS: [{ TEXT: 'Say', ACTION: 'SEND', ACTION_VALUE: 'hi' }] }, false).kind).toBe('ok')
})

test('names of fields are read in any case', () => {
  expect(checkAttach({ blocks: [{ message: 'x' }] }, false).kind).toBe('ok')
  expect(checkKeyboard({ buttons: [{ text: 'x', link: '/company/' }] }, false).kind).toBe('ok')
})
