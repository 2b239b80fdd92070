// Links from outside and pasted ones. Would catch: a link that acts before anybody agreed, one that leads elsewhere than it
// says or as somebody else, words that are lost to a link's, a dead one that says nothing.
import { launchBellhop } from './support/app'
import { sentence, submitAddress, webhookOf } from './support/bitrix24'
import { outcome, signInAs } from './support/bluesky'
import { asked } from './support/bluesky-join'
import { clipboardText } from './support/clipboard'
import { expect, test } from './support/fixtures'
import { button, chooseSessionOnly, dialog, goTo, railAccounts } from './support/journeys'
import { agree, colleagueOf, deadLink, passLink, pasteHere, question, readDead } from './support/links'
import { composer, recipients, SEND, textField } from './support/messages'
import { dialogPane, dialogsOf, JOIN, notice } from './support/openlines'
import { REPLY } from './support/outbox'
import { askButton, chooseGroup, enterPortal, groupNamed, groupPane, REQUEST, searchField } from './support/portal'
import { text } from './support/text'
import type { Practice } from './support/practice'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const SUPPLIERS = 'Suppliers and tenders'
const WRITES = [REQUEST, SEND, REPLY, JOIN]

/** What a link must never do by itself. */
async function writes(practice: Practice): Promise<number> {
  const arrived = await Promise.all(WRITES.map((method) => practice.arrived(method)))
  return arrived.flat().length
}

test('peers 30: passed by another process, a link is asked about first, and leads to exactly what it says', async ({
  app,
  practice,
}) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  const { groupId } = await groupNamed(practice, SUPPLIERS)
  const group = `bellhop://group?portal=${host}&id=${groupId}`
  await goTo(page, 'messages')
  await textField(page).fill('In the middle of a sen')

  await test.step('declined: nothing happens, and the cursor is back where it was', async () => {
    await passLink(app, group)
    await expect(question(page)).toContainText(SUPPLIERS)
    await expect(question(page)).toContainText(host)
    await expect(button(question(page), 'app.cancel')).toBeFocused()
    await expect(button(question(page), 'links.open')).toBeEnabled()
    await page.keyboard.press('Enter')
    await expect(question(page)).toBeHidden()
    await expect(textField(page)).toBeFocused()
    await expect(groupPane(page)).toHaveCount(0)
  })
  await test.step('agreed to: exactly that group', async () => {
    await passLink(app, group)
    await agree(page)
    await expect(groupPane(page)).toHaveAttribute('aria-label', SUPPLIERS)
  })
  await test.step('asking: the place where one asks has the cursor, and nobody is asked', async () => {
    await goTo(page, 'outbox')
    await passLink(app, `bellhop://request?portal=${host}&group=${groupId}`)
    await agree(page)
    await expect(groupPane(page).getByRole('textbox')).toBeFocused()
    await expect(askButton(page)).toBeEnabled()
  })
  await test.step('a dialog: shown, not joined', async () => {
    const [waiting] = (await dialogsOf(practice)).filter(({ status, mayJoin }) => status < 10 && mayJoin)
    await passLink(app, `bellhop://dialog?portal=${host}&chat=${waiting?.chatId ?? ''}`)
    await agree(page)
    await expect(dialogPane(page)).toHaveAttribute('aria-label', waiting?.title ?? '')
    await button(dialogPane(page), 'openlines.more').click()
    await page.getByRole('menuitem', { name: text('links.copy') }).click()
    await expect.poll(() => clipboardText(app)).toBe(`bellhop://dialog?portal=${host}&chat=${waiting?.chatId ?? ''}`)
  })
  await test.step('a message: shown before, begun after; what was being written is a draft', async () => {
    const words = 'Are you coming [b]on Friday[/b]?\nWe need two more.'
    const link = `bellhop://compose?portal=${host}&to=sg${groupId}&text=${encodeURIComponent(words)}`
    await passLink(app, link)
    await expect(question(page)).toContainText('[b]on Friday[/b]')
    await expect(question(page)).toContainText(text('links.wants.compose'))
    await agree(page)
    await expect(textField(page)).toHaveValue(words)
    await expect(recipients(page)).toHaveText([SUPPLIERS])
    await composer(page).getByTestId('drafts').click()
    await expect(page.getByTestId('draft')).toContainText(['In the middle of a sen'])
    await page.keyboard.press('Escape')
  })
  expect(await writes(practice)).toBe(0)
})

