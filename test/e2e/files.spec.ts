// A file is dragged onto the composer and onto quick-send, and arrives byte by byte; what cannot go is said before anything
// leaves; a restart keeps a waiting message with its file. Would catch: a window that opens a dropped file, a message
// without its file, bytes that stay behind.
import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBellhop } from './support/app'
import { connectBitrix24, portalState, sentence, webhookOf } from './support/bitrix24'
import { chip, digest, dropFiles, fileField, filesAt, keptFiles, UPLOAD } from './support/files'
import { expect, test } from './support/fixtures'
import { button, choosePassphrase, goTo, unlockVault } from './support/journeys'
import {
  addLine,
  chooseRecipient,
  composer,
  connectedLines,
  outboxRow,
  sendButton,
  setHold,
  textField,
} from './support/messages'
import { stateOf } from './support/outbox'
import { enterPortal } from './support/portal'
import { card, expectGone, summon, take } from './support/quick'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const COLLEAGUE = 'Anna Mercer'
const BYTES = randomBytes(1_500_003)

interface Sent {
  readonly messages: readonly { readonly text: string; readonly fileIds: readonly number[] }[]
}

test('a file that is dragged in arrives byte by byte, from the composer and from quick-send', async ({
  app,
  practice,
  profile,
}) => {
  const { page } = app
  const folder = join(profile, 'desk')
  await mkdir(join(folder, 'a folder'), { recursive: true })
  const report = join(folder, 'Отчёт за май (черновик).bin')
  const note = join(folder, 'note.txt')
  await writeFile(report, BYTES)
  await writeFile(note, 'A note.')
  await enterPortal(page, practice)
  await setHold(page, 0)
  await goTo(page, 'messages')
  await chooseRecipient(page, COLLEAGUE)
  const address = page.url()

  await test.step('dropped beside the composer nothing happens: the window stays what it is', async () => {
    await dropFiles(page, page.getByTestId('preview'), [note])
    await dropFiles(page, page.getByRole('navigation', { name: text('nav.label') }), [note])
    await expect(textField(page)).toBeVisible()
    expect(page.url()).toBe(address)
    await expect(chip(composer(page))).toHaveCount(0)
  })
  await test.step('a folder, and two files at once, are refused in a sentence; the text stays', async () => {
    await textField(page).fill('The report, as promised.')
    await dropFiles(page, textField(page), [join(folder, 'a folder')])
    await expect(fileField(composer(page))).toContainText(sentence('outbox.fileEmpty'))
    await dropFiles(page, textField(page), [note, report])
    await expect(fileField(composer(page))).toContainText(text('file.several'))
    await expect(textField(page)).toHaveValue('The report, as promised.')
    expect(await keptFiles(profile)).toEqual([])
  })
  await test.step('a file is there with its name and size, and goes with the text', async () => {
    await dropFiles(page, textField(page), [report])
    await expect(chip(composer(page)).first()).toContainText('1.5 MB')
    await sendButton(page).click()
    await expect
      .poll(() => filesAt(practice).then((files) => files.map(({ name }) => name)))
      .toEqual(['Отчёт за май (черновик).bin'])
    const [arrived] = await filesAt(practice)
    expect(digest(arrived?.base64 ?? '')).toBe(digest(BYTES))
    const { messages } = await portalState<Sent>(practice, 'acme', 'sent')
    expect(messages.at(-1)).toMatchObject({ text: 'The report, as promised.', fileIds: [arrived?.id] })
    await expect(chip(composer(page))).toHaveCount(0)
  })
  await test.step('the outbox shows it', async () => {
    await goTo(page, 'outbox')
    const row = outboxRow(page, 'The report, as promised.')
    await stateOf(row, 'sent')
    await expect(chip(row)).toHaveAttribute('title', 'Отчёт за май (черновик).bin')
    await goTo(page, 'messages')
  })
  await test.step('through an open channel no file can go, and that is said before anything is journalled', async () => {
    const [line] = await connectedLines(practice)
    await addLine(page, line?.code ?? '')
    await dropFiles(page, textField(page), [note])
    await expect(fileField(composer(page))).toContainText(sentence('messages.noFiles'))
    await button(fileField(composer(page)), 'file.add').click()
    await expect(chip(composer(page))).toHaveCount(0)
  })
  await test.step('quick-send takes one too: dropped, Enter, gone, there', async () => {
    const quick = await summon(app)
    await take(quick, COLLEAGUE, 'Enter')
    await dropFiles(quick, card(quick), [note])
    await expect(chip(card(quick))).toContainText('note.txt')
    await quick.keyboard.type('See the note.')
    await quick.keyboard.press('Control+Enter')
    await expectGone(app)
    await expect.poll(() => filesAt(practice).then((files) => files.at(-1)?.name)).toBe('note.txt')
    expect(Buffer.from((await filesAt(practice)).at(-1)?.base64 ?? '', 'base64').toString()).toBe('A note.')
    const { messages } = await portalState<Sent>(practice, 'acme', 'sent')
    expect(messages.at(-1)).toMatchObject({ text: 'See the note.' })
    expect((await practice.arrived(UPLOAD)).map(({ processed }) => processed)).toEqual([true, true])
  })
})

test('a waiting message keeps its file over a restart, and a draft keeps its own', async ({
  app,
  practice,
  profile,
}) => {
  const { page } = app
  const waiting = join(profile, 'waiting.bin')
  const drafted = join(profile, 'drafted.txt')
  await writeFile(waiting, BYTES.subarray(0, 70_000))
  await writeFile(drafted, 'Not yet.')
  await connectBitrix24(page, await webhookOf(practice, 'acme'))
  await choosePassphrase(page, 'seven grey herons over the canal')
  await app.invoke('settings.set', { holdSeconds: 30 })
  await goTo(page, 'messages')
  await chooseRecipient(page, COLLEAGUE)
  await dropFiles(page, textField(page), [waiting])
  await textField(page).fill('After the restart.')
  await sendButton(page).click()
  await expect(textField(page)).toHaveValue('')
  await chooseRecipient(page, COLLEAGUE)
  await dropFiles(page, textField(page), [drafted])
  await expect(chip(composer(page)).first()).toContainText('drafted.txt')
  await textField(page).fill('A draft.')
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')))
  await expect
    .poll(async () => {
      const drafts = await app.invoke('drafts.list', {})
      return drafts.ok && JSON.stringify(drafts.data).includes('drafted.txt')
    })
    .toBe(true)
  await app.kill()
  expect(await keptFiles(profile)).toHaveLength(2)

  const again = await launchBellhop({ practice: practice.info, profile })
  await goTo(again.page, 'messages')
  await expect(chip(composer(again.page)).first()).toContainText('drafted.txt')
  const [item] = await again
    .invoke('outbox.list', { text: 'waiting.bin' })
    .then((answer) => (answer.ok ? answer.data : []))
  await again.invoke('outbox.reschedule', { id: item?.id ?? '' })
  await unlockVault(again.page, 'seven grey herons over the canal')
  await expect
    .poll(() => filesAt(practice).then((files) => files.map(({ base64 }) => digest(base64))))
    .toEqual([digest(BYTES.subarray(0, 70_000))])
  await again.quit()
})
