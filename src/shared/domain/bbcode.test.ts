// Catches: text that gets lost, markup that changes meaning, and hostile nesting that hangs or overflows.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bbcodePlain, bbcodeSource, parseBbcode } from './bbcode'
import type { BbNode } from './bbcode-nodes'

const names = (nodes: readonly BbNode[]): unknown[] =>
  nodes.map((node) => (node.kind === 'text' ? node.text : [node.name, node.value, ...names(node.children)]))

const scraps = fc.constantFrom(
  '[b]',
  '[/b]',
  '[B]',
  '[i]',
  '[/i]',
  '[url=https://a.example]',
  '[/url]',
  '[code]',
  '[/code]',
  '[br]',
  '[USER=5 REPLACE]',
  '[/USER]',
  '[size=12]',
  '[/size]',
  '[timestamp=1 format=SHORT]',
  '[',
  ']',
  '[[b]',
  '[/x]',
  '[b',
  '>>',
  '------',
  '------\n',
  '\n',
  '<script>',
  '&lt;',
  'текст',
  'a',
  ' ',
  '[quote]',
  '[/quote]',
  '[img size=small]',
  '[/img]',
  '\u202e',
  '😀',
)
const soup = fc
  .array(fc.oneof({ weight: 4, arbitrary: scraps }, fc.string({ maxLength: 5 })), { maxLength: 40 })
  .map((parts) => parts.join(''))

describe('parseBbcode', () => {
  it('loses nothing: the source of the tree is the text, for any soup of tags', () => {
    fc.assert(
      fc.property(soup, (text) => bbcodeSource(parseBbcode(text)) === text),
      { numRuns: 2000 },
    )
  })

  it('never makes up text: what is read is a part of what was written', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const walk = (nodes: readonly BbNode[]): boolean =>
          nodes.every((node) => (node.kind === 'text' ? text.includes(node.text) : walk(node.children)))
        return walk(parseBbcode(text))
      }),
    )
  })

  it('reads nested tags whatever their case', () => {
    expect(names(parseBbcode('Hi [B]big [i]and[/I] bold[/b]!'))).toEqual([
      'Hi ',
      ['b', '', 'big ', ['i', '', 'and'], ' bold'],
      '!',
    ])
  })

  it('keeps what stands after = and attributes', () => {
    expect(names(parseBbcode('[url=https://a.example/?q=1]link[/url] [USER=503 REPLACE]Анна[/USER]'))).toEqual([
      ['url', 'https://a.example/?q=1', 'link'],
      ' ',
      ['user', '503 REPLACE', 'Анна'],
    ])
  })

  it('leaves an unclosed tag and a stray end as text', () => {
    expect(names(parseBbcode('[b]never [i]closed[/i]'))).toEqual(['[b]never ', ['i', '', 'closed']])
    expect(names(parseBbcode('no start[/b]'))).toEqual(['no start[/b]'])
  })

  it('closes crossed tags without moving words out of order', () => {
    expect(names(parseBbcode('[b]a[i]b[/b]c[/i]'))).toEqual([['b', '', 'a[i]b'], 'c[/i]'])
  })

  it('does not read tags inside code', () => {
    expect(names(parseBbcode('[code]if (a[b]) [i]x[/i][/code]'))).toEqual([['code', '', 'if (a[b]) [i]x[/i]']])
  })

  it('reads quoted lines and fenced quotes', () => {
    expect(names(parseBbcode('>>was [b]said[/b]\nanswer'))).toEqual([
      ['quote', '', 'was ', ['b', '', 'said'], '\n'],
      'answer',
    ])
    expect(names(parseBbcode('------\nAnna\nhello\n------\nyes'))).toEqual([['quote', '', 'Anna\nhello\n'], 'yes'])
    expect(names(parseBbcode('------\nnever closed'))).toEqual(['------\nnever closed'])
  })

  it('stays shallow under hostile nesting', () => {
    const deep = (nodes: readonly BbNode[]): number =>
      Math.max(0, ...nodes.map((node) => (node.kind === 'text' ? 0 : 1 + deep(node.children))))
    const text = '[b]'.repeat(20_000) + 'x' + '[/b]'.repeat(20_000)
    const tree = parseBbcode(text)
    expect(deep(tree)).toBeLessThanOrEqual(25)
    expect(bbcodeSource(tree)).toBe(text)
  })
})

describe('bbcodePlain', () => {
  it('is the words in one line', () => {
    expect(bbcodePlain('Здравствуйте, [b]Ольга[/b]![br]\n\nЕсть [url=https://a.example]статья[/url].')).toBe(
      'Здравствуйте, Ольга! Есть статья.',
    )
  })
})
