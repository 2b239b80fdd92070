// The part of the settings that is about this computer.
import type { Locator, Page } from '@playwright/test'
import { text } from './text'

export const desktopCard = (page: Page): Locator => page.getByRole('region', { name: text('settings.desktop.title') })

/** Chooses in one of its fields, by what the option is called. */
export async function chooseInCard(page: Page, field: string, option: string): Promise<void> {
  await desktopCard(page).getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
