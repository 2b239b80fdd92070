// To every kind of place one can write to, as a person finds it; and what arrived there.
import { signInAnna } from './support/bluesky'
import { changePortal } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import {
  addLine,
  addRecipient,
  chooseRecipient,
  composer,
  connectedLines,
  deliveries,
  outboxRow,
  recipients,
  SEND,
  sendButton,
  setHold,
  slot,
  targets,
  textField,
  toField,
} from './support/messages'
import { dialogsOf } from './support/openlines'
import { REPLY, stateOf } from './support/outbox'
import { chooseGroup, enterPortal, groupsOf } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const CONVO_SEND = 'chat.bsky.convo.sendMessage'
/** One of Anna's own. */
const CONVO = 'Chess on Sundays'
const historyTab = text('messages.history.title')

test('a person, a chat and a customer get one message each, told apart before and accounted for after', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  const mine = (await groupsOf(practice)).find(({ role, active }) => role === 'K' && active)
  const customer = (await dialogsOf(practice)).find(({ joined, status }) => joined && status < 40)
  if (!mine || !customer) throw new Error('the seed has changed')

  await test.step('from the page of a group to its chat', async () => {
    await goTo(page, 'groups')
    await button(await chooseGroup(page, mine.name), 'groups.write').click()
    await expect(recipients(page)).toHaveText([mine.name])
  })
  await test.step('found by name: what they are stands beside them', async () => {
    await toField(page).fill('Anna Mercer')
    await expect(targets(page).filter({ hasText: 'Anna Mercer' })).toContainText(text('messages.kind.person'))
    await targets(page).filter({ hasText: 'Anna Mercer' }).click()
    await toField(page).fill(customer.title)
    const dialog = targets(page).filter({ hasText: customer.title }).first()
    await expect(dialog).toContainText(text('messages.kind.openline'))
    await dialog.click()
    await expect(recipients(page)).toHaveText([mine.name, 'Anna Mercer', customer.title])
    await expect(slot(page)).toHaveText(text('messages.slot.notApplicable'))
  })
  await test.step('sent: one message each, once', async () => {
    await textField(page).fill('To all three')
    await expect(sendButton(page)).toHaveText(text('messages.sendMany', { count: 3 }))
    await sendButton(page).click()
    await expect(textField(page)).toHaveValue('')
    await expect(recipients(page)).toHaveCount(0)
    await expect
      .poll(async () => (await practice.arrived(REPLY)).map(({ params }) => params['DIALOG_ID']))
      .toEqual([`sg${mine.groupId}`, '3', `chat${customer.chatId}`])
    await goTo(page, 'outbox')
    for (const name of [mine.name, 'Anna Mercer', customer.title]) {
      await stateOf(outboxRow(page, 'To all three').filter({ hasText: name }), 'sent')
    }
  })
  await test.step('recent ones are offered before anything is typed, and the conversation can be read', async () => {
    await goTo(page, 'messages')
    await toField(page).click()
    await expect(targets(page)).toHaveCount(3)
    await targets(page).filter({ hasText: 'Anna Mercer' }).click()
    await composer(page).getByRole('tab', { name: historyTab }).click()
    await expect(composer(page).getByTestId('past-message').last()).toContainText('To all three')
    await textField(page).fill('And once more')
    await sendButton(page).click()
    await expect(textField(page)).toHaveValue('')
    await chooseRecipient(page, 'Anna Mercer')
    await expect(composer(page).getByTestId('past-message').last()).toContainText('And once more')
  })
})

test('whose week is used up is left out, and can be written to when it is over', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  await changePortal(practice, 'acme', { quirks: { weeklyLimit: true } })
  const [line] = await connectedLines(practice)
  if (!line) throw new Error('no line is connected')
  await goTo(page, 'messages')
  await addLine(page, line.code, 'Support')
  await addRecipient(page, 'Anna Mercer')
  await textField(page).fill('The first of this week')
  await sendButton(page).click()
  await expect.poll(async () => (await deliveries(practice)).length).toBe(1)

  await test.step('one of two has no room: said before, by name', async () => {
    await addRecipient(page, 'Anna Mercer')
    await addRecipient(page, 'Nora Bennett')
    await textField(page).fill('The second')
    await expect(slot(page)).toContainText(text('messages.slot.of.free', { name: 'Nora Bennett' }))
    const left = composer(page).getByTestId('left-out')
    await expect(left).toContainText('Anna Mercer')
    await expect(sendButton(page)).toHaveText(text('messages.sendPart', { count: 1, total: 2 }))
  })
  await test.step('the other one gets it; who was left out stays with the text', async () => {
    await sendButton(page).click()
    await expect(recipients(page)).toHaveText(['Anna Mercer'])
    await expect(textField(page)).toHaveValue('The second')
    await expect.poll(async () => (await deliveries(practice)).map(({ userId }) => userId)).toEqual([3, 7])
    await expect(sendButton(page)).toBeDisabled()
  })
  await test.step('put off until there is room: nothing leaves before', async () => {
    await composer(page).getByTestId('left-out').getByRole('button').click()
    await expect(composer(page).getByTestId('left-out')).toHaveCount(0)
    await expect(sendButton(page)).toBeEnabled()
    await sendButton(page).click()
    await expect(textField(page)).toHaveValue('')
    await goTo(page, 'outbox')
    await stateOf(outboxRow(page, 'The second').filter({ hasText: 'Anna Mercer' }), 'queued')
    expect(await practice.arrived(SEND)).toHaveLength(2)
  })
})

test('a Bluesky conversation is found, read and written to', async ({ app, practice }) => {
  const { page } = app
  await signInAnna(page, practice)
  await setHold(page, 0)
  await goTo(page, 'messages')
  await toField(page).fill(CONVO)
  await expect(targets(page)).toHaveCount(1)
  await expect(targets(page)).toContainText(text('messages.kind.convo'))
  await toField(page).press('Enter')
  await expect(recipients(page)).toHaveText([CONVO])
  await composer(page).getByRole('tab', { name: historyTab }).click()
  await expect(composer(page).getByTestId('history')).toBeVisible()
  await textField(page).fill('Hello, crew!')
  await sendButton(page).click()
  await expect(textField(page)).toHaveValue('')
  await expect.poll(async () => (await practice.arrived(CONVO_SEND)).map(({ processed }) => processed)).toEqual([true])
  expect((await practice.arrived(CONVO_SEND))[0]?.params).toMatchObject({ message: { text: 'Hello, crew!' } })
  await chooseRecipient(page, CONVO)
  await expect(composer(page).getByTestId('past-message').last()).toContainText('Hello, crew!')
})
