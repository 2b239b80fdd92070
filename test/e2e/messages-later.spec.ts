// Messages that leave later: by what people mean by later, by date and time, never in the past.
import { expect, test } from './support/fixtures'
import { button, CLOCK, goTo, putForward } from './support/journeys'
import { addRecipient, composer, outboxRow, send, sendButton, setHold, textField } from './support/messages'
import { REPLY, stateOf } from './support/outbox'
import { enterPortal } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'], loadFirst: CLOCK })

const HOUR = 3_600_000

test('a message waits for its time, and leaves then', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  await goTo(page, 'messages')
  await addRecipient(page, 'Anna Mercer')
  await textField(page).fill('In an hour')
  const later = composer(page).getByTestId('later')
  const times = page.getByRole('group', { name: text('moment.label'), exact: true })

  await test.step('the past is refused', async () => {
    await later.click()
    await times.getByLabel(text('moment.date'), { exact: true }).fill('2020-01-01')
    await expect(times).toContainText(text('moment.over'))
    await expect(button(times, 'messages.laterDo')).toBeDisabled()
  })
  await test.step('a date and a time of day are taken, and taken back', async () => {
    await times.getByLabel(text('moment.date'), { exact: true }).fill('2100-05-04')
    await times.getByLabel(text('moment.time'), { exact: true }).fill('06:45')
    await button(times, 'messages.laterDo').click()
    await expect(sendButton(page)).toContainText('06:45')
    await button(composer(page), 'messages.notLater').click()
    await expect(sendButton(page)).toHaveText(text('messages.send'))
  })
  await test.step('in an hour: journalled, and nothing leaves yet', async () => {
    await later.click()
    await times.getByText(text('moment.inAnHour'), { exact: true }).click()
    await sendButton(page).click()
    await expect(textField(page)).toHaveValue('')
    await expect(sendButton(page)).toHaveText(text('messages.send'))
    await goTo(page, 'outbox')
    await stateOf(outboxRow(page, 'In an hour'), 'queued')
    await goTo(page, 'messages')
    await send(page, 'Nora Bennett', 'Right now')
    await expect
      .poll(async () => (await practice.arrived(REPLY)).map(({ params }) => params['MESSAGE']))
      .toEqual(['Right now'])
  })
  await test.step('two hours later it has gone, once', async () => {
    await putForward(app, 2 * HOUR)
    await send(page, 'Nora Bennett', 'Much later')
    await goTo(page, 'outbox')
    await stateOf(outboxRow(page, 'In an hour'), 'sent')
    const messages = (await practice.arrived(REPLY)).map(({ params }) => params['MESSAGE'])
    expect(messages.filter((message) => message === 'In an hour')).toHaveLength(1)
  })
})
