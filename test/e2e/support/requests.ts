// The requests view as a person sees it: where I asked on the left, who asks me on the right.
import type { Locator, Page } from '@playwright/test'
import { portalState, type PortalKey } from './bitrix24'
import { button } from './journeys'
import type { Practice } from './practice'
import { text } from './text'

export const CONFIRM = 'im.notify.confirm'

export const mine = (page: Page): Locator => page.getByRole('region', { name: text('requests.title'), exact: true })

export const whoAsks = (page: Page): Locator =>
  page.getByRole('region', { name: text('requests.incoming.title'), exact: true })

/** The names in the column, from top to bottom. */
export const namesIn = (rows: Locator): Promise<(string | null)[]> =>
  rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')))

/** Somebody who waits for my decision. */
export const asker = (page: Page, name: string): Locator =>
  whoAsks(page)
    .getByTestId('incoming-row')
    .and(page.getByRole('listitem', { name, exact: true }))

/** Somebody who no longer waits. */
export const decided = (page: Page, name: string): Locator =>
  whoAsks(page)
    .getByTestId('decided-row')
    .and(page.getByRole('listitem', { name, exact: true }))

export const invitation = (page: Page, group: string): Locator =>
  page.getByTestId('invitation-row').and(page.getByRole('listitem', { name: group, exact: true }))

export const approve = (page: Page, name: string): Locator => button(page, 'requests.incoming.approveName', { name })

export const decline = (page: Page, name: string): Locator => button(page, 'requests.incoming.declineName', { name })

/** The box that chooses somebody together with others. */
export const choose = (within: Page | Locator, name: string): Locator =>
  within.getByRole('checkbox', { name: text('requests.incoming.choose', { name }), exact: true })

/** What was decided about requests and invitations at a portal: `Y` or `N`, in order; only what was carried out. */
export async function confirmed(practice: Practice, portal: PortalKey = 'acme'): Promise<readonly unknown[]> {
  const arrived = await practice.arrived(CONFIRM)
  return arrived.filter((call) => call.processed && call.portal === portal).map(({ params }) => params['NOTIFY_VALUE'])
}

interface Notification {
  readonly tag: string
  readonly userId: number
}

/** How many requests to groups wait for somebody's decision at a portal. */
export async function waitingAt(practice: Practice, portal: PortalKey = 'acme'): Promise<number> {
  const notifications = await portalState<readonly Notification[]>(practice, portal, 'notifications')
  return notifications.filter(({ tag }) => tag.startsWith('SOCNET|REQUEST_GROUP|')).length
}
