// A network message from the composer to the recipient: held, taken back, sent; the week's slot; drafts that stay.
import { launchBellhop } from './support/app'
import { connectBitrix24, webhookOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, choosePassphrase, goTo, railAccounts, unlockVault } from './support/journeys'
import {
  addLine,
  chooseRecipient,
  composer,
  connectedLines,
  deliveries,
  jsonField,
  lineButton,
  outboxRow,
  SEND,
  sendButton,
  setHold,
  slot,
  textField,
} from './support/messages'
import { notice } from './support/openlines'
import { enterPortal } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const ATTACH = [{ MESSAGE: 'Order [b]1042[/b]' }, { LINK: { NAME: 'Details', LINK: 'https://example.com/1042' } }]
const KEYBOARD = [{ TEXT: 'Open the order', LINK: 'https://example.com/order/1042' }]
const TEXT = 'Your order is ready.\nSee you at <b>noon</b> & bring [i]both[/i] boxes, Фёдор! 🚚'

test('held with undo, then sent with everything in it; the slot is told afterwards', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 3)
  const [line] = await connectedLines(practice)
  if (!line) throw new Error('no line is connected')
  await goTo(page, 'messages')
  const write = async (): Promise<void> => {
    await chooseRecipient(page, 'Anna Mercer')
    await textField(page).fill(TEXT)
    await (await jsonField(page, 'attach')).fill(JSON.stringify(ATTACH))
    await (await jsonField(page, 'keyboard')).fill(JSON.stringify(KEYBOARD))
    await expect(slot(page)).toHaveText(text('messages.slot.free'))
  }

  await test.step('composed: the preview shows what the recipient will see', async () => {
    await addLine(page, ` ${line.code} `, 'Support')
    await expect(slot(page)).toHaveText(text('messages.slot.perPerson'))
    await write()
    await composer(page)
      .getByRole('switch', { name: text('messages.urlPreview') })
      .click()
    const preview = page.getByTestId('preview')
    await expect(preview).toContainText('See you at <b>noon</b> & bring both boxes')
    await expect(preview.getByTestId('preview-attach')).toContainText('Order 1042')
    await expect(preview).toContainText('Open the order')
  })

  await test.step('undone within the hold: nothing leaves', async () => {
    await expect(sendButton(page)).toHaveText(text('messages.sendIn', { seconds: 3 }))
    await sendButton(page).click()
    const leaving = notice(page, text('outbox.leaving', { name: 'Anna Mercer' }))
    await button(leaving, 'outbox.undo').click()
    await expect(notice(page, text('outbox.undone'), text('outbox.backInComposer'))).toBeVisible()
    await goTo(page, 'outbox')
    await expect(outboxRow(page, 'Your order is ready.')).toContainText(text('outbox.state.cancelled'))
    await goTo(page, 'messages')
    await expect(textField(page)).toHaveValue(TEXT)
    await expect(composer(page).getByTestId('recipient')).toContainText('Anna Mercer')
    expect(JSON.parse(await (await jsonField(page, 'attach')).inputValue())).toEqual(ATTACH)
    expect(JSON.parse(await (await jsonField(page, 'keyboard')).inputValue())).toEqual(KEYBOARD)
    await expect(composer(page).getByRole('switch', { name: text('messages.urlPreview') })).not.toBeChecked()
  })

  await test.step('undone in the outbox while the next one is being written: that one is left alone', async () => {
    await sendButton(page).click()
    await expect(textField(page)).toHaveValue('')
    await textField(page).fill('The next one')
    await goTo(page, 'outbox')
    await button(outboxRow(page, 'Your order is ready.').first(), 'outbox.do.undo').click()
    const cancelled = outboxRow(page, 'Your order is ready.').filter({ hasText: text('outbox.state.cancelled') })
    await expect(cancelled).toHaveCount(2)
    await goTo(page, 'messages')
    await expect(textField(page)).toHaveValue('The next one')
  })

  await test.step('sent after the hold, once, with attachment, buttons and without a link preview', async () => {
    await write()
    const before = Date.now()
    await textField(page).press('Control+Enter')
    await expect(notice(page, text('outbox.arrived', { name: 'Anna Mercer' }))).toBeVisible()
    expect(Date.now() - before).toBeGreaterThanOrEqual(3000)
    expect(await practice.arrived(SEND)).toMatchObject([
      { params: { CODE: line.code, USER_ID: '3', MESSAGE: TEXT, ATTACH, KEYBOARD, URL_PREVIEW: 'N' }, processed: true },
    ])
    expect(await deliveries(practice)).toMatchObject([
      { userId: 3, text: TEXT, attach: true, keyboard: true, urlPreview: false },
    ])
  })

  await test.step('the week is used up: said before a second message leaves', async () => {
    await goTo(page, 'outbox')
    await goTo(page, 'messages')
    await expect(lineButton(page)).toHaveText(text('messages.throughLine', { name: 'Support' }))
    await chooseRecipient(page, 'Anna Mercer')
    await textField(page).fill('Once more')
    await expect(slot(page)).toContainText(text('messages.slot.usedUntil', { time: '' }).trim())
    await expect(composer(page)).toContainText(text('errors.messages.weeklyLimit'))
    await expect(sendButton(page)).toBeDisabled()
    await textField(page).press('Control+Enter')
    await chooseRecipient(page, 'Nora Bennett')
    await expect(slot(page)).toHaveText(text('messages.slot.free'))
    expect(await practice.arrived(SEND)).toHaveLength(1)
  })
})

test('what is typed stays: over views, accounts, and a restart', async ({ practice, profile }) => {
  const passphrase = 'violet anchor maple thunder'
  const first = await launchBellhop({ practice: practice.info, profile })
  try {
    const { page } = first
    await connectBitrix24(page, await webhookOf(practice, 'acme'))
    await choosePassphrase(page, passphrase)
    await expect(railAccounts(page)).toHaveCount(1)
    await enterPortal(page, practice, { portal: 'nord-logistics' })
    const [acme, nord] = [railAccounts(page).first(), railAccounts(page).nth(1)]
    await goTo(page, 'messages')
    await textField(page).fill('Черновик для Норда')
    await acme.click()
    await expect(textField(page)).toHaveValue('')
    await textField(page).fill('Draft at Acme')
    await chooseRecipient(page, 'Anna Mercer')
    await nord.click()
    await expect(textField(page)).toHaveValue('Черновик для Норда')
    await goTo(page, 'groups')
    await goTo(page, 'messages')
    await expect(textField(page)).toHaveValue('Черновик для Норда')
    await acme.click()
    await expect(textField(page)).toHaveValue('Draft at Acme')
  } finally {
    await first.quit()
  }
  const second = await launchBellhop({ practice: practice.info, profile })
  try {
    const { page } = second
    await expect(textField(page)).toHaveValue('Draft at Acme')
    await expect(composer(page).getByTestId('recipient')).toContainText('Anna Mercer')
    await unlockVault(page, passphrase)
    await railAccounts(page).nth(1).click()
    await expect(textField(page)).toHaveValue('Черновик для Норда')
  } finally {
    await second.quit()
  }
  expect(await practice.arrived(SEND)).toEqual([])
})
