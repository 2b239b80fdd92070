// Writing a text with real keys: what the buttons make of it, undo, mentions, links, emoji. What arrives at the portal is
// what was shown.
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import { addRecipient, sendButton, setHold, textField } from './support/messages'
import { enterPortal } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const MESSAGE = 'im.message.add'

const toolbar = (within: Page | Locator): Locator =>
  within.getByRole('toolbar', { name: text('writing.label'), exact: true })
const names = (page: Page): Locator => page.getByTestId('mentions').getByRole('option')
const preview = (page: Page): Locator => page.getByTestId('preview')
const form = (page: Page): Locator => page.getByTestId('tag-form')

async function selectWord(field: Locator, word: string): Promise<void> {
  await field.evaluate((element, sought) => {
    const area = element as HTMLTextAreaElement
    const at = area.value.indexOf(sought)
    area.focus()
    area.setSelectionRange(at, at + sought.length)
  }, word)
}

test('keys and buttons: every step can be undone, and the portal gets what was shown', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  await goTo(page, 'messages')
  const field = textField(page)
  await field.click()

  await test.step('bold by its key; undo and redo know the step; what is selected stays so', async () => {
    await page.keyboard.type('Your order is ready')
    await selectWord(field, 'ready')
    await page.keyboard.press('Control+b')
    await expect(field).toHaveValue('Your order is [b]ready[/b]')
    await expect(button(toolbar(page), 'writing.tool.bold')).toHaveAttribute('aria-pressed', 'true')
    await page.keyboard.press('Control+z')
    await expect(field).toHaveValue('Your order is ready')
    await page.keyboard.press('Control+Shift+z')
    await expect(field).toHaveValue('Your order is [b]ready[/b]')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect(field).not.toHaveValue(/ready/)
    await field.fill('Your order is ready')
    await selectWord(field, 'ready')
    await page.keyboard.press('Control+b')
    await page.keyboard.press('Control+i')
    await expect(field).toHaveValue('Your order is [b][i]ready[/i][/b]')
    await page.keyboard.press('Control+b')
    await expect(field).toHaveValue('Your order is [i]ready[/i]')
    await expect(preview(page).locator('.italic')).toHaveText('ready')
  })

  await test.step('out of bold with the key that went in', async () => {
    await page.keyboard.press('Control+End')
    await page.keyboard.type(', ')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('now')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('!')
    await expect(field).toHaveValue('Your order is [i]ready[/i], [b]now[/b]!')
  })

  await test.step('a link by its form: only to a page, undone in one step', async () => {
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('See details')
    await selectWord(field, 'details')
    await page.keyboard.press('Control+k')
    await expect(form(page).getByLabel(text('writing.form.words'))).toHaveValue('details')
    await form(page).getByLabel(text('writing.tag.link.value')).fill('javascript:alert(1)')
    await page.keyboard.press('Enter')
    await expect(form(page)).toContainText(text('writing.form.bad.link'))
    await form(page).getByLabel(text('writing.tag.link.value')).fill('example.com/42')
    await page.keyboard.press('Enter')
    const linked = 'Your order is [i]ready[/i], [b]now[/b]!\nSee [url=https://example.com/42]details[/url]'
    await expect(field).toHaveValue(linked)
    await expect(field).toBeFocused()
    await expect(preview(page).getByTitle('https://example.com/42')).toHaveText('details')
    await expect(preview(page).locator('a')).toHaveCount(0)
    await page.keyboard.press('Control+z')
    await expect(field).toHaveValue(/See details$/)
    await page.keyboard.press('Control+Shift+z')
    await expect(field).toHaveValue(linked)
  })

  await test.step('quote, colour by the buttons', async () => {
    await selectWord(field, 'See')
    await button(toolbar(page), 'writing.tool.quote').click()
    await expect(field).toHaveValue(/\n>>See \[url/)
    await selectWord(field, 'now')
    await button(toolbar(page), 'writing.tool.color').click()
    await page.getByRole('menuitem', { name: text('writing.color.red'), exact: true }).click()
    await expect(field).toHaveValue(/\[b\]\[color=#c9302c\]now\[\/color\]\[\/b\]/)
    await expect(field).toBeFocused()
  })

  await test.step('sent: character by character', async () => {
    await addRecipient(page, 'Anna Mercer')
    const written = await field.inputValue()
    await sendButton(page).click()
    await expect(field).toHaveValue('')
    await expect
      .poll(() => practice.arrived(MESSAGE))
      .toMatchObject([{ params: { MESSAGE: written }, processed: true }])
  })
})

test('mentions, emoji and rarer tags', async ({ app, practice }) => {
  const { page } = app
  const asked: string[] = []
  await enterPortal(page, practice)
  await setHold(page, 0)
  await goTo(page, 'messages')
  const field = textField(page)
  page.on('request', (request) => asked.push(request.url()))
  await field.click()

  await test.step('a colleague by the first letters; Enter chooses and does not send', async () => {
    await page.keyboard.type('Ask @Anna')
    await expect(names(page).first()).toContainText('Anna')
    await page.keyboard.type(' Merc')
    await expect(names(page)).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(field).toHaveValue(/^Ask \[USER=\d+\]Anna Mercer\[\/USER\] $/)
    await expect(page.getByTestId('mentions')).toBeHidden()
    await expect(preview(page)).toContainText('Ask Anna Mercer')
  })

  await test.step('a chat by its button; Esc leaves what was typed', async () => {
    await button(toolbar(page), 'writing.tool.chat').click()
    await page.keyboard.type('Support')
    await expect(names(page).first()).toContainText('Support')
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('mentions')).toBeHidden()
    await expect(field).toHaveValue(/#Support$/)
    for (let i = 0; i < '#Support'.length; i += 1) await page.keyboard.press('Backspace')
    await page.keyboard.type('#Support')
    await expect(names(page).first()).toContainText('Support')
    await page.keyboard.press('Tab')
    await expect(field).toHaveValue(/ \[CHAT=\d+\][^[\]]*Support[^[\]]*\[\/CHAT\] $/)
    await expect(field).toBeFocused()
  })

  await test.step('an emoji by its Russian name; nothing is fetched from elsewhere or kept in the page', async () => {
    await button(toolbar(page), 'writing.tool.emoji').click()
    const search = page.getByRole('combobox', { name: text('writing.emoji.search') })
    await expect(search).toBeFocused()
    await search.fill('огонь')
    await expect(page.getByTestId('emoji-grid').getByRole('option').first()).toHaveText('🔥')
    await page.keyboard.press('Enter')
    await expect(field).toHaveValue(/🔥$/)
    await expect(field).toBeFocused()
    expect(asked.filter((url) => !url.startsWith('app:'))).toEqual([])
    expect(await page.evaluate(async () => (await indexedDB.databases()).length + localStorage.length)).toBe(0)
  })

  await test.step('a phone number from the menu; Esc leaves menu and form, and one writes on', async () => {
    await button(toolbar(page), 'writing.tool.more').click()
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(field).toBeFocused()
    await page.keyboard.press('Control+k')
    await expect(form(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(form(page)).toBeHidden()
    await expect(field).toBeFocused()
    await button(toolbar(page), 'writing.tool.more').click()
    await page.getByRole('menuitem', { name: text('writing.tag.call.title'), exact: true }).click()
    await form(page).getByLabel(text('writing.tag.call.value')).fill('+7 495 123-45-67')
    await button(form(page), 'writing.form.insert').click()
    await expect(field).toHaveValue(/\[call=\+74951234567\]\+7 495 123-45-67\[\/call\]$/)
  })

  await test.step('sent: character by character', async () => {
    await addRecipient(page, 'Anna Mercer')
    const written = await field.inputValue()
    await field.press('Enter')
    await expect(field).toHaveValue('')
    await expect
      .poll(() => practice.arrived(MESSAGE))
      .toMatchObject([{ params: { MESSAGE: written }, processed: true }])
  })
})
