// The walk's way through what belongs to accounts: the rail with its menu and hints, an account's page, the list of keys.
import { expect } from '@playwright/test'
import type { Texts } from './text'
import type { Walker } from './walk'

/** From any view; ends in the groups of all accounts. */
export async function walkSwitching({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  const rail = page.getByTestId('rail-account')
  const quiet = t('accounts.notify.doNotDisturb')
  await rail.nth(1).click({ button: 'right' })
  await page.getByRole('menuitemcheckbox', { name: quiet }).click()
  await expect(rail.nth(1).getByTestId('quiet-mark')).toBeVisible()
  await page.keyboard.press('Control+Backquote')
  await page
    .getByRole('navigation', { name: t('nav.label') })
    .getByRole('link')
    .first()
    .click()
  await page
    .getByRole('listbox', { name: t('groups.list') })
    .getByRole('option')
    .first()
    .waitFor()
  await rail.nth(0).click({ button: 'right' })
  await page.getByRole('menu').waitFor()
  await stop('14a-all-accounts', page)
  await page.getByRole('menuitem', { name: t('rail.open') }).click()
  await page.getByTestId('notification-switches').scrollIntoViewIfNeeded()
  await stop('14b-account-notifications', page)
  await page.keyboard.press('F1')
  await page.getByRole('dialog', { name: t('keys.title') }).waitFor()
  await stop('14c-keys', page)
  await page.keyboard.press('Escape')
  await page.getByTestId('rail-all').click()
  await page.getByRole('listbox', { name: t('groups.list') }).waitFor()
}
