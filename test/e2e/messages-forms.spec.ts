// Attachments and keyboards built in forms: what the form makes, what the JSON says and what arrives at the portal are the
// same; what is wrong is told at its field before anything leaves.
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import {
  addLine,
  chooseRecipient,
  connectedLines,
  jsonField,
  partOf,
  SEND,
  sendButton,
  setHold,
  textField,
} from './support/messages'
import { enterPortal } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const MESSAGE = 'im.message.add'

const entries = (part: Locator): Locator => part.getByTestId('entry')
const head = (entry: Locator): Locator => entry.locator('[aria-expanded]').first()
const field = (entry: Locator, name: 'TEXT' | 'NAME' | 'LINK' | 'VALUE' | 'SIZE' | 'ACTION_VALUE'): Locator =>
  entry.getByLabel(text(`messages.forms.field.${name}`))
const add = (part: Locator, kind: 'MESSAGE' | 'GRID' | 'LINK' | 'DELIMITER'): Promise<void> =>
  button(part, 'messages.forms.addBlock', { kind: text(`messages.forms.kind.${kind}`) }).click()
const form = (part: Locator): Promise<void> => button(part, 'messages.forms.form').click()

async function json(page: Page, part: 'attach' | 'keyboard'): Promise<unknown> {
  const typed = await (await jsonField(page, part)).inputValue()
  await form(partOf(page, part))
  return JSON.parse(typed)
}

const GRID = { NAME: 'Version', VALUE: '24.300', DISPLAY: 'LINE' }
const ATTACH = [
  { GRID: [GRID, { NAME: 'Window', VALUE: '[b]02:00[/b]', DISPLAY: 'LINE' }] },
  { MESSAGE: 'Planned [b]update[/b]' },
  { LINK: { LINK: 'https://example.com/24', NAME: 'What is new' } },
]
const KEYBOARD = [
  { TEXT: 'Later', ACTION: 'PUT', ACTION_VALUE: 'Not now' },
  { TYPE: 'NEWLINE' },
  { TEXT: 'Open the article', LINK: 'https://example.com/article' },
]

async function buildAttach(page: Page): Promise<void> {
  const part = partOf(page, 'attach')
  await add(part, 'MESSAGE')
  await page.keyboard.type('Planned [b]update[/b]')
  await add(part, 'GRID')
  await page.keyboard.type(GRID.NAME)
  await page.keyboard.press('Tab')
  await page.keyboard.type(GRID.VALUE)
  await part.getByRole('combobox', { name: text('messages.forms.gridDisplay') }).click()
  await page.getByRole('option', { name: text('messages.forms.display.LINE') }).click()
  await button(part, 'messages.forms.addItem.GRID').click()
  await page.keyboard.type('Window')
  await page.keyboard.press('Tab')
  await page.keyboard.type('[b]02:00[/b]')
  await add(part, 'LINK')
  await page.keyboard.type('https://example.com/24')
  await field(entries(part).nth(2), 'NAME').fill('What is new')
}

test('built by hand, put in order, sent: the portal gets what the JSON says', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  await goTo(page, 'messages')
  await chooseRecipient(page, 'Anna Mercer')
  const attach = partOf(page, 'attach')
  const keyboard = partOf(page, 'keyboard')

  await test.step('blocks, one after another; the order is changed by keys', async () => {
    await buildAttach(page)
    await expect(entries(attach)).toHaveCount(3)
    await head(entries(attach).nth(1)).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect(head(entries(attach).nth(0))).toBeFocused()
    await expect(entries(attach).nth(0)).toContainText('Version → 24.300 · Window → 02:00')
    expect(await json(page, 'attach')).toEqual(ATTACH)
  })

  await test.step('a block removed comes back by undo, to the letter', async () => {
    await entries(attach)
      .nth(2)
      .getByRole('button', { name: text('messages.forms.remove', { name: '' }) })
      .click()
    await expect(entries(attach)).toHaveCount(2)
    await expect(button(attach, 'messages.forms.undo')).toBeFocused()
    await page.keyboard.press('Enter')
    expect(await json(page, 'attach')).toEqual(ATTACH)
  })

  await test.step('buttons in rows, dragged into another order', async () => {
    await button(keyboard, 'messages.forms.addButton').click()
    await page.keyboard.type('Open the article')
    await field(entries(keyboard).nth(0), 'LINK').fill('https://example.com/article')
    await button(keyboard, 'messages.forms.addNewline').click()
    await button(keyboard, 'messages.forms.addButton').click()
    await page.keyboard.type('Later')
    const last = entries(keyboard).nth(2)
    await last.getByRole('combobox', { name: text('messages.forms.purpose.label') }).click()
    await page.getByRole('option', { name: text('messages.forms.purpose.ACTION') }).click()
    await last.getByRole('combobox', { name: text('messages.forms.field.ACTION') }).click()
    await page.getByRole('option', { name: text('messages.forms.action.PUT') }).click()
    await field(last, 'ACTION_VALUE').fill('Not now')
    await head(last).click()
    await entries(keyboard).nth(2).locator('[draggable]').dragTo(entries(keyboard).nth(0))
    await entries(keyboard)
      .nth(1)
      .getByRole('button', { name: text('messages.forms.down', { name: '' }) })
      .click()
    expect(await json(page, 'keyboard')).toEqual(KEYBOARD)
  })

  await test.step('the preview shows it all, and sending delivers it', async () => {
    const preview = page.getByTestId('preview')
    await expect(preview.getByTestId('preview-attach')).toContainText('Planned update')
    await expect(preview.getByTestId('preview-button')).toHaveText(['Later', 'Open the article'])
    await textField(page).fill('See below')
    await sendButton(page).click()
    await expect(textField(page)).toHaveValue('')
    await expect(entries(attach)).toHaveCount(0)
    await expect.poll(async () => (await practice.arrived(MESSAGE)).length).toBe(1)
    const [arrived] = await practice.arrived(MESSAGE)
    expect(arrived).toMatchObject({ processed: true, params: { ATTACH, KEYBOARD } })
  })
})

