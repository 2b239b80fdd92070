// Taking messages back while they are held, one or many at once: what was written is never lost. And a restart in the
// middle of everything.
import { launchBellhop } from './support/app'
import { connectBitrix24, webhookOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, choosePassphrase, goTo, railAccounts, unlockVault } from './support/journeys'
import { composer, SEND, setHold, textField } from './support/messages'
import { dialogPane, dialogRow, notice } from './support/openlines'
import { carriedOut, deskOf, outboxRow, outboxRows, REPLY, stateOf } from './support/outbox'
import { enterPortal } from './support/portal'
import { text, textOf } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const PASSPHRASE = 'correct horse battery'

test('a reply is taken back by its notice, by its row and by Ctrl+Z; its text comes back', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 3)
  const desk = await deskOf(app, practice)
  const [mine] = desk.dialogs
  if (!mine) throw new Error('the seed has changed')

  await test.step('by its notice', async () => {
    await goTo(page, 'openlines')
    await dialogRow(page, mine.title).click()
    const reply = dialogPane(page).getByLabel(text('openlines.reply'))
    await reply.fill('Too quick')
    await button(dialogPane(page), 'openlines.send').click()
    await button(notice(page, text('outbox.leaving', { name: mine.title })), 'outbox.undo').click()
    await expect(notice(page, text('outbox.undone'), text('outbox.backInReply'))).toBeVisible()
    await expect(reply).toHaveValue('Too quick')
  })
  await test.step('by its row', async () => {
    await goTo(page, 'outbox')
    await desk.reply(0, 'From the list', { holdSeconds: 30 })
    const row = outboxRow(page, 'From the list')
    await expect(row).toContainText(/leaves in \d+ s/)
    await button(row, 'outbox.do.undo').click()
    await stateOf(row, 'cancelled')
    await expect(notice(page, text('outbox.undone'), text('outbox.backInComposer'))).toBeVisible()
    await goTo(page, 'messages')
    await expect(textField(page)).toHaveValue('From the list')
    await textField(page).fill('')
  })
  await test.step('by Ctrl+Z', async () => {
    await goTo(page, 'outbox')
    await desk.reply(0, 'By the key', { holdSeconds: 30 })
    await stateOf(outboxRow(page, 'By the key'), 'held')
    await page.keyboard.press('Control+z')
    await stateOf(outboxRow(page, 'By the key'), 'cancelled')
  })
  expect(await practice.arrived(REPLY)).toEqual([])
})

test('a message to several is one notice; taken back, all of them come back', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  const desk = await deskOf(app, practice)
  const names = ['Anna Mercer', 'Nora Bennett', 'Laura Novak', 'Zoe Bennett', 'Daniel Carver']
  const people = await Promise.all(
    names.map(async (name) => {
      const found = await app.invoke('messages.people', { accountId: desk.accountId, text: name })
      const userId = found.ok ? found.data[0]?.userId : undefined
      if (userId === undefined) throw new Error(`no colleague ${name}`)
      return { target: { kind: 'network' as const, lineCode: desk.lineCode, userId }, title: name }
    }),
  )
  const sendAll = async (message: string, holdSeconds: number): Promise<void> => {
    const order = { accountId: desk.accountId, text: message, targets: people, holdSeconds }
    expect(await app.invoke('outbox.enqueueMany', order)).toMatchObject({ ok: true })
  }
  await goTo(page, 'outbox')
  await sendAll('To all of you', 30)
  const leaving = notice(page, textOf(5, 'outbox.batch.leaving'))
  await expect(leaving).toHaveCount(1)
  await expect(notice(page)).toHaveCount(1)
  await expect(outboxRows(page)).toHaveCount(5)
  await button(leaving, 'outbox.batch.undoAll').click()
  await expect(notice(page, textOf(5, 'outbox.batch.undone'), text('outbox.backInComposer'))).toBeVisible()
  await goTo(page, 'messages')
  await expect(textField(page)).toHaveValue('To all of you')
  for (const name of names) await expect(composer(page)).toContainText(name)
  expect(await practice.arrived(SEND)).toEqual([])

  await goTo(page, 'outbox')
  await sendAll('And this one leaves', 0)
  await expect(notice(page, textOf(5, 'outbox.batch.arrived'))).toBeVisible()
  expect(await carriedOut(practice, SEND)).toHaveLength(5)
})

test('after a restart everything stands where it stood, and goes on once the keys are there', async ({
  app,
  practice,
  profile,
}) => {
  const { page } = app
  await connectBitrix24(page, await webhookOf(practice, 'acme'))
  await choosePassphrase(page, PASSPHRASE)
  await expect(railAccounts(page)).toHaveCount(1)
  const desk = await deskOf(app, practice)
  await practice.fault({ method: REPLY, effect: { kind: 'error', status: 400, error: 'WRONG_REQUEST' } })
  await desk.reply(0, 'It failed')
  await goTo(page, 'outbox')
  await stateOf(outboxRow(page, 'It failed'), 'failed')
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString()
  await desk.reply(1, 'It is scheduled', { notBefore: inAWeek })
  await desk.reply(0, 'It was held', { holdSeconds: 2 })
  await app.quit()

  const again = await launchBellhop({ practice: practice.info, profile })
  try {
    const next = again.page
    await goTo(next, 'outbox')
    await stateOf(outboxRow(next, 'It failed'), 'failed')
    await expect(outboxRow(next, 'It is scheduled')).toContainText(text('outbox.when.scheduled', { time: '' }).trim())
    await expect(outboxRow(next, 'It was held')).toContainText(text('outbox.when.vault'))
    expect(await carriedOut(practice, REPLY)).toEqual([])
    await unlockVault(next, PASSPHRASE)
    await stateOf(outboxRow(next, 'It was held'), 'sent')
    await button(outboxRow(next, 'It failed'), 'outbox.do.retry').click()
    await stateOf(outboxRow(next, 'It failed'), 'sent')
    await stateOf(outboxRow(next, 'It is scheduled'), 'queued')
    expect(await carriedOut(practice, REPLY)).toEqual(['It was held', 'It failed'])
  } finally {
    await again.quit()
  }
})
