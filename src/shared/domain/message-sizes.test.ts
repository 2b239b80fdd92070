import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../contract/common'
import { BLOCK_CHARS, TEXT_LIMIT, WARN_BYTES, measureMessage, reviewMessage } from './message-sizes'

const attachOf = (text: string): JsonValue => ({ BLOCKS: [{ MESSAGE: text }] })
const attachOfChars = (chars: number) => attachOf('x'.repeat(chars - JSON.stringify(attachOf('')).length))
const problems = (attach?: JsonValue, keyboard?: JsonValue, target: 'network' | 'dialog' = 'network') =>
  reviewMessage(
    { text: 'Hi', ...(attach !== undefined && { attach }), ...(keyboard !== undefined && { keyboard }) },
    target,
  ).problems
const link = { TEXT: 'Open', LINK: 'https://example.com/' }

describe('sizes', () => {
  it('blocks from 60 000 characters of JSON, not one earlier', () => {
    expect(problems(attachOfChars(BLOCK_CHARS))).toEqual(['messages.attachOversize'])
    expect(problems(attachOfChars(BLOCK_CHARS - 1))).toEqual([])
  })

  it('warns from 30 000 bytes: Cyrillic text reaches them at half the characters', () => {
    const russian = attachOf('ж'.repeat(WARN_BYTES / 2))
    const review = reviewMessage({ text: 'Hi', attach: russian }, 'network')
    expect(review).toMatchObject({ problems: [], warnings: ['attachNearLimit'] })
    expect(review.sizes.attachBytes).toBe(new TextEncoder().encode(JSON.stringify(russian)).length)
    expect(reviewMessage({ text: 'Hi', attach: attachOf('x'.repeat(WARN_BYTES / 2)) }, 'network').warnings).toEqual([])
  })

  it('counts an emoji as one character and four bytes', () => {
    expect(measureMessage({ text: '👍🏽' }).textChars).toBe(2)
    expect(measureMessage({ text: '', attach: '👍' })).toMatchObject({ attachChars: 3, attachBytes: 6 })
  })

  it('says that a long text will be cut, at the limit and not before', () => {
    expect(reviewMessage({ text: 'x'.repeat(TEXT_LIMIT) }, 'network').warnings).toEqual([])
    expect(reviewMessage({ text: 'x'.repeat(TEXT_LIMIT + 1) }, 'network').warnings).toEqual(['textWillBeCut'])
  })

  it('measures a keyboard by the same rules', () => {
    const keyboard = [{ TEXT: 'x'.repeat(BLOCK_CHARS), LINK: 'https://example.com/' }]
    expect(problems(undefined, keyboard)).toEqual(['messages.keyboardOversize'])
  })
})

describe('text', () => {
  it('a network message needs text even with an attachment; a dialog message does not', () => {
    const parts = { text: '  ', attach: attachOf('x') }
    expect(reviewMessage(parts, 'network').problems).toEqual(['messages.empty'])
    expect(reviewMessage(parts, 'dialog').problems).toEqual([])
    expect(reviewMessage({ text: '' }, 'dialog').problems).toEqual(['messages.empty'])
  })
})

describe('ATTACH', () => {
  it.each<[string, JsonValue]>([
    [
      'an object with blocks',
      { ID: 1, COLOR_TOKEN: 'primary', BLOCKS: [{ MESSAGE: 'a' }, { DELIMITER: { SIZE: 200 } }] },
    ],
    ['a bare array, lower case', [{ message: 'a' }]],
    [
      'every block with its required field',
      [
        { LINK: { NAME: 'a', LINK: 'https://e.com' } },
        { USER: { NAME: 'Ann' } },
        { IMAGE: { LINK: '/upload/a.png' } },
        { FILE: [{ LINK: 'https://e.com/a.pdf' }] },
        { GRID: [{ NAME: 'a', VALUE: 'b', DISPLAY: 'LINE' }] },
      ],
    ],
  ])('accepts %s', (_, attach) => expect(problems(attach)).toEqual([]))

  it.each<[string, JsonValue]>([
    ['text', 'hello'],
    ['nothing', []],
    ['empty blocks', { BLOCKS: [] }],
    ['an unknown block', [{ VIDEO: { LINK: 'https://e.com' } }]],
    ['a link without address', [{ LINK: { NAME: 'a' } }]],
    ['a script address', [{ LINK: { LINK: 'javascript:alert(1)' } }]],
    ['a protocol-relative address', [{ IMAGE: { LINK: '//evil.example/a.png' } }]],
    ['a grid row without display', [{ GRID: [{ NAME: 'a' }] }]],
    ['null', null],
    ['numbers', [1]],
  ])('refuses %s', (_, attach) => expect(problems(attach)).toEqual(['messages.attachError']))
})

describe('KEYBOARD', () => {
  it.each<[string, JsonValue]>([
    ['a bare array', [link, { TYPE: 'NEWLINE' }, link]],
    ['an object', { BUTTONS: [link] }],
  ])('accepts %s', (_, keyboard) => expect(problems(undefined, keyboard)).toEqual([]))

  it.each<[string, JsonValue]>([
    ['no buttons', []],
    ['only a line break', [{ TYPE: 'NEWLINE' }]],
    ['a button without text', [{ LINK: 'https://e.com' }]],
    ['a button with two purposes', [{ ...link, ACTION: 'SEND', ACTION_VALUE: 'x' }]],
    ['a button without purpose', [{ TEXT: 'a' }]],
    ['an unknown action', [{ TEXT: 'a', ACTION: 'RUN', ACTION_VALUE: 'x' }]],
    ['text', 'x'],
  ])('refuses %s', (_, keyboard) => expect(problems(undefined, keyboard)).toEqual(['messages.keyboardError']))

  it('allows actions in a dialog, https links only in a network message', () => {
    const action = [{ TEXT: 'Yes', ACTION: 'SEND', ACTION_VALUE: 'yes' }]
    expect(problems(undefined, action, 'dialog')).toEqual([])
    expect(problems(undefined, action, 'network')).toEqual(['messages.keyboardLinkOnly'])
    expect(problems(undefined, [{ TEXT: 'a', LINK: 'http://e.com' }])).toEqual(['messages.keyboardLinkOnly'])
    expect(problems(undefined, [{ TEXT: 'a', LINK: '/company/' }])).toEqual(['messages.keyboardLinkOnly'])
  })
})
