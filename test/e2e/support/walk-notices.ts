// The walk's way through notifications: the list of them, paused, quiet hours in the settings, nothing left.
import type { Locator, Page } from '@playwright/test'
import { changePortal } from './bitrix24'
import type { Texts } from './text'
import type { Walker } from './walk'

const SAID = {
  en: ['Good afternoon, where is my order 4512?', 'Could you call me back today?'],
  ru: ['Добрый день, где мой заказ 4512?', 'Перезвоните мне сегодня, пожалуйста.'],
} as const

const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true })

/** From any view. */
export async function walkNotices({ app, practice, language, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  await app.invoke('openlines.list', { refresh: true })
  for (const text of SAID[language]) await changePortal(practice, 'acme', { customer: { text } })
  await app.invoke('openlines.list', { refresh: true })
  const panel = page.getByRole('dialog', { name: t('notices.title'), exact: true })
  await page.keyboard.press('Control+Shift+N')
  await panel.getByTestId('notice').nth(1).waitFor()
  await panel.getByTestId('notice').first().getByRole('button').first().focus()
  await stop('16-notifications', page)
  await button(panel, t('notices.pause.pause')).click()
  await page.getByRole('menu').waitFor()
  await stop('16a-notifications-pausing', page)
  await page.getByRole('menuitem', { name: t('notices.pause.always') }).click()
  await button(panel, t('notices.clear')).click()
  await panel.getByTestId('empty-state').waitFor()
  await stop('16b-notifications-none', page)
  await button(panel, t('notices.toSettings')).click()
  await app.invoke('settings.set', {
    pausedUntil: 'no',
    quietHours: { on: true, from: '20:00', to: '08:00', days: [1, 2, 3, 4, 5] },
  })
  const card = page.getByRole('region', { name: t('notices.title'), exact: true })
  await card.getByRole('checkbox').first().waitFor()
  await card.scrollIntoViewIfNeeded()
  await stop('16c-notification-settings', page)
}
