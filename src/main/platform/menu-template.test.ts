// Catches: a menu item without a word, a key that is asked of two items, a way that only one system has.
import type { MenuItemConstructorOptions } from 'electron/main'
import { expect, test } from 'vitest'
import { menuTemplate } from './menu-template'
import { createTexts } from './texts'

function make(system: string, language: 'en' | 'ru' = 'en') {
  const done: string[] = []
  const note = (what: string) => () => void done.push(what)
  const template = menuTemplate({
    text: createTexts(language),
    system,
    doors: {
      showMain: note('main'),
      quickSend: note('quick'),
      openLink: note('link'),
      pauseNotifications: note('pause'),
      quit: note('quit'),
    },
    go: (place) => void done.push(`go ${place.kind} ${place.kind === 'view' ? place.view : ''}`.trim()),
    zoom: (way) => void done.push(`zoom ${way}`),
    about: note('about'),
  })
  const items = template.flatMap((menu) => menu.submenu as MenuItemConstructorOptions[])
  const press = (label: string): string[] => {
    const item = items.find((each) => each.label === label)
    ;(item?.click as (() => void) | undefined)?.()
    return done.splice(0)
  }
  return { template, items, press }
}

test('every item does what it says, through the doors', () => {
  const { press } = make('linux')
  expect(press('Quick send')).toEqual(['quick'])
  expect(press('Quit')).toEqual(['quit'])
  expect(press('Zoom in')).toEqual(['zoom in'])
  expect(press('Actual size')).toEqual(['zoom reset'])
  expect(press('Outbox')).toEqual(['go view outbox'])
  expect(press('Keyboard shortcuts')).toEqual(['go keys'])
  expect(press('About Bellhop')).toEqual(['about'])
})

test.each(['linux', 'win32', 'darwin'])(
  'on %s every item has words in both languages, and no key is given twice',
  (system) => {
    for (const language of ['en', 'ru'] as const) {
      const { template, items } = make(system, language)
      const labelled = [
        ...template.filter(({ role }) => role !== 'appMenu'),
        ...items.filter(({ type }) => type !== 'separator'),
      ]
      for (const { label } of labelled) expect(label).toMatch(/^\p{L}[^.]*…?$/u)
      const keys = items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]))
      expect(new Set(keys).size).toBe(keys.length)
    }
  },
)

test('macOS has its own first menu, with the settings and Quit, which then stand nowhere else', () => {
  const mac = make('darwin')
  expect(mac.template[0]?.role).toBe('appMenu')
  expect(mac.press('Settings…')).toEqual(['go view settings'])
  const quits = ({ items }: ReturnType<typeof make>) =>
    items.filter(({ role, label }) => role === 'quit' || label === 'Quit').length
  expect([quits(mac), quits(make('linux'))]).toEqual([1, 1])
})
