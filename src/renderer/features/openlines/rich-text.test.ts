// Catches: a message that becomes markup, a link one can click out of the app, words that get lost on the way to the screen.
import { mount } from '@vue/test-utils'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { bbcodeSource, parseBbcode } from '../../../shared/domain/bbcode'
import { createTexts } from '../../lib/i18n'
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

const drawn = (text: string, props: object = {}) =>
  mount(RichText, { props: { nodes: parseBbcode(text), ...props }, global: { plugins: [createTexts('en')] } })

describe('RichText', () => {
  it.each([[{}], [{ follow: vi.fn() }]])('makes nothing but spans, breaks and times out of any text: %j', (props) => {
    fc.assert(
      fc.property(soup, (text) => {
        const element = drawn(text, props).element as Element
        const elements = [element, ...element.querySelectorAll('*')]
        return elements.every(
          (each) =>
            ALLOWED.has(each.tagName) && !['href', 'src', 'srcset', 'onerror'].some((name) => each.hasAttribute(name)),
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
          expect(bbcodeSource(parseBbcode(text))).toBe(text)
          return (drawn(text).element as Element).textContent === text
        },
      ),
    )
  })

  it('shows all words of a text, whatever is done to them', () => {
    const words = fc.array(fc.constantFrom('a', 'б', ' ', 'https://a.example/x.', '://', '😀', '"'), { maxLength: 12 })
    fc.assert(
      fc.property(
        words,
        fc.constantFrom('b', 'i', 'url', 'code', 'size=20', 'color=#123', 'user=5', 'nonsense'),
        (parts, tag) => {
          const text = parts.join('')
          const whole = drawn(`[${tag}]${text}[/${tag.split('=')[0] ?? ''}]`, { follow: vi.fn() }).text()
          expect(whole).toContain(text.trim())
        },
      ),
    )
  })

  it('tells a link’s address, and does nothing where nothing is to happen', () => {
    const links = drawn('[url=https://a.example/x]here[/url] and https://b.example/y.').findAll('[title]')
    expect(links.map((link) => [link.text(), link.attributes('title'), link.attributes('role')])).toEqual([
      ['here', 'https://a.example/x', undefined],
      ['https://b.example/y', 'https://b.example/y', undefined],
    ])
  })

  it('hands over the address of a link that is chosen, by mouse or key, and only of pages', async () => {
    const follow = vi.fn()
    const wrapper = drawn(
      '[url=https://a.example/x]here[/url] [url=javascript:alert(1)]bad[/url] [url]data:text/html,x[/url] [code]https://c.example[/code]',
      { follow },
    )
    const links = wrapper.findAll('[role=button]')
    expect(links).toHaveLength(1)
    await links[0]?.trigger('click')
    await links[0]?.trigger('keydown', { key: 'Enter' })
    expect(follow.mock.calls).toEqual([['https://a.example/x'], ['https://a.example/x']])
  })

  it('keeps a text that turns itself around within itself', () => {
    expect(drawn('a\u202eb').attributes('dir')).toBe('auto')
  })

  it('draws two thousand nested tags', () => {
    const text = `${'[b]'.repeat(2000)}x${'[/b]'.repeat(2000)}`
    expect(drawn(text).text()).toContain('x')
  })
})
