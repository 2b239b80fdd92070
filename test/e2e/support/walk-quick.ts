// The walk through quick-send: choosing, an account by name, several chosen with a text, and the notice in the corner.
import { expect } from '@playwright/test'
import type { Texts } from './text'
import type { Walker } from './walk'
import { quickPage } from './windows'

/** Shows the window over the app, sends nothing, and leaves it hidden and empty. */
export async function walkQuick({ app, stop }: Walker, t: Texts): Promise<void> {
  const quick = await quickPage(app)
  const to = quick.getByRole('combobox', { name: t('quicksend.to'), exact: true })
  const words = quick.getByLabel(t('messages.textField'), { exact: true })
  const options = quick.getByTestId('quick-card').getByRole('option')
  const chips = quick.getByTestId('recipient')

  await app.invoke('quicksend.show', {})
  await expect(options.first()).toBeVisible()
  await expect(to).toBeFocused()
  await stop('16-quick', quick)

  await to.fill('@')
  await expect(options).toHaveCount(4)
  await stop('16-quick-account', quick)

  await to.fill('a')
  await expect(options.nth(5)).toBeVisible()
  await stop('16-quick-found', quick)

  for (const [name, key] of [
    ['Ольга', 'Tab'],
    // Nobody the walk has written to through a channel: a week of theirs is free.
    ['Zoe Bennett', 'Tab'],
    ['Chess', 'Enter'],
  ] as const) {
    const before = await chips.count()
    await to.fill(name)
    await expect(quick.getByRole('option', { selected: true })).toContainText(name)
    await to.press(key)
    await expect(chips).toHaveCount(before + 1)
  }
  await words.fill('The update ships on Thursday.\nДо связи!')
  await expect(quick.getByTestId('writer').first()).toBeVisible()
  await expect(quick.getByTestId('writer').filter({ hasText: '…' })).toHaveCount(0)
  await stop('16-quick-several', quick)

  await app.invoke('settings.set', { holdSeconds: 30 })
  await words.press('Enter')
  const notice = quick.getByTestId('quick-notice')
  await expect(notice).toBeVisible()
  await stop('16-quick-notice', quick)
  await notice.getByRole('button', { name: t('outbox.undo'), exact: true }).click()
  await expect(words).toBeFocused()
  await app.invoke('settings.set', { holdSeconds: 0 })
  await words.fill('')
  for (let left = await chips.count(); left > 0; left -= 1) await to.press('Backspace')
  await to.press('Escape')
}