/** Typed by hand: keys in small letters, a field and a block nobody knows, two kinds in one block, its own spacing. */
const BY_HAND = `{ "id": 7,
  "blocks": [ {"message":"one", "delimiter":{}},   {"video":{"x":1}},
              {"link":{"link":"/company/","note":"mine"}} ] }`

test('JSON typed by hand goes through the form and back without loss', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await goTo(page, 'messages')
  const attach = partOf(page, 'attach')
  await (await jsonField(page, 'attach')).fill(BY_HAND)
  await form(attach)
  await expect(entries(attach)).toHaveCount(3)

  await test.step('one field changed: not another character', async () => {
    await head(entries(attach).nth(2)).click()
    await expect(entries(attach).nth(2)).toContainText(text('messages.forms.problem.unknownField', { name: 'note' }))
    await field(entries(attach).nth(2), 'LINK').fill('/company/personal/')
    await expect(await jsonField(page, 'attach')).toHaveValue(BY_HAND.replace('/company/', '/company/personal/'))
  })

  await test.step('what the form does not know is moved, edited as JSON and removed', async () => {
    await form(attach)
    await entries(attach)
      .nth(1)
      .getByRole('button', { name: text('messages.forms.up', { name: '' }) })
      .click()
    await head(entries(attach).nth(0)).click()
    await entries(attach).nth(0).getByRole('textbox').fill('{"x":2}')
    const edited = await json(page, 'attach')
    expect(edited).toMatchObject({ blocks: [{ video: { x: 2 } }, { message: 'one', delimiter: {} }, {}] })
    await expect(entries(attach).nth(0)).toContainText(text('messages.forms.problem.unknownKind', { name: 'video' }))
    await entries(attach)
      .nth(0)
      .getByRole('button', { name: text('messages.forms.remove', { name: '' }) })
      .click()
    await expect(attach.getByRole('alert')).toHaveCount(0)
  })

  await test.step('broken JSON stays as typed; the form says where it breaks', async () => {
    await (await jsonField(page, 'attach')).fill('[\n  {"MESSAGE": oops}\n]')
    await form(attach)
    await expect(attach).toContainText(text('messages.forms.cannotShow', { line: 2, column: 15 }))
    await button(attach, 'messages.forms.openJson').click()
    await page.keyboard.press('Control+End')
    await expect(await jsonField(page, 'attach')).toHaveValue('[\n  {"MESSAGE": oops}\n]')
  })
})

test('what is wrong is told at its field, and a network message takes links only', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await setHold(page, 0)
  const [line] = await connectedLines(practice)
  if (!line) throw new Error('no line is connected')
  await goTo(page, 'messages')
  await addLine(page, line.code)
  await chooseRecipient(page, 'Anna Mercer')
  await textField(page).fill('Hello')
  const attach = partOf(page, 'attach')
  const keyboard = partOf(page, 'keyboard')

  await test.step('an address the portal would refuse', async () => {
    await add(attach, 'LINK')
    const link = entries(attach).nth(0)
    await field(link, 'LINK').fill('javascript:alert(1)')
    await expect(field(link, 'LINK')).toHaveAttribute('aria-invalid', 'true')
    await expect(link).toContainText(text('messages.forms.problem.wrongLink'))
    await expect(sendButton(page)).toBeDisabled()
    await field(link, 'LINK').fill('https://example.com/')
    await expect(link).not.toContainText(text('messages.forms.problem.wrongLink'))
    await expect(sendButton(page)).toBeEnabled()
  })

  await test.step('a button that acts in the chat', async () => {
    const action = [{ TEXT: 'Yes', ACTION: 'SEND', ACTION_VALUE: 'yes' }]
    await (await jsonField(page, 'keyboard')).fill(JSON.stringify(action))
    await form(keyboard)
    await expect(entries(keyboard).getByTestId('entry-problem')).toContainText(text('messages.forms.problem.linkOnly'))
    await expect(sendButton(page)).toBeDisabled()
    await head(entries(keyboard).nth(0)).click()
    await entries(keyboard)
      .getByRole('combobox', { name: text('messages.forms.purpose.label') })
      .click()
    const purposes = (['LINK', 'ACTION'] as const).map((each) => text(`messages.forms.purpose.${each}`))
    await expect(page.getByRole('option')).toHaveText(purposes)
    await page.getByRole('option', { name: purposes[0] ?? '' }).click()
    await field(entries(keyboard).nth(0), 'LINK').fill('http://example.com/')
    await expect(entries(keyboard).nth(0)).toContainText(text('messages.forms.problem.httpsOnly'))
    await field(entries(keyboard).nth(0), 'LINK').fill('https://example.com/')
    await expect(sendButton(page)).toBeEnabled()
  })

  await test.step('too large by so much: nothing leaves until it is smaller', async () => {
    await (await jsonField(page, 'attach')).fill(JSON.stringify([{ MESSAGE: 'x'.repeat(60_000) }]))
    await expect(attach.getByTestId('rich-size')).toContainText('60,000')
    await expect(sendButton(page)).toBeDisabled()
    await textField(page).press('Control+Enter')
    await (await jsonField(page, 'attach')).fill('')
    await sendButton(page).click()
    await expect
      .poll(async () => (await practice.arrived(SEND)).map(({ params }) => params['ATTACH']))
      .toEqual([undefined])
  })
})
