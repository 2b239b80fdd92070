// Finding among the groups of two portals: as one types, in the wrong layout and with a typing error; what is found is
// marked; filters, kept filters, and a list that stands where it was left.
import { changePortal, sheet } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo, railAccounts } from './support/journeys'
import {
  chooseGroup,
  enterPortal,
  findArchived,
  groupList,
  groupPane,
  groupRow,
  groupsOf,
  isListed,
  isMine,
  searchField,
  type GroupState,
} from './support/portal'
import { text, textOf } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

test('typed in the list, in the wrong layout, with a typing error: found and marked', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice, { portal: 'nord-logistics' })
  const rows = groupList(page).getByRole('option')
  const corrected = page.getByTestId('corrected')
  await rows.first().click()
  await expect(groupList(page)).toBeFocused()

  await test.step('letters go from the list to the search field; the wrong layout is noticed, and told', async () => {
    await page.keyboard.type('pfgecr')
    await expect(searchField(page)).toHaveValue('pfgecr')
    await expect(corrected).toContainText(text('groups.corrected', { text: 'pfgecr', corrected: 'запуск' }))
    await expect(rows.first().locator('mark')).toHaveText('запуск')
  })
  await test.step('what is written as it should be is not corrected', async () => {
    await searchField(page).fill('запуск')
    await expect(rows.first().locator('mark')).toHaveText('запуск')
    await expect(corrected).toHaveCount(0)
  })
  await test.step('a typing error as well', async () => {
    await searchField(page).fill('запуцк')
    await expect(corrected).toBeVisible()
    await expect(rows.first()).toContainText('запуск')
  })
  await test.step('found in the description: the place is shown', async () => {
    await searchField(page).fill('читаем')
    await expect(rows.first().getByTestId('snippet').locator('mark')).toHaveText(/^читаем$/i)
    await expect(rows.first().getByTestId('snippet')).toContainText(text('groups.foundIn.description'))
  })
  await test.step('Esc takes it back', async () => {
    await page.keyboard.press('ArrowDown')
    await expect(groupList(page)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(searchField(page)).toHaveValue('')
    await expect(page.locator('mark')).toHaveCount(0)
  })
})

test('filters narrow, are told above the list, kept under a name, and taken back', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await enterPortal(page, practice, { portal: 'nord-logistics' })
  await page.getByTitle(text('rail.allTitle'), { exact: true }).click()
  const acme = (await groupsOf(practice)).filter(isListed)
  const nord = (await groupsOf(practice, 'nord-logistics')).filter(isListed)
  const found = sheet(page).getByRole('status').filter({ hasText: /found/ })
  const chosen = page.getByTestId('chosen-filters')
  const more = button(page, 'groups.moreFilters')
  const closed = (groups: readonly GroupState[]): number =>
    groups.filter(({ kind, opened }) => kind === 'project' && !opened).length
  await expect(found).toHaveText(textOf(acme.length + nord.length, 'groups.found'))

  await test.step('account, kind and entry together', async () => {
    await more.click()
    await button(page, 'groups.kinds.project').click()
    await button(page, 'groups.entry.closed').click()
    await page.keyboard.press('Escape')
    await expect(found).toHaveText(textOf(closed(acme) + closed(nord), 'groups.found'))
    await expect(chosen.getByRole('button')).toHaveCount(3)
  })
  await test.step('kept under a name', async () => {
    await button(page, 'groups.saved.title').click()
    await page.getByLabel(text('groups.saved.name'), { exact: true }).fill('Closed projects')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('list', { name: text('groups.saved.title') })).toContainText('Closed projects')
    await page.keyboard.press('Escape')
  })
  await test.step('reset', async () => {
    await button(chosen, 'groups.resetFilters').click()
    await expect(chosen).toHaveCount(0)
    await expect(found).toHaveText(textOf(acme.length + nord.length, 'groups.found'))
  })
  await test.step('one taken back by its chip', async () => {
    await findArchived(page, 'only')
    const archived = [...(await groupsOf(practice)), ...(await groupsOf(practice, 'nord-logistics'))].filter(
      (group) => (group.visible || isMine(group)) && group.closed,
    )
    await expect(found).toHaveText(textOf(archived.length, 'groups.found'))
    await button(chosen, 'groups.dropFilter', { name: text('groups.archived.only') }).click()
    await expect(found).toHaveText(textOf(acme.length + nord.length, 'groups.found'))
  })
  await test.step('the kept filter serves in one account too', async () => {
    await railAccounts(page).first().click()
    await expect(found).toHaveText(textOf(acme.length, 'groups.found'))
    await button(page, 'groups.saved.title').click()
    await page.getByRole('button', { name: 'Closed projects', exact: true }).click()
    await expect(found).toHaveText(textOf(closed(acme), 'groups.found'))
  })
  await test.step('renamed and removed', async () => {
    await button(page, 'groups.saved.title').click()
    const list = page.getByRole('list', { name: text('groups.saved.title') })
    await button(list, 'groups.saved.rename', { name: 'Closed projects' }).click()
    await page
      .getByLabel(text('groups.saved.rename', { name: 'Closed projects' }))
      .last()
      .fill('Projects')
    await button(page, 'app.save').click()
    await expect(list).toContainText(/^Projects$/)
    await button(list, 'groups.saved.remove', { name: 'Projects' }).click()
    await expect(page.getByText(text('groups.saved.none'))).toBeVisible()
  })
})

test('the list stands where it was left, in every account and view', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await enterPortal(page, practice, { portal: 'nord-logistics' })
  await railAccounts(page).first().click()
  const top = (): Promise<number> => groupList(page).evaluate((list) => list.scrollTop)
  await groupList(page).getByRole('option').first().click()
  await page.keyboard.press('End')
  await expect(groupList(page).locator('[aria-selected=true]')).toBeInViewport()
  const left = await top()
  const name = await groupPane(page).getAttribute('aria-label')
  expect(left).toBeGreaterThan(1000)

  await railAccounts(page).nth(1).click()
  await expect(groupPane(page)).toHaveCount(0)
  expect(await top()).toBe(0)
  await railAccounts(page).first().click()
  await expect(groupPane(page)).toHaveAttribute('aria-label', name ?? '')
  await expect.poll(top).toBe(left)

  await goTo(page, 'outbox')
  await goTo(page, 'groups')
  await expect.poll(top).toBe(left)
  await page.keyboard.press('Control+f')
  await page.keyboard.type('welcome')
  await expect.poll(top).toBe(0)
})

test('a change at the portal reaches the list without moving it', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await chooseGroup(page, 'Welcome desk')
  const group = (await groupsOf(practice)).find(({ name }) => name === 'Welcome desk')
  await changePortal(practice, 'acme', { relation: { groupId: group?.groupId, role: 'K' } })
  await button(sheet(page), 'groups.sync').click()
  await expect(groupRow(page, 'Welcome desk')).toContainText(text('relations.member'))
  await expect(groupPane(page)).toHaveAttribute('aria-label', 'Welcome desk')
})
