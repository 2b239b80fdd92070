// "Look around first": the practice portal's accounts, without any question about keys, marked as practice everywhere.
import { connectBitrix24, sheet, shownAccount, webhookOf } from './support/bitrix24'
import { launchBellhop } from './support/app'
import { expect, test } from './support/fixtures'
import { button, chooseSessionOnly, dialog, goTo, railAccounts } from './support/journeys'
import { text } from './support/text'

test.use({ practiceArgs: ['--still'] })

test('everything is there at once and marked, and it is back after a restart', async ({ app, profile }) => {
  const { page } = app
  await button(page, 'welcome.practice.action').click()
  const all = railAccounts(page)
  await expect(all).toHaveCount(4)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  for (const one of await all.all()) {
    await expect(one).toHaveAccessibleName(new RegExp(text('accounts.practice')))
    await expect(one.getByTestId('practice-mark')).toBeVisible()
  }
  await expect(shownAccount(page)).toContainText(text('accounts.practice'))
  await expect(shownAccount(page)).toContainText(text('vault.state.absent'))
  await expect(sheet(page).getByRole('listbox').getByRole('option').first()).toBeVisible()

  await all.nth(0).click()
  await expect(shownAccount(page)).toContainText(text('accounts.practice'))
  await shownAccount(page).getByRole('link', { name: 'Acme', exact: true }).click()
  await expect(sheet(page)).toContainText(text('accounts.practice'))
  await goTo(page, 'settings')
  const rows = sheet(page)
    .getByRole('region', { name: text('settings.accounts') })
    .getByRole('listitem')
  await expect(rows).toHaveCount(4)
  for (const row of await rows.all()) await expect(row).toContainText(text('accounts.practiceShort'))
  const before = await app.invoke('accounts.list', {})
  await app.quit()

  const again = await launchBellhop({ profile })
  try {
    await expect(railAccounts(again.page)).toHaveCount(4)
    await expect(again.page.getByRole('dialog')).toHaveCount(0)
    await railAccounts(again.page).nth(0).click()
    await shownAccount(again.page).getByRole('link', { name: 'Acme', exact: true }).click()
    await button(sheet(again.page), 'accounts.check').click()
    await expect(sheet(again.page).getByRole('status')).toHaveText(text('accounts.health.ok'))
    const after = await again.invoke('accounts.list', {})
    const told = (answer: typeof before): unknown =>
      answer.ok && answer.data.map(({ id, label, userName, practice }) => ({ id, label, userName, practice }))
    expect(told(after)).toEqual(told(before))
  } finally {
    await again.quit()
  }
})

test('an account of one’s own beside them is asked for keys and not marked', async ({ app, practice }) => {
  const { page } = app
  await button(page, 'welcome.practice.action').click()
  await expect(railAccounts(page)).toHaveCount(4)
  await connectBitrix24(page, await webhookOf(practice, 'acme'))
  await expect(dialog(page, 'vault.absent.title')).toBeVisible()
  await chooseSessionOnly(page)
  const own = railAccounts(page).nth(4)
  await expect(own).toHaveAttribute('aria-pressed', 'true')
  await expect(own).not.toHaveAccessibleName(new RegExp(text('accounts.practice')))
  await expect(own.getByTestId('practice-mark')).toHaveCount(0)
  await expect(shownAccount(page)).not.toContainText(text('accounts.practice'))
  await page.getByTestId('rail-all').click()
  await expect(shownAccount(page)).toContainText(text('rail.allTitle'))
  await expect(shownAccount(page)).not.toContainText(text('accounts.practice'))
})
