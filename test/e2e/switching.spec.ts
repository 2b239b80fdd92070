// Going from one account to another: one press from anywhere, everything as it was left, and nobody is asked anything.
import type { Page } from '@playwright/test'
import { seededRandom } from '../../src/practice/random'
import { seedProfile } from '../bench/support/profile'
import { launchBellhop, removeProfile, type Bellhop } from './support/app'
import { expect, test } from './support/fixtures'
import { goTo, railAccounts } from './support/journeys'
import { groupList, searchField } from './support/portal'
import type { Practice } from './support/practice'
import { text } from './support/text'
import { connectAll } from './support/walk'
import { mainWindow } from './support/windows'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const shown = (page: Page) => page.locator('[data-testid=rail-account][aria-pressed=true]')
const at = async (page: Page, index: number): Promise<void> =>
  expect(railAccounts(page).nth(index)).toHaveAttribute('aria-pressed', 'true')
const scrolled = (page: Page): Promise<number> => groupList(page).evaluate((list) => list.scrollTop)

/** Everything that has reached the services so far. */
async function arrivals(practice: Practice): Promise<readonly string[]> {
  const { arrived } = (await practice.control('GET', 'arrived')) as { arrived: readonly { method: string }[] }
  return arrived.map(({ method }) => method)
}

/** Until nothing more of what a new account is asked at first is on its way. */
async function settled(practice: Practice): Promise<void> {
  let last = -1
  const rests = async (): Promise<boolean> => {
    const before = last
    last = (await arrivals(practice)).length
    return last === before
  }
  await expect.poll(rests, { intervals: [1500], timeout: 30_000 }).toBe(true)
}

/** As small as it can be made, and enlarged. */
async function shrink(app: Bellhop, zoom: number): Promise<void> {
  await (
    await mainWindow(app)
  ).evaluate((window, factor) => {
    window.setSize(760, 520)
    window.webContents.setZoomFactor(factor)
  }, zoom)
}

/** By how much the page, or the view in it, is wider than its place. */
const widest = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const views = [...document.querySelectorAll('[data-testid=sheet] section')]
    const scrolled = views.filter((each) => getComputedStyle(each).overflowX === 'auto')
    return Math.max(...[document.documentElement, ...scrolled].map((each) => each.scrollWidth - each.clientWidth))
  })

test('peers 1, peers 5: a key or one press from any view leads to an account as it was left; no service hears of it', async ({
  app,
  practice,
  profile,
}) => {
  const { page } = app
  await connectAll({ app, practice })
  await expect(railAccounts(page)).toHaveCount(4)
  await page.keyboard.press('Control+Backquote')
  await expect(shown(page)).toHaveCount(0)

  await test.step('what is sought, opened and scrolled stays with its account', async () => {
    await page.keyboard.press('Control+1')
    await at(page, 0)
    await searchField(page).fill('launch')
    await expect(groupList(page).getByRole('option').first()).toContainText('launch')
    await page.keyboard.press('Control+2')
    await at(page, 1)
    await expect(searchField(page)).toHaveValue('')
    await groupList(page).evaluate((list) => (list.scrollTop = 600))
    await expect.poll(() => scrolled(page)).toBe(600)
    await page.keyboard.press('Control+3')
    await at(page, 2)
    await expect(searchField(page)).toHaveValue('')
  })

  await test.step('and comes back by key, by Ctrl+Tab and by one press, in whatever view one is', async () => {
    await settled(practice)
    const before = await arrivals(practice)
    await page.keyboard.press('Control+1')
    await expect(searchField(page)).toHaveValue('launch')
    await page.keyboard.press('Control+Tab')
    await at(page, 1)
    await expect.poll(() => scrolled(page)).toBe(600)
    await page.keyboard.press('Control+Shift+Tab')
    await at(page, 0)
    await expect(searchField(page)).toHaveValue('launch')
    await goTo(page, 'outbox')
    await railAccounts(page).nth(2).click()
    await at(page, 2)
    await expect(page.getByRole('region', { name: text('nav.outbox') })).toBeVisible()
    expect((await arrivals(practice)).slice(before.length)).toEqual([])
  })

  await test.step('over a restart too', async () => {
    const kept = async (): Promise<unknown> => {
      const answer = await app.invoke('settings.viewStates', {})
      return answer.ok ? answer.data.filter(({ view }) => view === 'groups').map(({ state }) => state) : undefined
    }
    await expect.poll(kept).toContainEqual(expect.objectContaining({ text: 'launch' }))
    await expect.poll(kept).toContainEqual(expect.objectContaining({ scrollTop: 600 }))
    await app.quit()
    const again = await launchBellhop({ practice: practice.info, profile })
    try {
      await expect(again.page.getByRole('region', { name: text('nav.outbox') })).toBeVisible()
      await at(again.page, 2)
      await again.page.keyboard.press('Control+1')
      await goTo(again.page, 'groups')
      await expect(searchField(again.page)).toHaveValue('launch')
      await expect(groupList(again.page).getByRole('option').first()).toContainText('launch')
      await again.page.keyboard.press('Control+2')
      await expect.poll(() => scrolled(again.page)).toBe(600)
    } finally {
      await again.quit()
    }
  })
})