test('peers 30: dead links say why; of two accounts on one portal the user chooses', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  const { groupId } = await groupNamed(practice, SUPPLIERS)

  await test.step('nobody here is connected there', async () => {
    await passLink(app, 'bellhop://group?portal=other.example&id=5')
    await readDead(page, sentence('links.noAccount', { host: 'other.example' }))
  })
  await test.step('a kind nobody knows, a part that cannot be, a page of the web', async () => {
    for (const [link, why] of [
      ['bellhop://send?portal=a.example&to=5', sentence('links.unknownKind', { name: 'send' })],
      [`bellhop://group?portal=${host}&id=all`, sentence('links.badPart', { name: 'id' })],
      [`bellhop://compose?portal=${host}&to=5&text=%E2%80%AEgnp`, sentence('links.hiddenCharacters')],
    ] as const) {
      await passLink(app, link)
      await readDead(page, why)
    }
  })
  await test.step('several at once come one after another', async () => {
    await passLink(app, 'bellhop://one')
    await passLink(app, 'bellhop://two')
    await readDead(page, sentence('links.unknownKind', { name: 'one' }))
    await readDead(page, sentence('links.unknownKind', { name: 'two' }))
  })
  await test.step('a group that is not there, or not mine to see', async () => {
    await passLink(app, `bellhop://group?portal=${host}&id=987654321`)
    await agree(page)
    await expect(notice(page, text('app.somethingFailed'))).toContainText(sentence('groups.notFound', { host }))
    await expect(searchField(page)).toBeVisible()
  })
  await test.step('as whom: the account in the link first, and the choice is the user’s', async () => {
    await enterPortal(page, practice, { address: await colleagueOf(practice, 'acme') })
    await goTo(page, 'outbox')
    const accounts = await app.invoke('accounts.list', {})
    const [mine, colleague] = accounts.ok ? accounts.data : []
    await passLink(app, `bellhop://group?portal=${host}&id=${groupId}&account=${colleague?.userId ?? ''}`)
    const choices = question(page).getByRole('radio')
    await expect(choices).toHaveCount(2)
    await expect(choices.and(page.getByRole('radio', { name: colleague?.userName ?? '' }))).toBeChecked()
    await choices.and(page.getByRole('radio', { name: mine?.userName ?? '' })).check()
    await agree(page)
    await expect(groupPane(page)).toHaveAttribute('aria-label', SUPPLIERS)
    const settings = await app.invoke('settings.get', {})
    expect(settings.ok && settings.data.activeAccount).toBe(mine?.id)
  })
  expect(await writes(practice)).toBe(0)
})

test('peers 30: pasted anywhere: asked about outside of fields, offered beside them, left alone where it is none of ours', async ({
  app,
  practice,
}) => {
  const { page } = app
  await signInAs(page, practice, 'anna', { vault: chooseSessionOnly })
  const boris = await signInAs(page, practice, 'boris')
  const { code, name } = await outcome(practice, 'approval')
  const link = `https://bsky.app/chat/${code}`

  await test.step('outside of any field, as the account that is chosen', async () => {
    await goTo(page, 'requests')
    await pasteHere(app, `come in: ${link}`)
    await question(page)
      .getByRole('radio', { name: new RegExp(boris.identifier) })
      .check()
    await agree(page)
    const look = dialog(page, 'groups.link.title')
    await expect(look.getByTestId('link-preview')).toHaveAttribute('aria-label', name)
    await expect(look.getByRole('combobox')).toContainText(boris.identifier)
    await button(look, 'app.close').last().click()
    await expect(look).toBeHidden()
  })
  await test.step('in a search field it stays, and is offered', async () => {
    await searchField(page).focus()
    await pasteHere(app, link)
    await expect(searchField(page)).toHaveValue(link)
    await button(page, 'links.openPasted').click()
    await expect(question(page)).toContainText(`bsky.app/chat/${code}`)
    await expect(button(question(page), 'links.open')).toBeEnabled()
    await page.keyboard.press('Escape')
    await expect(question(page)).toBeHidden()
  })
  await test.step('in the palette it is a command', async () => {
    await page.keyboard.press('Control+K')
    await pasteHere(app, link)
    await expect(page.getByRole('option', { name: text('links.openPasted') })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(question(page)).toContainText(`bsky.app/chat/${code}`)
    await expect(button(question(page), 'links.open')).toBeEnabled()
    await page.keyboard.press('Escape')
  })
  await test.step('another page of the same host is none of ours', async () => {
    await goTo(page, 'requests')
    await pasteHere(app, `https://bsky.app/profile/${boris.identifier}`)
    await pasteHere(app, 'bellhop://last')
    await readDead(page, sentence('links.unknownKind', { name: 'last' }))
    await expect(question(page)).toBeHidden()
  })
  await test.step('a link that was switched off is explained where it is looked at', async () => {
    const off = await outcome(practice, 'disabled')
    await pasteHere(app, `https://bsky.app/chat/${off.code}`)
    await agree(page)
    const look = dialog(page, 'groups.link.title')
    await expect(look.getByTestId('error-note').or(look.getByTestId('link-preview'))).toBeVisible()
    await expect(button(look, 'groups.ask').or(button(look, 'groups.join'))).toHaveCount(0)
  })
  expect(await asked(practice)).toBe(0)
})

test('peers 30: the app is not running and nobody is signed in: the link waits, adds nothing, and is asked about once there is an account', async ({
  practice,
  profile,
}) => {
  const webhook = await webhookOf(practice, 'acme')
  const { host } = new URL(webhook)
  const { groupId } = await groupNamed(practice, SUPPLIERS)
  const app = await launchBellhop({
    practice: practice.info,
    profile,
    args: [`bellhop://group?portal=${host}&id=${groupId}`],
  })
  try {
    const { page } = app
    await expect(deadLink(page)).toContainText(host)
    await expect(railAccounts(page)).toHaveCount(0)
    await button(deadLink(page), 'links.add').click()
    await submitAddress(dialog(page, 'accounts.bitrix24.title'), webhook)
    await chooseSessionOnly(page)
    await agree(page)
    await expect(groupPane(page)).toHaveAttribute('aria-label', SUPPLIERS)
    await chooseGroup(page, 'Website relaunch')
    await button(groupPane(page), 'links.copy').click()
    await expect(notice(page, text('links.copied'))).toBeVisible()
    const other = await groupNamed(practice, 'Website relaunch')
    expect(await clipboardText(app)).toBe(`bellhop://group?portal=${host}&id=${other.groupId}`)
    expect(await writes(practice)).toBe(0)
  } finally {
    await app.quit()
  }
})
