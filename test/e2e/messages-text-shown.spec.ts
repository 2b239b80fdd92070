// Texts that were kept and texts of others: templates read as filled, hostile text that stays text, a service without BBCode,
// a narrow window.
import type { Locator, Page } from '@playwright/test'
import type { Bellhop } from './support/app'
import { signInAnna } from './support/bluesky'
import { expect, test } from './support/fixtures'
import { mainWindow } from './support/windows'
import { button, dialog, goTo } from './support/journeys'
import { addRecipient, sendButton, setHold, textField } from './support/messages'
import { dialogPane, dialogRow, dialogsOf, notice } from './support/openlines'
import { enterPortal } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const MESSAGE = 'im.message.add'
const ME = 27
/** One of Anna's own on Bluesky. */
const CONVO = 'Chess on Sundays'

const toolbar = (within: Page | Locator): Locator =>
  within.getByRole('toolbar', { name: text('writing.label'), exact: true })
const names = (page: Page): Locator => page.getByTestId('mentions').getByRole('option')
const preview = (page: Page): Locator => page.getByTestId('preview')

test('a text is kept as a template, read as filled, and inserted as it was read', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  await goTo(page, 'messages')
  const field = textField(page)
  await field.fill('Good day! [b]{me}[/b] of {portal} writes.')
  await button(toolbar(page), 'writing.tool.templates').click()
  await button(page.getByTestId('template-picker'), 'writing.template.keep').click()
  const asked = dialog(page, 'writing.template.keep')
  await asked.getByLabel(text('writing.template.name')).fill('Greeting')
  await button(asked, 'app.save').click()
  await expect(notice(page, text('writing.template.kept', { name: 'Greeting' }))).toBeVisible()
  await expect(asked).toBeHidden()
  await field.fill('Hello. ')
  await field.press('Control+End')
  await button(toolbar(page), 'writing.tool.templates').click()
  const filled = page.getByTestId('filled-template')
  await expect(filled).toHaveText(`Good day! Priya Patel of ${host} writes.`)
  await expect(page.getByRole('listbox', { name: text('writing.tool.templates') })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(field).toHaveValue(`Hello. Good day! [b]Priya Patel[/b] of ${host} writes.`)
  await expect(field).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(field).toHaveValue('Hello. ')
})

const HOSTILE = [
  '<script>document.title = "owned"</script><img src=x onerror="document.title=1">',
  '[url=javascript:document.title=2]press[/url] [img]https://tracker.example/x.png[/img]',
  `${'[b]'.repeat(2000)}deep${'[/b]'.repeat(2000)}`,
  'x'.repeat(3000),
  '\u202eright to left\u202c [color=red;background:url(https://tracker.example)]x[/color]',
].join('\n')

test('hostile text stays text, in the preview and in a reply', async ({ app, practice }) => {
  const { page } = app
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await enterPortal(page, practice)
  const title = await page.title()
  await goTo(page, 'messages')
  await textField(page).fill(HOSTILE)
  await expect(preview(page)).toContainText('<script>document.title = "owned"</script>')
  await expect(preview(page).locator('script, img, a, iframe')).toHaveCount(0)
  const [inner, outer] = await preview(page).evaluate((element) => [element.scrollWidth, element.clientWidth])
  expect(inner).toBeLessThanOrEqual(outer ?? 0)

  await goTo(page, 'openlines')
  const mine = (await dialogsOf(practice)).find(({ operatorId, status }) => operatorId === ME && status < 40)
  if (!mine) throw new Error('the seed has changed')
  await dialogRow(page, mine.title).click()
  const reply = dialogPane(page).getByLabel(text('openlines.reply'), { exact: true })

  await test.step('the reply box writes with the same keys', async () => {
    await reply.click()
    await page.keyboard.type('Dear customer, ask @Anna Merc')
    await expect(names(page)).toHaveCount(1)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('today')
    await expect(reply).toHaveValue(/^Dear customer, ask \[USER=\d+\]Anna Mercer\[\/USER\] \[b\]today\[\/b\]$/)
    const written = await reply.inputValue()
    await reply.press('Enter')
    await expect(reply).toHaveValue('')
    await expect
      .poll(() => practice.arrived(MESSAGE), { timeout: 20_000 })
      .toMatchObject([{ params: { MESSAGE: written } }])
  })

  await test.step('a hostile reply is drawn as text', async () => {
    await reply.fill(HOSTILE)
    await reply.press('Enter')
    await expect(reply).toHaveValue('')
    await expect(dialogPane(page).getByTestId('message').last()).toContainText('deep', { timeout: 20_000 })
    await expect(dialogPane(page).locator('script, img[src^="http"], a, iframe')).toHaveCount(0)
  })
  expect(await page.title()).toBe(title)
  expect(asked.filter((url) => !url.startsWith('app:'))).toEqual([])
})

/** The handle of somebody else in one of my conversations. */
async function memberOf(app: Bellhop, convo: string): Promise<string> {
  const found = await app.invoke('groups.search', { text: convo, limit: 1, offset: 0 })
  const group = found.ok ? found.data.items[0] : undefined
  const details = group && (await app.invoke('groups.get', { accountId: group.accountId, groupId: group.groupId }))
  const handle = details?.ok && details.data.members.find(({ role }) => role === 'member')?.handle
  if (!handle) throw new Error(`nobody else is in ${convo}`)
  return handle
}

test('Bluesky knows no BBCode: brackets stay brackets, members are mentioned by their handle', async ({
  app,
  practice,
}) => {
  const { page } = app
  await signInAnna(page, practice)
  await setHold(page, 0)
  await goTo(page, 'messages')
  await addRecipient(page, CONVO)
  const other = await memberOf(app, CONVO)
  const field = textField(page)
  await field.click()
  await expect(button(toolbar(page), 'writing.tool.bold')).toHaveCount(0)
  await page.keyboard.type(`[b]Check[/b] @${other}`)
  await expect(names(page)).toContainText([`@${other}`])
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Backspace')
  await expect(names(page)).toContainText([`@${other}`])
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+b')
  const written = `[b]Check[/b] @${other} `
  await expect(field).toHaveValue(written)
  await expect(preview(page)).toContainText(written.trim())
  await sendButton(page).click()
  await expect(field).toHaveValue('')
  await expect
    .poll(() => practice.arrived('chat.bsky.convo.sendMessage'))
    .toMatchObject([{ params: { message: { text: written } } }])
})

test('in a narrow window nothing hangs out of the toolbar, and everything is in its menu', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  await goTo(page, 'openlines')
  const mine = (await dialogsOf(practice)).find(({ operatorId, status }) => operatorId === ME && status < 40)
  if (!mine) throw new Error('the seed has changed')
  await dialogRow(page, mine.title).click()
  const bar = toolbar(dialogPane(page))
  await expect(button(bar, 'writing.tool.code')).toBeVisible()
  await (await mainWindow(app)).evaluate((window) => window.setSize(960, 640))
  await expect(button(bar, 'writing.tool.code')).toHaveCount(0)
  const [inner, outer] = await bar.evaluate((element) => [element.scrollWidth, element.clientWidth])
  expect(inner).toBeLessThanOrEqual(outer ?? 0)
  await button(bar, 'writing.tool.more').click()
  await page.getByRole('menuitem', { name: text('writing.tool.quote') }).click()
  await expect(dialogPane(page).getByLabel(text('openlines.reply'), { exact: true })).toHaveValue('>>')
})
