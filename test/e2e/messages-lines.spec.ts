// Open channels to write through, and the weekly limit: a code as somebody sent it, joining its line, a portal that has no
// limit, and one that has.
import { changePortal, portalState, sentence } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import {
  addLine,
  addRecipient,
  chooseRecipient,
  composer,
  connectedLines,
  deliveries,
  openLines,
  outboxRow,
  recipients,
  send,
  setHold,
  slot,
  targets,
  toField,
  type NetworkLine,
} from './support/messages'
import { notice } from './support/openlines'
import { enterPortal } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const JOIN = 'imopenlines.network.join'

test('a code in a letter is found, its line joined, and remembered by its name', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  await setHold(page, 0)
  const lines = await portalState<readonly NetworkLine[]>(practice, 'acme', 'networkLines')
  const fresh = lines.find(({ active, joined }) => active && !joined)
  const off = lines.find(({ active }) => !active)
  if (!fresh || !off) throw new Error('the portal has lines of both kinds')
  await goTo(page, 'messages')
  const note = composer(page).getByTestId('join-line')

  await test.step('out of a sentence, in capitals', async () => {
    await addLine(page, `Our code is ${fresh.code.toUpperCase()}, please join.`, 'Partners')
    await expect(note).toContainText(text('messages.lineMaybeText', { host }))
    expect(await practice.arrived(JOIN)).toEqual([])
  })

  await test.step('a message through a line that is not joined is refused, kept, and joining is offered', async () => {
    await send(page, 'Anna Mercer', 'First try')
    await goTo(page, 'outbox')
    await expect(outboxRow(page, 'First try')).toContainText(sentence('messages.lineNotJoined', { host }))
    await goTo(page, 'messages')
    await expect(note).toContainText(text('messages.lineNotJoined'))
  })

  await test.step('joined although the answer is lost on the way, and the note goes', async () => {
    await practice.fault({ method: JOIN, effect: { kind: 'reset', processed: true } })
    await button(note, 'messages.lineJoin').click()
    await expect(notice(page, text('messages.lineJoined', { name: 'Partners' }))).toBeVisible()
    await expect(note).toBeHidden()
    expect(await practice.arrived(JOIN)).toHaveLength(2)
    expect((await connectedLines(practice)).map(({ code }) => code)).toContain(fresh.code)
    await send(page, 'Anna Mercer', 'Second try')
    await expect.poll(() => deliveries(practice)).toMatchObject([{ code: fresh.code, userId: 3, text: 'Second try' }])
  })

  await test.step('a line that its owners switched off says so where it is joined', async () => {
    await addLine(page, off.code)
    await button(note, 'messages.lineJoin').click()
    await expect(note).toContainText(sentence('messages.lineInactive', { host }))
    const list = await openLines(page)
    await expect(list.getByRole('radio', { name: 'Partners' })).toBeVisible()
  })
})

test('whether a portal has the weekly limit is learnt, or said', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  await setHold(page, 0)
  const [line] = await connectedLines(practice)
  if (!line) throw new Error('no line is connected')
  await goTo(page, 'messages')
  await addLine(page, line.code)
  await send(page, 'Anna Mercer', 'One')
  await expect(notice(page, text('outbox.arrived', { name: 'Anna Mercer' }))).toBeVisible()

  await test.step('the picker and the limit tell the same: used up this week', async () => {
    await toField(page).fill('Anna Mercer')
    await expect(targets(page).filter({ hasText: 'Anna Mercer' }).first()).toContainText(
      text('messages.slotAgain', { time: '' }).trim(),
    )
    await addRecipient(page, 'Anna Mercer')
    await expect(slot(page)).toContainText(text('messages.slot.usedUntil', { time: '' }).trim())
  })

  await test.step('the person knows better, and the portal proves it', async () => {
    await changePortal(practice, 'acme', { quirks: { weeklyLimit: false } })
    await slot(page).getByTestId('no-limit').click()
    await expect(slot(page)).toHaveText(text('messages.slot.unlimited'))
    await send(page, 'Anna Mercer', 'Two')
    await expect.poll(async () => (await deliveries(practice)).map((one) => one.text)).toEqual(['One', 'Two'])
  })

  await test.step('one refusal, and the limit is back for everybody there', async () => {
    await changePortal(practice, 'acme', { quirks: { weeklyLimit: true } })
    await send(page, 'Anna Mercer', 'Three')
    await goTo(page, 'outbox')
    await expect(outboxRow(page, 'Three')).toContainText(sentence('messages.weeklyLimit', { host }))
    await goTo(page, 'messages')
    await chooseRecipient(page, 'Anna Mercer')
    await expect(slot(page)).toContainText(text('messages.slot.usedUntil', { time: '' }).trim())
    expect(await deliveries(practice)).toHaveLength(2)
  })
})

test('those one writes to come first, and are found however they are typed', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  await goTo(page, 'messages')
  await toField(page).fill('anna')
  await expect(targets(page).nth(1)).toBeVisible()
  const last = (await targets(page).last().locator('[title]').first().getAttribute('title')) ?? ''
  await expect(targets(page).first()).not.toContainText(last)
  await send(page, last, 'hello')
  await toField(page).fill('anna')
  await expect(targets(page).first()).toContainText(last)
  await toField(page).fill('фттф')
  await expect(targets(page)).toHaveCount(1)
  await expect(targets(page)).toContainText(last)
  await expect(recipients(page)).toHaveCount(0)
})
