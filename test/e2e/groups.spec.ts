// Finding a Bitrix24 group: the list, the search in two languages, the filters, the keyboard; names that mean harm.
import { sheet } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo, railAccounts } from './support/journeys'
import {
  checkCard,
  chooseGroup,
  enterPortal,
  findArchived,
  groupList,
  groupPane,
  groupRow,
  groupsOf,
  isListed,
  isMine,
  REQUEST,
  searchField,
} from './support/portal'
import { text, textOf } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

test('the list appears by itself, is filtered, and is used by keyboard alone', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  const groups = await groupsOf(practice)
  const listed = groups.filter(isListed)
  const found = sheet(page).getByRole('status').filter({ hasText: /found/ })
  const filters = page.getByRole('group', { name: text('groups.filters') })
  await expect(found).toHaveText(textOf(listed.length, 'groups.found'))

  await test.step('filters by relation', async () => {
    const filtered = { outside: [''], asked: ['Z'], inside: ['A', 'E', 'K'] } as const
    for (const [chip, roles] of Object.entries(filtered) as [keyof typeof filtered, readonly string[]][]) {
      await button(filters, `groups.filter.${chip}`).click()
      const expected = listed.filter(({ role }) => roles.includes(role))
      await expect(found).toHaveText(textOf(expected.length, 'groups.found'))
    }
    await button(filters, 'groups.filter.all').click()
    await findArchived(page, 'with')
    const withArchived = groups.filter((group) => group.visible || isMine(group))
    await expect(found).toHaveText(textOf(withArchived.length, 'groups.found'))
    await findArchived(page, 'without')
    await expect(found).toHaveText(textOf(listed.length, 'groups.found'))
  })

  await test.step('badges tell what I am', async () => {
    const badges = { Z: 'requested', K: 'member', E: 'moderator', A: 'owner', T: 'banned' } as const
    const names = [
      'Board minutes',
      'Product council',
      'All hands',
      'Office life',
      'Night shift',
      'Debate club',
      'Welcome desk',
    ]
    for (const name of names) {
      const group = listed.find((each) => each.name === name)
      if (!group) throw new Error(`${name} is not in the seed`)
      const invited = group.role === 'Z' && group.initiatedBy === 'G'
      const key = invited ? 'invited' : badges[group.role as keyof typeof badges]
      await searchField(page).fill(name)
      if (group.role === '') await expect(groupRow(page, name)).not.toContainText(text('relations.none'))
      else await expect(groupRow(page, name)).toContainText(text(`relations.${key}`))
    }
  })

  await test.step('typing, arrows, Enter, R', async () => {
    await page.keyboard.press('Control+f')
    await expect(searchField(page)).toBeFocused()
    await page.keyboard.type('WEEKLY')
    const weekly = listed.filter(({ name }) => name.toLowerCase().includes('weekly'))
    await expect(found).toHaveText(textOf(weekly.length, 'groups.found'))
    await page.keyboard.press('ArrowDown')
    await expect(groupList(page)).toBeFocused()
    const rows = groupList(page).getByRole('option')
    await expect(rows.first()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('ArrowDown')
    await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Home')
    await expect(rows.first()).toHaveAttribute('aria-selected', 'true')

    await page.keyboard.press('Control+f')
    await page.keyboard.type('tenders suppliers')
    await expect(rows).toHaveCount(1)
    await page.keyboard.press('ArrowDown')
    await expect(checkCard(page)).toContainText(text('groups.rule.approval.lead'))
    await page.keyboard.press('KeyR')
    const message = groupPane(page).getByLabel(text('groups.message'))
    await expect(message).toBeFocused()
    expect(await practice.arrived(REQUEST)).toEqual([])
    await page.keyboard.type('From the keyboard')
    await page.keyboard.press('Control+Enter')
    await expect(groupRow(page, 'Suppliers and tenders')).toContainText(text('relations.requested'))
    expect(await practice.arrived(REQUEST)).toMatchObject([
      { params: { MESSAGE: 'From the keyboard' }, processed: true },
    ])
  })
})

test('two portals at once: Russian is searched like English, and the rail narrows the list', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  await enterPortal(page, practice, { portal: 'nord-logistics' })
  const nord = (await groupsOf(practice, 'nord-logistics')).filter(isListed)
  const rows = groupList(page).getByRole('option')
  const count = (part: string): number => nord.filter(({ name }) => name.toLowerCase().includes(part)).length
  for (const [typed, part] of [
    ['ДОБРО пож', 'добро пож'],
    ['дежурство юристы', 'юристы: дежурство'],
    ['обучен', 'обучен'],
    ['отключенная', 'отключённая'],
  ] as const) {
    await searchField(page).fill(typed)
    await expect(
      sheet(page)
        .getByRole('listbox')
        .or(sheet(page).getByText(text('groups.emptySearch'))),
    ).toBeVisible()
    if (count(part) === 0) await expect(sheet(page)).toContainText(text('groups.emptySearch'))
    else await expect(rows).toHaveCount(count(part))
  }
  await page.getByTitle(text('rail.allTitle'), { exact: true }).click()
  await searchField(page).fill('запуск')
  await expect(rows.first()).toContainText('запуск')
  await searchField(page).fill('launch')
  await expect(rows.first()).toContainText('launch')
  await railAccounts(page).nth(1).click()
  await expect(searchField(page)).toHaveValue('отключенная')
  await searchField(page).fill('launch')
  await expect(sheet(page)).toContainText(text('groups.emptySearch'))
})

test('names that mean harm are shown as they are written', async ({ app, practice }) => {
  const { page } = app
  const dialogs: string[] = []
  page.on('dialog', (opened) => {
    dialogs.push(opened.message())
    void opened.dismiss()
  })
  await enterPortal(page, practice)
  const hostile = (await groupsOf(practice)).filter(({ name }) => /onerror|\$result|\{\{|^Cross-functional/.test(name))
  expect(hostile).toHaveLength(4)
  for (const { name } of hostile) {
    const pane = await chooseGroup(page, name)
    await expect(pane.getByRole('heading', { level: 2 })).toHaveText(name)
    await expect(checkCard(page)).toBeVisible()
  }
  await expect(sheet(page).locator('img:not([src^="/avatars/"]), script')).toHaveCount(0)
  await groupPane(page)
    .getByRole('button', { name: text('groups.ask') })
    .click()
  await goTo(page, 'requests')
  await expect(page.getByTestId('request-row').locator('b').first()).toHaveText(hostile.at(-1)?.name ?? '')
  expect(dialogs).toEqual([])
})
