// Catches: a message that becomes markup, a link one can click out of the app, words that get lost on the way to the screen.
import { mount } from '@vue/test-utils'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bbcodeSource, parseBbcode } from '../../../shared/domain/bbcode'
import { RichText } from '../../ui/rich-text'

const scraps = fc.constantFrom(
  '[b]',
  '[/b]',
  '[url=javascript:alert(1)]',
  '[/url]',
  '<script>',
  '</span>',
  '<img onerror=x>',
  '[color=red;x]',
  '[/color]',
  '[size=999]',
  '[/size]',
  'слово',
  '&amp;',
  '\n',
  '>>q',
  '[img]',
  '[/img]',
)
const soup = fc.array(scraps, { maxLength: 25 }).map((parts) => parts.join(''))
const ALLOWED = new Set(['SPAN', 'BR', 'TIME'])

describe('RichText', () => {
  it('makes nothing but spans, breaks and times out of any text', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const element = mount(RichText, { props: { nodes: parseBbcode(text) } }).element as Element
        const elements = [element, ...element.querySelectorAll('*')]
        return elements.every(
          (each) => ALLOWED.has(each.tagName) && !each.hasAttribute('href') && !each.hasAttribute('src'),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('shows a text without tags letter by letter', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/[[\]>-]/.test(text)),
        (text) => {
          const nodes = parseBbcode(text)
          expect(bbcodeSource(nodes)).toBe(text)
          return (mount(RichText, { props: { nodes } }).element as Element).textContent === text
        },
      ),
    )
  })
})
