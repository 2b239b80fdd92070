// Where I asked, over all accounts: found, unfolded, followed to the end, taken back, asked again.
import { happens, outcome, processed, signInAs } from './support/bluesky'
import { ASK, ask, openLinks, openRow, rowOf, steps } from './support/bluesky-join'
import { changePortal } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, CLOCK, dialog, goTo, putForward } from './support/journeys'
import { askButton, askResult, chooseGroup, enterPortal, groupNamed, groupPane, REQUEST } from './support/portal'
import { mine, namesIn } from './support/requests'
import { text, textOf } from './support/text'
import type { Bellhop } from './support/app'
import type { Practice } from './support/practice'

test.use({ practiceArgs: ['--still', '--unlimited'], loadFirst: CLOCK })

/** For so long a service that no longer shows a request may only lag behind. */
const SETTLED_MS = 60_000
const SUPPLIERS = 'Suppliers and tenders'

/** Asks in one group of the portal and in one of Bluesky, and goes to the requests. */
async function askTwice({ page }: Bellhop, practice: Practice): Promise<{ chat: string }> {
  await enterPortal(page, practice)
  await signInAs(page, practice, 'anna')
  await page.getByTitle(text('rail.allTitle'), { exact: true }).click()
  const pane = await chooseGroup(page, SUPPLIERS)
  await pane.getByLabel(text('groups.message')).fill('Работаю с поставщиками')
  await askButton(page).click()
  await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
  const { name: chat } = await outcome(practice, 'approval')
  await button(await ask(await openLinks(page), practice, 'approval'), 'groups.openRequests').click()
  await expect(mine(page).getByTestId('request-row')).toHaveCount(2)
  return { chat }
}

test('requests of all accounts are found, unfolded and followed to their ends', async ({ app, practice }) => {
  const { page } = app
  const { chat } = await askTwice(app, practice)
  const rows = mine(page).getByTestId('request-row')

  await test.step('found by word, in any account', async () => {
    await expect(mine(page)).toContainText(`${textOf(2, 'requests.count')} · ${textOf(2, 'rail.accounts')}`)
    const search = mine(page).getByRole('searchbox', { name: text('requests.search') })
    await page.keyboard.press('Control+f')
    await page.keyboard.type('ПОСТАВЩИК')
    await expect(search).toHaveValue('ПОСТАВЩИК')
    await expect(rows).toHaveCount(1)
    expect(await namesIn(rows)).toEqual([SUPPLIERS])
    await search.fill('')
    await expect(rows).toHaveCount(2)
  })

  await test.step('unfolded by keys: what happened, what I wrote, what comes next', async () => {
    const first = button(rows.first(), 'requests.history', { name: chat })
    await first.focus()
    await page.keyboard.press('Enter')
    const history = rows.first().getByRole('list', { name: text('requests.historyList') })
    await expect(history.getByRole('listitem')).toHaveText(steps('checking', 'sending', 'pending'))
    await expect(rows.first()).toContainText(text('requests.next.pendingSilent'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(rows.nth(1).locator('blockquote')).toHaveText('Работаю с поставщиками')
    await expect(rows.nth(1)).toContainText(text('requests.next.pending'))
  })

  await test.step('accepted: seen by U', async () => {
    await happens(practice, { group: 'approval', approve: 'anna' })
    await button(rowOf(page, chat), 'requests.history', { name: chat }).focus()
    await page.keyboard.press('u')
    await expect(rowOf(page, chat)).toContainText(text('requests.state.joined'))
    await expect(rowOf(page, chat)).toContainText(text('requests.next.joined'))
  })
  await test.step('accepted: seen by F5', async () => {
    await practice.control('POST', 'advance', { decide: 'accept' })
    await page.keyboard.press('F5')
    await expect(rowOf(page, SUPPLIERS)).toContainText(text('requests.state.joined'))
  })
  await test.step('only what waits, and only one account', async () => {
    await button(mine(page), 'requests.filter.open').click()
    await expect(mine(page)).toContainText(text('requests.nothing'))
    await button(mine(page), 'requests.showAll').click()
    await expect(rows).toHaveCount(2)
    await page.keyboard.press('Control+1')
    await goTo(page, 'requests')
    await expect(rows).toHaveCount(1)
    expect(await namesIn(rows)).toEqual([SUPPLIERS])
  })
  expect(await practice.arrived(REQUEST)).toHaveLength(1)
  expect(await processed(practice, ASK)).toBe(1)
})

test('a request at a portal is taken back, and asked again where the group is', async ({ app, practice }) => {
  const { page } = app
  await askTwice(app, practice)
  const row = rowOf(page, SUPPLIERS)
  await button(row, 'requests.withdraw').click()
  await button(dialog(page, 'requests.withdrawTitle', { name: SUPPLIERS }), 'requests.withdraw').click()
  await expect(row).toContainText(text('requests.state.withdrawn'))
  expect(await groupNamed(practice, SUPPLIERS)).toMatchObject({ role: '' })

  await openRow(page, SUPPLIERS)
  await button(row, 'requests.again').click()
  await expect(groupPane(page)).toHaveAttribute('aria-label', SUPPLIERS)
  await askButton(page).click()
  await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
  expect(await groupNamed(practice, SUPPLIERS)).toMatchObject({ role: 'Z', initiatedBy: 'U' })

  await test.step('declined there, it ends; the group is one click away', async () => {
    const { groupId } = await groupNamed(practice, SUPPLIERS)
    await changePortal(practice, 'acme', { relation: { groupId, role: 'decline' } })
    await putForward(app, SETTLED_MS)
    await goTo(page, 'requests')
    await button(mine(page), 'requests.refresh').click()
    const last = rowOf(page, SUPPLIERS).first()
    await expect(last).toContainText(text('requests.state.ended'))
    await openRow(page, SUPPLIERS)
    await button(last, 'requests.openGroup').click()
    await expect(groupPane(page)).toHaveAttribute('aria-label', SUPPLIERS)
  })
})

test('a silent rejection on Bluesky ends the request; one asks again by the same link', async ({ app, practice }) => {
  const { page } = app
  const { chat } = await askTwice(app, practice)
  await happens(practice, { group: 'approval', reject: 'anna' })
  const row = rowOf(page, chat)
  await openRow(page, chat)
  await putForward(app, SETTLED_MS)
  // By itself it would be seen at the next look.
  await page.keyboard.press('F5')
  await expect(row).toContainText(text('requests.state.ended'))
  await expect(row).toContainText(text('requests.next.ended'))

  await button(row, 'requests.again').click()
  const links = dialog(page, 'groups.link.title')
  await expect(links.getByTestId('link-preview')).toHaveAttribute('aria-label', chat)
  await button(links, 'groups.ask').click()
  await expect(links.getByTestId('ask-result')).toContainText(text('groups.result.pending.title'))
  expect((await outcome(practice, 'approval')).requests).toContain('anna')
  await button(links.getByTestId('ask-result'), 'groups.openRequests').click()
  await expect(rowOf(page, chat)).toHaveCount(2)
  await expect(rowOf(page, chat).first()).toContainText(text('requests.state.pending'))
})
