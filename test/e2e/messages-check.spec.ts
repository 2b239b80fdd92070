// What is wrong with a network message is said before it leaves, and nothing leaves.
import type { ErrorCode } from '../../src/shared/contract/errors'
import { sentence } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import {
  addLine,
  chooseRecipient,
  composer,
  connectedLines,
  jsonField,
  openLines,
  SEND,
  sendButton,
  setHold,
  textField,
} from './support/messages'
import { enterPortal } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

/** An attachment whose JSON has at least so many characters. */
const attachOf = (size: number): string => JSON.stringify([{ MESSAGE: 'x'.repeat(size) }])
const keyboardOf = (size: number): string =>
  JSON.stringify([{ TEXT: 'Open', LINK: `https://example.com/${'y'.repeat(size)}` }])

const WRONG: readonly (readonly [part: 'attach' | 'keyboard', json: string, says: ErrorCode])[] = [
  ['attach', '{"MESSAGE":', 'messages.badJson'],
  ['attach', '[{"MESAGE":"typo"}]', 'messages.attachError'],
  ['attach', '"just text"', 'messages.attachError'],
  ['attach', attachOf(60_000), 'messages.attachOversize'],
  ['keyboard', "[{'TEXT':'single quotes'}]", 'messages.badJson'],
  ['keyboard', '[{"TEXT":"Nothing to do"}]', 'messages.keyboardError'],
  ['keyboard', '[{"TEXT":"Open","LINK":"http://example.com/"}]', 'messages.keyboardLinkOnly'],
  ['keyboard', '[{"TEXT":"Ask","ACTION":"SEND","ACTION_VALUE":"yes"}]', 'messages.keyboardLinkOnly'],
  ['keyboard', keyboardOf(60_000), 'messages.keyboardOversize'],
]

test('a message that cannot go is not sent', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  await goTo(page, 'messages')
  const [line] = await connectedLines(practice)
  if (!line) throw new Error('no line is connected')

  await test.step('an empty form complains only when it is sent', async () => {
    await expect(composer(page).getByTestId('error-note')).toHaveCount(0)
    await textField(page).press('Control+Enter')
    for (const code of ['messages.noRecipient', 'messages.empty'] as const) {
      await expect(composer(page)).toContainText(sentence(code))
    }
  })

  const list = await openLines(page)
  await button(list, 'messages.lineAdd').click()
  for (const code of [line.code.slice(0, 31), `${line.code}0`, `${line.code.slice(0, 31)}!`]) {
    await test.step(`a code of ${String(code.length)}: ${code.at(-1) ?? ''}`, async () => {
      await list.getByLabel(text('messages.lineCode'), { exact: true }).fill(code)
      await expect(list.getByRole('alert')).toHaveText(sentence('messages.lineCode'))
      await expect(button(list, 'messages.lineAddDo')).toBeDisabled()
    })
  }
  await page.keyboard.press('Escape')
  await addLine(page, line.code)
  await chooseRecipient(page, 'Anna Mercer')
  await textField(page).fill('Hello')
  await expect(sendButton(page)).toBeEnabled()

  for (const [part, json, says] of WRONG) {
    await test.step(`${part} ${json.slice(0, 40)}: ${says}`, async () => {
      const field = await jsonField(page, part)
      await field.fill(json)
      await expect(composer(page).getByRole('alert')).toContainText(sentence(says))
      await expect(sendButton(page)).toBeDisabled()
      await textField(page).press('Control+Enter')
      await field.fill('')
      await expect(sendButton(page)).toBeEnabled()
    })
  }
  expect(await practice.arrived(SEND)).toEqual([])
  await expect(textField(page)).toHaveValue('Hello')

  await test.step('near a limit: warned, and still possible', async () => {
    const warned = [
      ['attach', attachOf(30_000), 'messages.warning.attachNearLimit'],
      ['keyboard', keyboardOf(30_000), 'messages.warning.keyboardNearLimit'],
    ] as const
    for (const [part, json, says] of warned) {
      await (await jsonField(page, part)).fill(json)
      await expect(composer(page)).toContainText(text(says))
    }
    await textField(page).fill('я'.repeat(20_001))
    await expect(composer(page)).toContainText(text('messages.warning.textWillBeCut'))
    await expect(sendButton(page)).toBeEnabled()
    await sendButton(page).click()
    await expect(textField(page)).toHaveValue('')
    await expect.poll(async () => (await practice.arrived(SEND)).map(({ processed }) => processed)).toEqual([true])
  })
})
