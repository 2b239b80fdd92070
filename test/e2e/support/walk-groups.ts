// The walk's way through the groups.
import { expect, type Locator, type Page } from '@playwright/test'
import type { MessageKey } from '../../../src/shared/i18n'
import type { Texts } from './text'
import type { Walker } from './walk'

const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true })

/** Through the groups, which are in view: found, filtered, one by one and several at once. */
export async function walkGroups(walker: Walker, t: Texts): Promise<void> {
  const { page } = walker.app
  const options = page.getByRole('listbox', { name: t('groups.list') }).getByRole('option')
  await options.first().waitFor()
  await walker.stop('04-groups', page)
  await groupFilters(walker, t)
  await page.getByLabel(t('groups.search'), { exact: true }).fill('launch')
  await expect(options.first()).toContainText('launch')
  const asking = options.filter({
    hasNotText: new RegExp(
      ['owner', 'member', 'moderator', 'requested', 'invited'].map((r) => t(`relations.${r}` as MessageKey)).join('|'),
    ),
  })
  await asking.filter({ hasText: 'launch' }).first().click()
  await page.getByTestId('request-check').waitFor()
  await page.getByTestId('members').waitFor()
  await walker.stop('05-group-and-how-to-ask', page)
  const ask = button(page.getByTestId('group-pane'), t('groups.ask'))
  if (await ask.isVisible()) {
    await ask.click()
    await page.getByTestId('ask-result').waitFor()
    await walker.stop('06-group-asked', page)
  }
  await manyGroups(walker, t)
  await invitation(walker, t)
  await joinLink(walker, t)
}

async function groupFilters({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  await button(page, t('groups.moreFilters')).click()
  const panel = page.getByRole('dialog')
  await button(panel, t('groups.kinds.project')).click()
  await button(panel, t('groups.archived.with')).click()
  await stop('04a-group-filters', page)
  await page.keyboard.press('Escape')
  await button(page, t('groups.saved.title')).click()
  await panel.getByRole('textbox').fill(t('groups.kinds.project'))
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: t('groups.saved.title') }).waitFor()
  await stop('04b-saved-filters', page)
  await page.keyboard.press('Escape')
  await button(page, t('groups.resetFilters')).click()
}

async function manyGroups({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  await button(page, t('groups.filter.outside')).click()
  await page.getByLabel(t('groups.search'), { exact: true }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Home')
  for (let more = 0; more < 3; more += 1) await page.keyboard.press('Shift+ArrowDown')
  const selection = page.getByTestId('selection-pane')
  await selection.getByRole('textbox').fill('{owner}, {group}: {me} ({portal})')
  await stop('06a-groups-selected', page)
  await page.keyboard.press('Control+Enter')
  const result = page.getByTestId('bulk-pane')
  await button(result, t('groups.openRequests')).waitFor()
  await stop('06b-groups-asked', page)
  await button(result, t('app.close')).click()
  await button(page.getByRole('group', { name: t('groups.filters') }), t('groups.filter.all')).click()
}

async function invitation({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  await page.getByLabel(t('groups.search'), { exact: true }).fill('Product council')
  await page
    .getByRole('listbox', { name: t('groups.list') })
    .getByRole('option')
    .first()
    .click()
  await button(page.getByTestId('group-pane'), t('groups.accept')).waitFor()
  await stop('06c-group-invites', page)
}

async function joinLink({ app, practice, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  await button(page, t('groups.joinByLink')).click()
  const link = page.getByRole('dialog')
  await link.getByRole('textbox').fill(practice.info.bluesky.joinLinks[1] ?? '')
  await button(link, t('groups.link.look')).click()
  await link.getByTestId('link-preview').waitFor()
  await stop('07-join-by-link', page)
  await page.keyboard.press('Escape')
  await link.waitFor({ state: 'hidden' })
}
