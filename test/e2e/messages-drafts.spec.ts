// What is typed is never lost: over accounts, a power cut in mid-text, other drafts for the same recipient, reply boxes.
import { launchBellhop } from './support/app'
import { connectBitrix24, webhookOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, choosePassphrase, goTo, railAccounts } from './support/journeys'
import {
  addRecipient,
  chooseRecipient,
  composer,
  recipients,
  sendButton,
  setHold,
  textField,
  toField,
} from './support/messages'
import { dialogPane, dialogRow, dialogsOf, notice } from './support/openlines'
import { REPLY } from './support/outbox'
import { enterPortal } from './support/portal'
import { text } from './support/text'
import type { Locator, Page } from '@playwright/test'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const PASSPHRASE = 'violet anchor maple thunder'
const asField = (page: Page): Locator =>
  composer(page).getByRole('combobox', { name: text('messages.as'), exact: true })
const said = (page: Page): Locator => composer(page).getByTestId('said')

/** The list of drafts, opened. */
async function openDrafts(page: Page): Promise<Locator> {
  await composer(page).getByTestId('drafts').click()
  return page.getByTestId('draft')
}

test('a power cut in mid-text: text, recipients and time come back', async ({ practice, profile }) => {
  const first = await launchBellhop({ practice: practice.info, profile })
  await connectBitrix24(first.page, await webhookOf(practice, 'acme'))
  await choosePassphrase(first.page, PASSPHRASE)
  await expect(railAccounts(first.page)).toHaveCount(1)
  await goTo(first.page, 'messages')
  await addRecipient(first.page, 'Anna Mercer')
  await addRecipient(first.page, 'Nora Bennett')
  await composer(first.page).getByTestId('later').click()
  await button(first.page, 'moment.tomorrow')
    .or(first.page.getByText(text('moment.tomorrow')))
    .first()
    .click()
  await textField(first.page).fill('In the middle of a sen')
  await expect
    .poll(async () => {
      const answer = await first.invoke('drafts.list', {})
      return answer.ok ? answer.data.map(({ body }) => (body as { text: string }).text) : answer.error.code
    })
    .toEqual(['In the middle of a sen'])
  await first.kill()

  const second = await launchBellhop({ practice: practice.info, profile })
  try {
    await expect(textField(second.page)).toHaveValue('In the middle of a sen')
    await expect(recipients(second.page)).toHaveText(['Anna Mercer', 'Nora Bennett'])
    await expect(sendButton(second.page)).toContainText('09:00')
  } finally {
    await second.quit()
  }
})

test('another account in mid-text: the text goes along, recipients it cannot reach wait where they were', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  await enterPortal(page, practice, { portal: 'nord-logistics' })
  await railAccounts(page).first().click()
  await goTo(page, 'messages')
  await addRecipient(page, 'Anna Mercer')
  await textField(page).fill('Half a sentence')
  const accounts = await app.invoke('accounts.list', {})
  const [acme, nord] = accounts.ok ? accounts.data : []
  if (!acme || !nord) throw new Error('two accounts are connected')
  const writeAs = async (label: string): Promise<void> => {
    await asField(page).click()
    await page.getByRole('option', { name: label, exact: true }).click()
    await expect(asField(page)).toContainText(label)
  }

  await writeAs(nord.label)
  await expect(textField(page)).toHaveValue('Half a sentence')
  await expect(recipients(page)).toHaveCount(0)
  await expect(said(page)).toContainText('Anna Mercer')
  await writeAs(acme.label)
  await expect(textField(page)).toHaveValue('Half a sentence')
  await expect(recipients(page)).toHaveText(['Anna Mercer'])
})

