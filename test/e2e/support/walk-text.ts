// The walk through what hangs over a text while it is written: names, emoji, kept texts, the form of a link, the menu.
import { expect } from '@playwright/test'
import type { Texts } from './text'
import type { Walker } from './walk'

/** Opens one after the other over the text that is being composed, and leaves the text as it was. */
export async function walkText({ app: { page }, stop }: Walker, t: Texts): Promise<void> {
  const field = page.getByLabel(t('messages.textField'), { exact: true })
  const tool = (key: 'emoji' | 'templates' | 'more' | 'color') =>
    page
      .getByRole('toolbar', { name: t('writing.label'), exact: true })
      .getByRole('button', { name: t(`writing.tool.${key}`), exact: true })
  const before = await field.inputValue()

  await field.press('Control+End')
  await page.keyboard.type(' @an')
  const names = page.getByTestId('mentions').getByRole('option')
  await expect(names.first()).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await stop('11-text-mention', page)
  await page.keyboard.press('Escape')

  await tool('emoji').click()
  await expect(page.getByTestId('emoji-grid').getByRole('option').first()).toBeVisible()
  await stop('11-text-emoji', page)
  await page.keyboard.press('Escape')
  await expect(field).toBeFocused()

  await tool('templates').click()
  await expect(page.getByTestId('template-picker')).toBeVisible()
  await stop('11-text-kept-texts', page)
  await page.keyboard.press('Escape')
  await expect(field).toBeFocused()

  await tool('color').click()
  await expect(page.getByRole('menuitem').first()).toBeVisible()
  await stop('11-text-colours', page)
  await page.keyboard.press('Escape')
  await expect(field).toBeFocused()

  await tool('more').click()
  await expect(page.getByRole('menuitem').first()).toBeVisible()
  await stop('11-text-more-tags', page)
  await page.keyboard.press('Escape')
  await expect(field).toBeFocused()

  await field.fill(before)
  await field.press('Control+End')
  for (let i = 0; i < '[/url].'.length; i += 1) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Control+k')
  await expect(page.getByTestId('tag-form').getByRole('textbox').first()).toBeFocused()
  await stop('11-text-link', page)
  await page.keyboard.press('Escape')
  await expect(field).toHaveValue(before)
}
