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

  it('takes arrows and dashes inside code for code', () => {
    const text = '[code]\n>> not quoted\n------\nx\n------\n[/code]\n>>quoted'
    expect(names(parseBbcode(text))).toEqual([
      ['code', '', '\n>> not quoted\n------\nx\n------\n'],
      '\n',
      ['quote', '', 'quoted'],
    ])
  })

  it('lets code and pictures that are never closed hide nothing', () => {
    expect(names(parseBbcode('[code] and [b]bold[/b]'))).toEqual(['[code] and ', ['b', '', 'bold']])
    expect(names(parseBbcode('[code]a[/code] [img]x [i]y[/i]'))).toEqual([
      ['code', '', 'a'],
      ' [img]x ',
      ['i', '', 'y'],
    ])
    expect(names(parseBbcode('[code]\n>>quoted'))).toEqual(['[code]\n', ['quote', '', 'quoted']])
  })

  it.each([
    ['[b]x[/b]', ['b', '', 'x']],
    ['[i]x[/i]', ['i', '', 'x']],
    ['[u]x[/u]', ['u', '', 'x']],
    ['[s]x[/s]', ['s', '', 'x']],
    ['[size=30]x[/size]', ['size', '30', 'x']],
    ['[color=#ff0000]x[/color]', ['color', '#ff0000', 'x']],
    ['[url]https://a.example[/url]', ['url', '', 'https://a.example']],
    ['[url=https://a.example/?a=1&b=2]x[/url]', ['url', 'https://a.example/?a=1&b=2', 'x']],
    ['[user=5]Anna[/user]', ['user', '5', 'Anna']],
    ['[user=all]all[/user]', ['user', 'all', 'all']],
    ['[USER=503 REPLACE]Anna[/USER]', ['user', '503 REPLACE', 'Anna']],
    ['[chat=12]Team[/chat]', ['chat', '12', 'Team']],
    ['[chat=imol|12]Session[/chat]', ['chat', 'imol|12', 'Session']],
    ['[context=chat12/34]x[/context]', ['context', 'chat12/34', 'x']],
    ['[code]x[/code]', ['code', '', 'x']],
    ['[img size=large]https://a.example/x.png[/img]', ['img', 'size=large', 'https://a.example/x.png']],
    ['[icon=https://a.example/x.png size=20 title=Smile]', ['icon', 'https://a.example/x.png size=20 title=Smile']],
    ['[put=/help]x[/put]', ['put', '/help', 'x']],
    ['[put]x[/put]', ['put', '', 'x']],
    ['[send=yes]x[/send]', ['send', 'yes', 'x']],
    ['[call=+123]x[/call]', ['call', '+123', 'x']],
    ['[timestamp=1700000000 format=SHORT_TIME_FORMAT]', ['timestamp', '1700000000 format=SHORT_TIME_FORMAT']],
    ['[disk=7]', ['disk', '7']],
    ['[br]', ['br', '']],
    ['>>x', ['quote', '', 'x']],
    ['------\nx\n------', ['quote', '', 'x\n']],
  ])('knows the documented tag %s, in small and capital letters', (text, node) => {
    expect(names(parseBbcode(text))).toEqual([node])
    const loud = text.replaceAll(/\[\/?[a-z]+/gi, (tag) => tag.toUpperCase())
    expect(names(parseBbcode(loud))).toEqual([node])
  })

  it('keeps blanks and tabs: four blanks stand for a tab', () => {
    expect(names(parseBbcode('a    b\tc'))).toEqual(['a    b\tc'])
  })

  it('reads quoted lines and fenced quotes', () => {
    expect(names(parseBbcode('>>was [b]said[/b]\nanswer'))).toEqual([
      ['quote', '', 'was ', ['b', '', 'said'], '\n'],
      'answer',
    ])
    expect(names(parseBbcode('------\nAnna\nhello\n------\nyes'))).toEqual([['quote', '', 'Anna\nhello\n'], 'yes'])
    expect(names(parseBbcode('------\nnever closed'))).toEqual(['------\nnever closed'])
  })

  it('is stable: printed and read again, the tree is the same', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const tree = parseBbcode(text)
        expect(parseBbcode(bbcodeSource(tree))).toEqual(tree)
      }),
    )
  })

  it('leaves a text without any markup as it is', () => {
    const plain = fc.string({ unit: 'binary' }).filter((text) => text !== '' && !/[[\]>-]/.test(text))
    fc.assert(
      fc.property(plain, (text) => {
        expect(parseBbcode(text)).toEqual([{ kind: 'text', text }])
      }),
    )
  })
})

describe('bbcodePlain', () => {
  it('is the words in one line', () => {
    expect(bbcodePlain('Здравствуйте, [b]Ольга[/b]![br]\n\nЕсть [url=https://a.example]статья[/url].')).toBe(
      'Здравствуйте, Ольга! Есть статья.',
    )
  })
})