test('drafts wait in a list: opened, offered, removed and brought back; none is written over', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  await goTo(page, 'messages')
  await addRecipient(page, 'Anna Mercer')
  await textField(page).fill('To Anna, to be finished')
  await button(composer(page), 'messages.new').click()
  await expect(said(page)).toHaveText(text('messages.said.parked'))
  await expect(textField(page)).toHaveValue('')

  await test.step('choosing her again brings it back while nothing else is written', async () => {
    await addRecipient(page, 'Anna Mercer')
    await expect(textField(page)).toHaveValue('To Anna, to be finished')
    await button(composer(page), 'messages.new').click()
  })
  await test.step('something else written to her stays, and the draft is offered', async () => {
    await textField(page).fill('Something else')
    await addRecipient(page, 'Anna Mercer')
    const other = composer(page).getByTestId('other-draft')
    await expect(other).toContainText('To Anna, to be finished')
    await expect(textField(page)).toHaveValue('Something else')
    await button(other, 'messages.said.openOther').click()
    await expect(textField(page)).toHaveValue('To Anna, to be finished')
    await expect(composer(page).getByTestId('drafts')).toHaveText(text('messages.drafts.count', { count: 1 }))
  })
  await test.step('from the list, and out of it and back', async () => {
    const drafts = await openDrafts(page)
    await expect(drafts).toHaveCount(1)
    await expect(drafts).toContainText('Something else')
    await button(drafts, 'messages.drafts.remove', { name: 'Anna Mercer' }).click()
    await expect(drafts).toHaveCount(0)
    await button(notice(page, text('messages.drafts.removed')), 'outbox.undo').click()
    await expect(drafts).toHaveCount(1)
    await drafts.getByRole('button').first().click()
    await expect(textField(page)).toHaveValue('Something else')
  })
  await test.step('found by the palette', async () => {
    await goTo(page, 'groups')
    await page.keyboard.press('Control+k')
    await page.keyboard.type(text('commands.drafts'))
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('draft')).toContainText('To Anna, to be finished')
    await page.keyboard.press('Escape')
  })
  await test.step('and so is writing to somebody: the cursor stands where names are typed', async () => {
    await goTo(page, 'groups')
    await page.keyboard.press('Control+k')
    await page.keyboard.type(text('commands.writeTo'))
    await page.keyboard.press('Enter')
    await expect(toField(page)).toBeFocused()
  })
})

test('a reply is kept with its dialog, and the composer knows it', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  const mine = (await dialogsOf(practice)).find(({ joined, status }) => joined && status < 40)
  if (!mine) throw new Error('the seed has changed')
  await goTo(page, 'openlines')
  await dialogRow(page, mine.title).click()
  const reply = dialogPane(page).getByLabel(text('openlines.reply'))
  await reply.fill('Half a reply')

  await test.step('opened in the composer, changed there, and sent from the box', async () => {
    await goTo(page, 'messages')
    const drafts = await openDrafts(page)
    await expect(drafts).toContainText(mine.title)
    await drafts.getByRole('button').first().click()
    await expect(textField(page)).toHaveValue('Half a reply')
    await textField(page).fill('A whole reply')
    await goTo(page, 'openlines')
    await expect(reply).toHaveValue('A whole reply')
    await button(dialogPane(page), 'openlines.send').click()
    await expect(reply).toHaveValue('')
    await expect.poll(async () => (await practice.arrived(REPLY)).length).toBe(1)
  })
  await test.step('taken to the composer with what was typed: for an attachment, or for later', async () => {
    await reply.fill('To be gone on with')
    await button(dialogPane(page), 'openlines.compose').click()
    await expect(recipients(page)).toHaveText([mine.title])
    await expect(textField(page)).toHaveValue('To be gone on with')
    await goTo(page, 'openlines')
    await expect(reply).toHaveValue('To be gone on with')
    await reply.fill('')
  })
  await test.step('it is gone from the composer too', async () => {
    await goTo(page, 'messages')
    await expect(textField(page)).toHaveValue('')
    await expect(recipients(page)).toHaveCount(0)
    await toField(page).click()
    await chooseRecipient(page, 'Anna Mercer')
    await expect(textField(page)).toHaveValue('')
  })
})
