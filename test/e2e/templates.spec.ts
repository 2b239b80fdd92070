// Templates: kept in the settings, filled where one asks or writes, still there after a restart.
import { launchBellhop } from './support/app'
import { ownerOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, dialog, goTo } from './support/journeys'
import { composer, textField } from './support/messages'
import { askButton, askResult, chooseGroup, enterPortal, groupNamed } from './support/portal'
import { text } from './support/text'
import type { Page } from '@playwright/test'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const SUPPLIERS = 'Suppliers and tenders'

interface Typed {
  readonly name: string
  readonly text: string
  readonly kind?: 'request' | 'message'
}

/** Makes a template in the settings, as a person does. */
async function make(page: Page, { name, text: typed, kind = 'request' }: Typed): Promise<void> {
  await button(page, 'templates.new').click()
  const form = dialog(page, 'templates.newTitle')
  await form.getByLabel(text('templates.nameField'), { exact: true }).fill(name)
  if (kind === 'message') {
    await form.getByRole('combobox', { name: text('templates.forField') }).click()
    await page.getByRole('option', { name: text('templates.for.message') }).click()
  }
  await form.getByLabel(text('templates.textField'), { exact: true }).fill(typed)
  await button(form, 'app.save').click()
  await expect(form).toBeHidden()
}

const rows = (page: Page) => page.getByTestId('template')

test('kept with its variables, it reaches the portal filled for the group', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  const me = await ownerOf(practice, 'acme')
  await goTo(page, 'settings')

  await test.step('made, with a variable put in by its button and a preview', async () => {
    await button(page, 'templates.new').click()
    const form = dialog(page, 'templates.newTitle')
    await form.getByLabel(text('templates.nameField'), { exact: true }).fill('Introduction')
    const field = form.getByLabel(text('templates.textField'), { exact: true })
    await field.fill('Dear {owner}, I am {me} of {portal}. {nobody} Please let me into ')
    await button(form, 'templates.insert', { name: '{group}' }).click()
    await expect(field).toHaveValue(/let me into \{group\}$/)
    await expect(form.getByTestId('template-preview')).toContainText(
      `I am ${text('templates.sample.me')} of ${text('templates.sample.portal')}. {nobody} Please let me into ${text('templates.sample.group')}`,
    )
    await button(form, 'app.save').click()
    await expect(rows(page)).toHaveCount(1)
  })

  await test.step('used: what the portal gets is what was shown', async () => {
    await goTo(page, 'groups')
    const pane = await chooseGroup(page, SUPPLIERS)
    await button(pane, 'templates.use').click()
    await page.getByRole('menuitem', { name: /^Introduction/ }).click()
    const field = pane.getByLabel(text('groups.message'))
    await expect(field).toHaveValue(
      new RegExp(`I am ${me} of ${host}\\. \\{nobody\\} Please let me into ${SUPPLIERS}$`),
    )
    const shown = await field.inputValue()
    await askButton(page).click()
    await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
    expect(await groupNamed(practice, SUPPLIERS)).toMatchObject({ message: shown })
  })
})

test('one for messages fills the composer; changed and removed, all of it outlives a restart', async ({
  app,
  practice,
  profile,
}) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  await goTo(page, 'settings')
  await make(page, { name: 'Thanks', text: 'Thank you! {me}, {portal}', kind: 'message' })
  await make(page, { name: 'Goodbye', text: 'Bye' })
  await expect(rows(page)).toHaveCount(2)

  await test.step('only those for messages are offered there, put where the cursor is', async () => {
    await goTo(page, 'messages')
    await textField(page).fill('Hello. ')
    await button(composer(page), 'writing.tool.templates').click()
    await expect(page.getByTestId('template-picker').getByRole('option')).toHaveText(['Thanks'])
    await button(page, 'writing.template.insert', { name: 'Thanks' }).click()
    await expect(textField(page)).toHaveValue(`Hello. Thank you! ${await ownerOf(practice, 'acme')}, ${host}`)
  })
  await test.step('from there one gets to all of them', async () => {
    await button(composer(page), 'writing.tool.templates').click()
    await button(page.getByTestId('template-picker'), 'templates.manage').click()
    await expect(button(page, 'templates.new')).toBeInViewport()
  })
  await test.step('changed, and removed after a question', async () => {
    await button(page, 'templates.editName', { name: 'Thanks' }).click()
    const form = dialog(page, 'templates.editTitle')
    await form.getByLabel(text('templates.nameField'), { exact: true }).fill('Many thanks')
    await button(form, 'app.save').click()
    await button(page, 'templates.removeName', { name: 'Goodbye' }).click()
    await button(dialog(page, 'templates.removeTitle', { name: 'Goodbye' }), 'templates.remove').click()
    await expect(rows(page)).toHaveCount(1)
    await expect(rows(page)).toContainText('Many thanks')
  })

  await app.quit()
  const again = await launchBellhop({ practice: practice.info, profile })
  await goTo(again.page, 'settings')
  await expect(rows(again.page)).toHaveCount(1)
  await expect(rows(again.page)).toContainText('Thank you! {me}, {portal}')
  await again.quit()
})