test('peers 2: twelve accounts in one app make no further process; the one in view is always in sight', async () => {
  const profile = await seedProfile(seededRandom(7), { accounts: 12, groupsEach: 20 })
  const app = await launchBellhop({ profile: profile.folder })
  try {
    const { page } = app
    await expect(railAccounts(page)).toHaveCount(12)
    for (let index = 0; index < 12; index += 1) {
      await railAccounts(page).nth(index).click()
      await at(page, index)
      await expect(groupList(page).getByRole('option').first()).toBeVisible()
    }
    const { pages, windows } = await app.electron.evaluate(({ app: main, BrowserWindow }) => ({
      pages: main.getAppMetrics().filter(({ type }) => type === 'Tab').length,
      windows: BrowserWindow.getAllWindows().length,
    }))
    expect(windows).toBeLessThanOrEqual(2)
    expect(pages).toBeLessThanOrEqual(windows)
    await shrink(app, 1)
    await page.keyboard.press('Control+1')
    await expect(railAccounts(page).nth(0)).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Control+Shift+Tab')
    await page.keyboard.press('Control+Shift+Tab')
    await at(page, 11)
    await expect(railAccounts(page).nth(11)).toBeInViewport({ ratio: 1 })
  } finally {
    await app.quit()
    await removeProfile(profile.folder)
  }
})

test('the rail is ordered, silenced and found by key; every key is listed', async ({ app, practice }) => {
  const { page } = app
  await connectAll({ app, practice })
  const labels = async (): Promise<(string | undefined)[]> => {
    const answer = await app.invoke('accounts.list', {})
    return answer.ok ? answer.data.map(({ label }) => label) : []
  }
  const [first = '', second = '', ...others] = await labels()

  await test.step('Alt and an arrow move an account, and say where to', async () => {
    await railAccounts(page).nth(0).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(labels).toEqual([second, first, ...others])
    await expect(page.getByText(text('rail.moved', { name: first, place: 2, count: 4 }))).toBeAttached()
    await expect(railAccounts(page).nth(1)).toBeFocused()
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(labels).toEqual([first, second, ...others])
  })

  await test.step('dragging does it too', async () => {
    await railAccounts(page)
      .nth(1)
      .dragTo(railAccounts(page).nth(0), { targetPosition: { x: 20, y: 4 } })
    await expect.poll(labels).toEqual([second, first, ...others])
    await railAccounts(page)
      .nth(1)
      .dragTo(railAccounts(page).nth(0), { targetPosition: { x: 20, y: 4 } })
    await expect.poll(labels).toEqual([first, second, ...others])
  })

  await test.step('the menu and the palette leave an account in peace', async () => {
    await railAccounts(page).nth(0).click({ button: 'right' })
    await page.getByRole('menuitemcheckbox', { name: text('accounts.notify.doNotDisturb') }).click()
    await expect(railAccounts(page).nth(0).getByTestId('quiet-mark')).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(text('commands.placeholder')).fill(first)
    await page.getByRole('option', { name: text('commands.disturb', { name: first }) }).click()
    await expect(railAccounts(page).nth(0).getByTestId('quiet-mark')).toBeHidden()
  })

  await test.step('a part of a name and Enter lead to an account', async () => {
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(text('commands.placeholder')).fill(second.slice(0, 6))
    await expect(page.getByRole('option').first()).toContainText(second)
    await page.keyboard.press('Enter')
    await at(page, 1)
  })

  await test.step('F1 lists the keys', async () => {
    await page.keyboard.press('F1')
    const keys = page.getByRole('dialog', { name: text('keys.title') })
    await expect(keys.getByText(text('keys.window.palette'))).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(keys).toBeHidden()
  })
})

test('peers 4: the account is chosen inside the composer, and the text stays', async ({ app, practice }) => {
  const { page } = app
  await connectAll({ app, practice })
  await railAccounts(page).nth(0).click()
  await goTo(page, 'messages')
  const words = page.getByLabel(text('messages.textField'), { exact: true })
  await words.fill('Written before the account was chosen')
  const as = page.getByRole('combobox', { name: text('messages.as') })
  const other = await railAccounts(page).nth(1).getAttribute('aria-label')
  await as.click()
  await page.getByRole('option', { name: other?.split(' · ')[0] ?? '' }).click()
  await expect(as).toContainText(other?.split(' · ')[0] ?? '')
  await expect(words).toHaveValue('Written before the account was chosen')
})

test('in the smallest window, enlarged, rail, views and content stay in reach', async ({ app, practice }) => {
  const { page } = app
  await connectAll({ app, practice })
  await railAccounts(page).nth(0).click()
  await shrink(app, 1.5)
  await groupList(page).getByRole('option').first().click()
  const pane = page.getByTestId('group-pane')
  await expect(pane).toBeInViewport({ ratio: 1 })
  await pane.getByTestId('back-to-list').click()
  await expect(pane).toBeHidden()
  await expect(groupList(page).getByRole('option').first()).toBeInViewport()
  for (const view of ['requests', 'openlines', 'messages', 'outbox', 'settings', 'groups'] as const) {
    await goTo(page, view)
    expect(await widest(page), view).toBe(0)
    if (view === 'messages') {
      const words = page.getByLabel(text('messages.textField'), { exact: true })
      await words.scrollIntoViewIfNeeded()
      await expect(words).toBeInViewport({ ratio: 0.5 })
    }
  }
  await railAccounts(page).nth(3).click()
  await at(page, 3)
})
