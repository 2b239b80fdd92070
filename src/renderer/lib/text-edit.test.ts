// Catches: a tag put in the wrong place, a second press that does not take it away, a selection lost, text lost, and a
// change that cannot be told to the field as one replacement.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeBetween, enclosing, insertText, tagsAround, toggleQuote, toggleTag } from './text-edit'
import type { Edited } from './text-edit'

/** `<` and `>` stand for the selection, `|` for a caret. */
function at(marked: string): Edited {
  const caret = marked.indexOf('|')
  if (caret >= 0) return { text: marked.replace('|', ''), from: caret, to: caret }
  const from = marked.indexOf('<')
  return { text: marked.replace(/[<>]/g, ''), from, to: marked.indexOf('>') - 1 }
}
const shown = ({ text, from, to }: Edited): string =>
  from === to
    ? `${text.slice(0, from)}|${text.slice(from)}`
    : `${text.slice(0, from)}<${text.slice(from, to)}>${text.slice(to)}`

const piece = fc.constantFrom(
  '[b]',
  '[/b]',
  '[i]',
  '[/i]',
  '[url=https://a.example]',
  '[/url]',
  'слово',
  ' ',
  '\n',
  '😀',
  '[',
  ']',
)
const anywhere = fc.tuple(fc.array(piece, { maxLength: 15 }), fc.nat(), fc.nat()).map(([pieces, a, b]): Edited => {
  const text = pieces.join('')
  const [from = 0, to = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y)
  return { text, from, to }
})

describe('toggleTag', () => {
  it.each([
    ['around what is selected', 'one <two> three', 'one [b]<two>[/b] three'],
    ['blanks at the ends stay outside', 'one< two >three', 'one [b]<two>[/b] three'],
    ['an empty pair at a caret', 'one |', 'one [b]|[/b]'],
    ['an empty pair goes again', 'one [b]|[/b]', 'one |'],
    ['out of it at its end', '[b]one|[/b] two', '[b]one[/b]| two'],
    ['off inside', '[b]one <two>[/b]', 'one <two>'],
    ['off at a caret inside', '[b]o|ne[/b]', 'o|ne'],
    ['off when selected with it', 'a <[b]one[/b]> b', 'a <one> b'],
    ['off whatever its case', '[B]<one>[/B]', '<one>'],
    ['one pair out of two', '<[b]a[/b][b]c[/b]>', '[b]<ac>[/b]'],
    ['one pair out of one that is half selected', '[b]a <b[/b] c>', '[b]<a b c>[/b]'],
    ['around another that is half selected, for tags must not cross', '[i]a <b[/i] c>', '[b]<[i]a b[/i] c>[/b]'],
    ['around a tag that is half selected', 'a [i<]b[/i] c>', 'a [b]<[i]b[/i] c>[/b]'],
    ['not fooled by the same tag within the selection', '[b]x <[b]y[/b]> z[/b]', '[b]x <y> z[/b]'],
    ['on beside another', '[i]<one>[/i]', '[i][b]<one>[/b][/i]'],
    ['on over lines', '<one\ntwo>', '[b]<one\ntwo>[/b]'],
    ['on when it is not closed', '[b]<one>', '[b][b]<one>[/b]'],
  ])('%s', (_, before, after) => {
    expect(shown(toggleTag(at(before), 'b'))).toBe(after)
  })

  it('sets a value, changes it, and takes it away when it is chosen again', () => {
    const red = toggleTag(at('one <two>'), 'color', '#f00')
    expect(shown(red)).toBe('one [color=#f00]<two>[/color]')
    const blue = toggleTag(red, 'color', '#0000ff')
    expect(shown(blue)).toBe('one [color=#0000ff]<two>[/color]')
    expect(shown(toggleTag(blue, 'color', '#0000ff'))).toBe('one <two>')
  })

  it('pressed twice leaves any text as it was', () => {
    fc.assert(
      fc.property(anywhere, (edited) => {
        const once = toggleTag(edited, 'u')
        expect(once.text.replaceAll(/\[\/?u\]/g, '')).toBe(edited.text)
        expect(tagsAround(once).has('u')).toBe(true)
        expect(toggleTag(once, 'u').text).toBe(edited.text)
      }),
    )
  })
})

describe('what is around the selection', () => {
  it('is known by name, for a caret and for a selection', () => {
    expect([...tagsAround(at('[b]a [i]b|c[/i][/b]'))].sort()).toEqual(['b', 'i'])
    expect([...tagsAround(at('[b]a<b[/b]c>'))]).toEqual([])
    expect([...tagsAround(at('[b]a[/b]| b'))]).toEqual([])
  })

  it('tells the address of the link it is in', () => {
    expect(enclosing(at('see [url=https://a.example]th|is[/url]'), 'url')).toMatchObject({ value: 'https://a.example' })
  })
})

describe('toggleQuote', () => {
  it.each([
    ['one|', '>>one|'],
    ['>>one|', 'one|'],
    ['a\n<b\nc>\nd', 'a\n<>>b\n>>c>\nd'],
    ['<>>b\n>>c>', '<b\nc>'],
    ['<>>b\nc>', '<>>b\n>>c>'],
    ['<b\n>c', '<>>b>\nc'],
    ['|', '>>|'],
  ])('%j becomes %j', (before, after) => {
    const caret = before.indexOf('|')
    // `>` marks a selection and a quote alike: the selection's signs are the first and the last one.
    const edited =
      caret >= 0
        ? { text: before.replace('|', ''), from: caret, to: caret }
        : {
            text: before.slice(0, before.indexOf('<')) + inner(before) + before.slice(before.lastIndexOf('>') + 1),
            from: before.indexOf('<'),
            to: before.indexOf('<') + inner(before).length,
          }
    expect(shown(toggleQuote(edited))).toBe(after)
  })
})
const inner = (marked: string): string => marked.slice(marked.indexOf('<') + 1, marked.lastIndexOf('>'))

describe('changeBetween', () => {
  it('is one replacement that makes the one text the other, and cuts no character', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '😀', '😁', '\n'), { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { from, to, piece: put } = changeBetween(before, after)
        expect(before.slice(0, from) + put + before.slice(to)).toBe(after)
        expect(put.isWellFormed()).toBe(true)
        expect(before.slice(from, to).isWellFormed()).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('touches no more than what differs', () => {
    expect(changeBetween('one two three', 'one [b]two[/b] three')).toEqual({ from: 4, to: 7, piece: '[b]two[/b]' })
  })
})

describe('insertText', () => {
  it('takes the place of the selection', () => {
    expect(shown(insertText(at('a <b> c'), 'XY'))).toBe('a XY| c')
  })
})
