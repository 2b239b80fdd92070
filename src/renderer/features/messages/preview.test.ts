// Catches: a preview that fetches a picture, offers something to follow, shows a button the portal would drop, or puts
// markup of the message into the page.
import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../shared/contract/common'
import { setStage, show } from '../../testing/stage'
import { contrast } from '../../lib/contrast'
import PreviewAttach from './PreviewAttach.vue'
import PreviewKeyboard from './PreviewKeyboard.vue'
import { buttonLook, wordLook } from './preview-colors'

afterEach(() => {
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

const draw = (attach: JsonValue) => show(setStage(), PreviewAttach, { attach })
const ALL: JsonValue = {
  blocks: [
    { message: '[b]Update[/b] <img src=x> [img]https://e.com/t.png[/img]' },
    { LINK: { LINK: 'https://e.com/a', NAME: 'News', HTML: '<b>bold</b>&', PREVIEW: 'https://cdn.e.com/p.png' } },
    { IMAGE: { LINK: 'https://e.com/i.png', WIDTH: 1000, HEIGHT: 500 } },
    { FILE: [{ LINK: '/a.pdf', NAME: 'a.pdf', SIZE: 48213 }, { LINK: '/b' }] },
    { USER: { NAME: 'John Smith', AVATAR: 'https://e.com/me.png' } },
    {
      GRID: [
        { NAME: 'Project', VALUE: '[i]BUGS[/i]', DISPLAY: 'line' },
        { NAME: 'Alone', DISPLAY: 'ROW' },
      ],
    },
    { DELIMITER: [] },
    { VIDEO: { LINK: 'https://e.com/v' } },
  ],
}

describe('an attachment in the preview', () => {
  it('shows every kind, in order, and of an unknown one nothing', async () => {
    const text = (await draw(ALL)).text().replaceAll(/\s+/g, ' ')
    const parts = ['Update', 'News', 'bold', 'Image · cdn.e.com', 'Image · e.com · 1000 × 500', 'a.pdf', '48.2 kB']
    const places = [...parts, 'Untitled', 'John Smith', 'Project', 'BUGS', 'Alone'].map((part) => text.indexOf(part))
    expect(places).toEqual([...places].toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
    expect(text).not.toContain('e.com/v')
    expect(document.querySelector('hr')).not.toBeNull()
  })

  it('fetches nothing and leads nowhere, and markup stays words', async () => {
    const wrapper = await draw(ALL)
    expect(wrapper.findAll('img, a, button, [role=button], [role=link], iframe, [style*=url]')).toEqual([])
    expect(wrapper.text()).toContain('<img src=x>')
  })

  it.each<[JsonValue]>([[null], ['x'], [5], [[]], [{ BLOCKS: 7 }], [[{ LINK: 3 }, 'x', { GRID: ['a'] }]]])(
    'shows nothing of %j',
    async (value) => {
      expect((await draw(value)).find('[data-testid=preview-attach]').exists()).toBe(false)
    },
  )
})

describe('a keyboard in the preview', () => {
  const buttons = async (keyboard: JsonValue): Promise<string[][]> => {
    const wrapper = await show(setStage(), PreviewKeyboard, { keyboard })
    return wrapper
      .findAll('li')
      .map((row) => row.findAll('[data-testid=preview-button]').map((each) => each.text().replaceAll(/\s+/g, ' ')))
  }

  it('stands in rows, without what the portal would drop', async () => {
    const good = { TEXT: 'Good', LINK: 'https://e.com' }
    const bad = [{ TEXT: 'none' }, { LINK: 'https://e.com' }, { TEXT: 'bad', LINK: 'javascript:1' }, 5]
    expect(
      await buttons({ buttons: [good, ...bad, { type: 'newline' }, { ...good, disabled: 'Y', CONTEXT: 'MOBILE' }] }),
    ).toEqual([['Good'], ['Good (off, on phones only)']])
    expect(document.querySelectorAll('button, a')).toHaveLength(0)
  })

  it.each<[JsonValue]>([[null], ['x'], [[]], [[{ TEXT: 'x' }]], [{ BUTTONS: 1 }]])(
    'shows nothing of %j',
    async (value) => {
      expect(await buttons(value)).toEqual([])
    },
  )
})

describe('colours', () => {
  it.each(['#fff', '#ffff00', '#29619b', '#000000', '#8a8a8a'])('%s can be read in both themes', (color) => {
    const { style } = wordLook('', color)
    expect(contrast(style['--own-light'] ?? '', '#ffffff')).toBeGreaterThanOrEqual(4.5)
    expect(contrast(style['--own-dark'] ?? '', '#24272b')).toBeGreaterThanOrEqual(4.5)
    for (const text of ['', '#777777']) {
      const button = buttonLook({ token: '', background: color, text }).style
      expect(contrast(button['color'] ?? '', button['background'] ?? '')).toBeGreaterThanOrEqual(4.5)
    }
  })

  it.each(['red', 'url(https://e.com)', '#12', 'expression(1)'])('%s is no colour', (color) => {
    expect(wordLook('', color).style).toEqual({})
    expect(buttonLook({ token: 'x', background: color, text: color }).style).toEqual({})
  })
})
