// Quick-send as a test sees it: its doors, its fields, and the notice in the corner once it has gone.
import { expect, type Locator, type Page } from '@playwright/test'
import type { Bellhop } from './app'
import { text } from './text'
import { quickPage, quickWindow } from './windows'

/** The window: shown, with the keyboard, or neither. */
export async function standing(app: Bellhop): Promise<{ readonly shown: boolean; readonly focused: boolean }> {
  const window = await quickWindow(app)
  return window.evaluate((one) => ({ shown: one.isVisible(), focused: one.isFocused() }))
}

/** Through the menu of the app, as `File → Quick send` and its key do. */
export async function summonByMenu(app: Bellhop): Promise<Page> {
  const page = await quickPage(app)
  await app.electron.evaluate(({ Menu }, label) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((menu) => menu.submenu?.items ?? []) ?? []
    const item = items.find((each) => each.label === label)
    if (!item) throw new Error(`the menu has no ${label}`)
    ;(item.click as () => void)()
  }, text('menu.quickSend'))
  await expect.poll(() => standing(app)).toEqual({ shown: true, focused: true })
  return page
}

/** Through the door of the page, as the navigation and the palette do. */
export async function summon(app: Bellhop): Promise<Page> {
  const page = await quickPage(app)
  await app.invoke('quicksend.show', {})
  await expect.poll(() => standing(app)).toEqual({ shown: true, focused: true })
  return page
}

export const card = (page: Page): Locator => page.getByTestId('quick-card')
export const toField = (page: Page): Locator => page.getByRole('combobox', { name: text('quicksend.to'), exact: true })
export const words = (page: Page): Locator => card(page).getByLabel(text('messages.textField'), { exact: true })
export const options = (page: Page): Locator => card(page).getByRole('option')
export const meant = (page: Page): Locator => card(page).getByRole('option', { selected: true })
export const chips = (page: Page): Locator => card(page).getByTestId('recipient')
export const onlyAccount = (page: Page): Locator => card(page).getByTestId('only-account')
/** As whom, to whom, through what limit: one line for each account. */
export const writers = (page: Page): Locator => card(page).getByTestId('writer')
/** What became of what was sent, in the corner. */
export const notice = (page: Page): Locator => page.getByTestId('quick-notice').getByTestId('sent')

/** Finds somebody by name; a key says how they are taken. */
export async function take(page: Page, name: string, key: 'Enter' | 'Tab'): Promise<void> {
  await toField(page).fill(name)
  await expect(meant(page)).toContainText(name)
  await toField(page).press(key)
  await expect(chips(page).filter({ hasText: name })).toHaveCount(1)
}

/** The window has gone, be it that a notice stands in the corner now. */
export async function expectGone(app: Bellhop): Promise<void> {
  await expect.poll(async () => (await standing(app)).focused).toBe(false)
  await expect(card(await quickPage(app))).toBeHidden()
}
