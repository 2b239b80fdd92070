// Asking several groups at once: selected by key and pointer, each with its own text and result, stoppable, gone on with.
import { ownerOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import { askButton, enterPortal, groupList, groupPane, groupRow, REQUEST, searchField } from './support/portal'
import { text, textOf } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const selection = 'selection-pane'

test('by keyboard and pointer: each group gets its own text, each result is told', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  const pane = page.getByTestId(selection)
  const title = pane.getByRole('heading')

  await test.step('Ctrl+click, Shift+arrows, Space, Esc', async () => {
    const rows = groupList(page).getByRole('option')
    await rows.nth(1).click()
    await rows.nth(3).click({ modifiers: ['ControlOrMeta'] })
    await expect(title).toHaveText(textOf(2, 'groups.many.title'))
    await expect(groupList(page).locator('[aria-selected=true]')).toHaveCount(2)
    await page.keyboard.press('Shift+ArrowDown')
    await expect(title).toHaveText(textOf(3, 'groups.many.title'))
    await page.keyboard.press('Space')
    await expect(title).toHaveText(textOf(2, 'groups.many.title'))
    await page.keyboard.press('Escape')
    await expect(pane).toHaveCount(0)
  })
  await test.step('all that were found', async () => {
    await searchField(page).fill('weekly')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Control+a')
    const found = await groupList(page).getByRole('option').count()
    await expect(title).toHaveText(textOf(found, 'groups.many.title'))
    await page.keyboard.press('Escape')
  })
  await test.step('asked: one is open, one closed, one mine', async () => {
    for (const name of ['Welcome desk', 'Suppliers and tenders', 'All hands']) {
      await searchField(page).fill(name)
      await groupRow(page, name).click({ modifiers: ['ControlOrMeta'] })
    }
    await expect(title).toHaveText(textOf(3, 'groups.many.title'))
    await expect(pane).toContainText(textOf(2, 'groups.many.askable'))
    await pane.getByLabel(text('groups.many.message')).fill('Hello, {me} here: may I join {group}?')
    const me = await ownerOf(practice, 'acme')
    await expect(pane.getByTestId('preview')).toContainText(`Hello, ${me} here: may I join Welcome desk?`)
    await pane.getByRole('button', { name: textOf(2, 'groups.many.ask') }).click()

    const items = page.getByTestId('bulk-item')
    await expect(items.filter({ hasText: 'Welcome desk' })).toContainText(text('groups.bulk.state.joined'))
    await expect(items.filter({ hasText: 'Suppliers' })).toContainText(text('groups.bulk.state.pending'))
    expect((await practice.arrived(REQUEST)).map(({ params }) => params['MESSAGE'])).toEqual([
      `Hello, ${me} here: may I join Welcome desk?`,
      `Hello, ${me} here: may I join Suppliers and tenders?`,
    ])
    await expect(page.getByTestId('bulk-pane').getByRole('heading')).toHaveText(text('groups.bulk.done'))
  })
  await test.step('told in the list and among the requests', async () => {
    await searchField(page).fill('suppliers')
    await expect(groupRow(page, 'Suppliers and tenders')).toContainText(text('relations.requested'))
    await button(page.getByTestId('bulk-pane'), 'groups.openRequests').click()
    await expect(page.getByTestId('request-row')).toHaveCount(2)
  })
})

test('stopped in the middle, shown again after a reload, and the rest asked', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await practice.fault({ method: REQUEST, times: 1, delayMs: 4000 })
  await searchField(page).fill('launch')
  await expect(groupList(page).getByRole('option').first()).toContainText('launch')
  await button(page, 'groups.filter.outside').click()
  await page.keyboard.press('Control+f')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page
    .getByTestId(selection)
    .getByRole('button', { name: textOf(3, 'groups.many.ask') })
    .click()
  const pane = page.getByTestId('bulk-pane')
  await expect(pane.getByTestId('bulk-item').first()).toContainText(text('groups.bulk.state.asking'))

  await page.reload()
  const bar = page.getByTestId('bulk-bar')
  await expect(bar).toContainText(text('groups.bulk.running'))
  await button(bar, 'groups.bulk.show').click()
  await button(pane, 'groups.bulk.stop').click()
  await expect(pane.getByRole('heading')).toHaveText(text('groups.bulk.stopped'))
  await expect(pane.getByTestId('bulk-item').filter({ hasText: text('groups.bulk.state.stopped') })).toHaveCount(2)
  // The one under way ends by itself.
  await expect(pane.getByTestId('bulk-item').first()).not.toContainText(text('groups.bulk.state.asking'))
  expect(await practice.arrived(REQUEST)).toHaveLength(1)

  await pane.getByRole('button', { name: textOf(2, 'groups.bulk.again') }).click()
  await expect(pane.getByRole('heading')).toHaveText(text('groups.bulk.done'))
  expect(await practice.arrived(REQUEST)).toHaveLength(3)
})

test('a group that fails is told with its reason and asked again; others are looked at meanwhile', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  await practice.fault({
    method: REQUEST,
    times: 1,
    effect: { kind: 'error', status: 403, error: 'ACCESS_DENIED', description: 'Access denied' },
  })
  for (const name of ['Welcome desk', 'Suppliers and tenders']) {
    await searchField(page).fill(name)
    await groupRow(page, name).click({ modifiers: ['ControlOrMeta'] })
  }
  await page
    .getByTestId(selection)
    .getByRole('button', { name: textOf(2, 'groups.many.ask') })
    .click()
  const pane = page.getByTestId('bulk-pane')
  const failed = pane.getByTestId('bulk-item').filter({ hasText: text('groups.bulk.state.failed') })
  await expect(failed).toHaveCount(1)
  await expect(failed.locator('p')).not.toBeEmpty()

  await searchField(page).fill('Website relaunch')
  await groupRow(page, 'Website relaunch').click()
  await expect(askButton(page)).toBeVisible()
  await expect(groupPane(page)).toHaveAttribute('aria-label', 'Website relaunch')
  await goTo(page, 'outbox')
  await goTo(page, 'groups')
  await button(page.getByTestId('bulk-bar'), 'groups.bulk.show').click()
  await pane.getByRole('button', { name: textOf(1, 'groups.bulk.again') }).click()
  await expect(failed).toHaveCount(0)
  await expect(pane.getByRole('heading')).toHaveText(text('groups.bulk.done'))
  await button(pane, 'app.close').click()
  await expect(page.getByTestId('bulk-bar')).toHaveCount(0)
})
