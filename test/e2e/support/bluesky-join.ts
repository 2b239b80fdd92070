// Joining by link, as a person does it, and what the practice chat service counted.
import { expect, type Locator, type Page } from '@playwright/test'
import { outcome } from './bluesky'
import { button, dialog, goTo } from './journeys'
import type { Practice } from './practice'
import { text } from './text'

export const ASK = 'chat.bsky.group.requestJoin'

/** How often the chat service itself was asked, whether or not it did anything. */
export const asked = async (practice: Practice): Promise<number> =>
  (await practice.arrived(ASK)).filter(({ portal }) => portal === 'chat').length

export async function openLinks(page: Page): Promise<Locator> {
  await goTo(page, 'groups')
  await button(page, 'groups.joinByLink').click()
  return dialog(page, 'groups.link.title')
}

export async function look(links: Locator, link: string): Promise<Locator> {
  await links.getByLabel(text('groups.link.field'), { exact: true }).fill(link)
  await button(links, 'groups.link.look').click()
  return links.getByTestId('link-preview')
}

/** Looks at an outcome's group and presses the button that asks. */
export async function ask(links: Locator, practice: Practice, key: string): Promise<Locator> {
  const { code, name } = await outcome(practice, key)
  await expect(await look(links, code)).toHaveAttribute('aria-label', name)
  const join = button(links, 'groups.join')
  await join.or(button(links, 'groups.ask')).click()
  return links.getByTestId('ask-result')
}

export const rowOf = (page: Page, name: string): Locator =>
  page.getByTestId('request-row').and(page.getByRole('listitem', { name, exact: true }))

export async function openRow(page: Page, name: string): Promise<Locator> {
  const row = rowOf(page, name).first()
  await button(row, 'requests.history', { name }).click()
  return row.getByRole('list', { name: text('requests.historyList') })
}

export const steps = (
  ...states: ('checking' | 'sending' | 'pending' | 'joined' | 'failed' | 'withdrawn')[]
): RegExp[] => states.map((state) => new RegExp(`${text(`requests.state.${state}`)}`))
