// The walk's way through requests in both directions, the join link of a group of mine, and templates.
import type { Locator, Page } from '@playwright/test'
import type { Texts } from './text'
import type { Walker } from './walk'

const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true })

/** Longer than a picture takes. */
const HELD_SECONDS = 30

/** Through the requests, which are in view: one unfolded, one decided and held, many about to be declined. */
export async function walkRequests(walker: Walker, t: Texts): Promise<void> {
  const { app, stop } = walker
  const { page } = app
  await page.getByTestId('request-row').first().waitFor()
  await page.getByTestId('incoming-row').first().waitFor()
  await page.getByTestId('invitation-row').first().waitFor()
  await stop('08-requests', page)
  const heads = page.getByTestId('request-row').locator('button[aria-expanded]')
  await heads.first().click()
  await heads.last().click()
  await heads.first().focus()
  await stop('08a-request-unfolded', page)
  await whoAsks(walker, t)
}

/** A row that stays the same one while others come in before it. */
async function rowAt(column: Locator, place: number): Promise<{ readonly row: Locator; readonly name: string }> {
  const seen = await column
    .getByTestId('incoming-row')
    .nth(place)
    .evaluate((row) => ({ request: row.dataset['request'] ?? '', name: row.getAttribute('aria-label') ?? '' }))
  return { row: column.locator(`[data-request="${seen.request}"]`), name: seen.name }
}

async function whoAsks({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  const column = page.getByRole('region', { name: t('requests.incoming.title'), exact: true })
  const { row, name } = await rowAt(column, 0)
  await app.invoke('settings.set', { holdSeconds: HELD_SECONDS })
  await button(row, t('requests.incoming.approveName', { name })).click()
  await page.getByText(t('requests.incoming.notice.approve', { name }), { exact: true }).waitFor()
  await stop('08b-decision-held', page)
  await page.keyboard.press('Control+z')
  await button(row, t('requests.incoming.approveName', { name })).waitFor()
  await app.invoke('settings.set', { holdSeconds: 0 })
  const two = [await rowAt(column, 0), await rowAt(column, 1)]
  for (const chosen of two) await chosen.row.getByRole('checkbox').check()
  await button(column, t('requests.incoming.declineSome', { n: 2 })).click()
  await page.getByRole('dialog').waitFor()
  await stop('08c-declining-two', page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** To a Bluesky group of mine and its link; the groups are in view. */
export async function walkJoinLink({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  await page.getByLabel(t('groups.search'), { exact: true }).fill('Анина мастерская')
  await page
    .getByRole('listbox', { name: t('groups.list') })
    .getByRole('option')
    .first()
    .click()
  await page.getByTestId('qr-code').scrollIntoViewIfNeeded()
  await stop('07a-join-link-of-mine', page)
  await page.getByLabel(t('groups.search'), { exact: true }).fill('')
}

/** Through the templates; the settings are in view. */
export async function walkTemplates({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  await button(page, t('templates.new')).click()
  const form = page.getByRole('dialog', { name: t('templates.newTitle'), exact: true })
  await form.getByLabel(t('templates.nameField'), { exact: true }).fill(t('templates.for.request'))
  await form.getByLabel(t('templates.textField'), { exact: true }).fill('{owner}, {group}?\n{me} · {portal}')
  await form.getByTestId('template-preview').waitFor()
  await stop('13a-template', page)
  await button(form, t('app.save')).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByTestId('template').scrollIntoViewIfNeeded()
  await stop('13b-templates', page)
}
