// The walk through the forms of attachments and buttons: as a list, unfolded, as JSON with what is wrong in it.
import type { Locator } from '@playwright/test'
import type { Texts } from './text'
import type { Walker } from './walk'

const ATTACH = {
  COLOR_TOKEN: 'primary',
  BLOCKS: [
    { MESSAGE: '[b]Planned update[/b] · Плановое обновление' },
    {
      GRID: [
        { NAME: 'Version', VALUE: '24.300', DISPLAY: 'ROW' },
        { NAME: 'Окно', VALUE: '02:00–02:20', DISPLAY: 'ROW', COLOR: '#c9a100' },
      ],
    },
    { DELIMITER: { SIZE: 200, COLOR: '#c6c6c6' } },
    { LINK: { NAME: 'What is new', LINK: 'https://example.com/24', DESC: 'All changes in one place' } },
    { IMAGE: [{ NAME: 'The new view', LINK: 'https://files.example.com/new.png', WIDTH: 1200, HEIGHT: 400 }] },
    { FILE: [{ NAME: 'report.pdf', LINK: 'https://example.com/report.pdf', SIZE: 1500000 }] },
    { USER: { NAME: 'Ольга Николаева', LINK: '/company/personal/user/1/' } },
  ],
}
const KEYBOARD = [
  { TEXT: 'Open the article', LINK: 'https://example.com/article' },
  { TYPE: 'NEWLINE' },
  { TEXT: 'Да', LINK: 'https://example.com/yes', DISPLAY: 'LINE', BG_COLOR_TOKEN: 'primary' },
  { TEXT: 'Нет', LINK: 'https://example.com/no', DISPLAY: 'LINE', BG_COLOR: '#ffd500' },
  { TEXT: 'Off', LINK: 'https://example.com/off', DISPLAY: 'LINE', DISABLED: 'Y' },
]

/** Fills both parts of the message that is being composed, and leaves them so that it can be sent. */
export async function walkForms({ app: { page }, stop }: Walker, t: Texts): Promise<void> {
  const part = (key: 'attach' | 'keyboard'): Locator =>
    page.getByRole('region', { name: t(`messages.${key}`), exact: true })
  const show = (key: 'attach' | 'keyboard', view: 'form' | 'json'): Promise<void> =>
    part(key)
      .getByRole('button', { name: t(`messages.forms.${view}`), exact: true })
      .click()
  const type = (key: 'attach' | 'keyboard', json: unknown): Promise<void> =>
    part(key)
      .getByRole('textbox')
      .fill(JSON.stringify(json, null, 2))
  const unfold = async (key: 'attach' | 'keyboard', index: number): Promise<void> => {
    const entry = part(key).getByTestId('entry').nth(index)
    await entry.locator('[aria-expanded]').first().click()
    await entry.scrollIntoViewIfNeeded()
  }

  await show('attach', 'json')
  await type('attach', [{ MESSAGE: 'One' }, { LINK: { NAME: 'No address', COLOUR: 'red' } }, { VIDEO: {} }])
  await part('attach').getByTestId('rich-issues').getByRole('listitem').nth(2).waitFor()
  await part('attach').getByRole('alert').scrollIntoViewIfNeeded()
  await stop('11-composer-json', page)
  await type('attach', ATTACH)
  await show('attach', 'form')
  await show('keyboard', 'json')
  await type('keyboard', KEYBOARD)
  await show('keyboard', 'form')
  await unfold('attach', 1)
  await scrollTo(part('attach'))
  await stop('11-composer-attachment', page)
  await unfold('keyboard', 2)
  await scrollTo(part('keyboard'))
  await stop('11-composer-buttons', page)
}

/** Puts a part at the top of what is shown. */
const scrollTo = (part: Locator): Promise<void> =>
  part.evaluate((element) => element.scrollIntoView({ block: 'start' }))
