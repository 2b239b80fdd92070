// Getting into a practice portal as a person does, and finding one's way about its groups.
import { expect, type Locator, type Page } from '@playwright/test'
import { connectBitrix24, portalState, webhookOf, type PortalKey } from './bitrix24'
import { button, chooseSessionOnly, dialog, railAccounts } from './journeys'
import type { Practice } from './practice'
import { text } from './text'

export interface Entered {
  /** Host of the account, as sentences name it. */
  readonly host: string
}

/** Connects a portal by its webhook, keys for this session only. Another address than the portal's own may be given. */
export async function enterPortal(
  page: Page,
  practice: Practice,
  { portal = 'acme', address }: { readonly portal?: PortalKey; readonly address?: string } = {},
): Promise<Entered> {
  const webhook = address ?? (await webhookOf(practice, portal))
  const { host } = new URL(webhook)
  const before = await railAccounts(page).count()
  const asked = await connectBitrix24(page, webhook)
  if (before === 0) await chooseSessionOnly(page)
  const lacking = dialog(page, 'accounts.bitrix24.doneTitle', { name: host })
  await expect(railAccounts(page)).toHaveCount(before + 1)
  if (portal === 'studio') await button(lacking, 'app.continue').click()
  await expect(asked.or(lacking)).toBeHidden()
  return { host }
}

export interface GroupState {
  readonly groupId: string
  readonly name: string
  readonly kind: string
  readonly visible: boolean
  readonly opened: boolean
  readonly closed: boolean
  readonly active: boolean
  /** `A` owner, `E` moderator, `K` member, `Z` waiting, `T` banned, empty for none. */
  readonly role: string
  readonly initiatedBy: string
  readonly message: string
}

export const groupsOf = (practice: Practice, portal: PortalKey = 'acme'): Promise<readonly GroupState[]> =>
  portalState(practice, portal, 'relations')

/** A group at the portal, by its name. */
export async function groupNamed(practice: Practice, name: string, portal: PortalKey = 'acme'): Promise<GroupState> {
  const found = (await groupsOf(practice, portal)).find((group) => group.name === name)
  if (!found) throw new Error(`no group ${name} at ${portal}`)
  return found
}

export const searchField = (page: Page): Locator => page.getByRole('searchbox', { name: text('groups.search') })

export const groupList = (page: Page): Locator => page.getByRole('listbox', { name: text('groups.list'), exact: true })

/** The row of a group, by its exact name. */
export const groupRow = (page: Page, name: string): Locator =>
  groupList(page)
    .getByRole('option')
    .filter({ has: page.getByTitle(name, { exact: true }) })

export const groupPane = (page: Page): Locator => page.getByTestId('group-pane')

/** Searches for a group and chooses it. */
export async function chooseGroup(page: Page, name: string): Promise<Locator> {
  await searchField(page).fill(name)
  await groupRow(page, name).click()
  const pane = groupPane(page)
  await expect(pane).toHaveAttribute('aria-label', name)
  return pane
}

/** Chooses whether archived groups are found. */
export async function findArchived(page: Page, archived: 'without' | 'with' | 'only'): Promise<void> {
  await button(page, 'groups.moreFilters').click()
  await button(page, `groups.archived.${archived}`).click()
  await page.keyboard.press('Escape')
  await expect(button(page, `groups.archived.${archived}`)).toBeHidden()
}

/** What stands in the pane before asking. */
export const checkCard = (page: Page): Locator => page.getByTestId('request-check')

/** Asks where somebody decides. */
export const askButton = (page: Page): Locator => button(groupPane(page), 'groups.ask')

/** Asks where one is in at once. */
export const joinButton = (page: Page): Locator => button(groupPane(page), 'groups.join')

/** What stands in the pane after asking. */
export const askResult = (page: Page): Locator => page.getByTestId('ask-result')

export const REQUEST = 'sonet_group.user.request'

/** The row of a request, in the requests view. */
export const requestRow = (page: Page, group: string): Locator =>
  page.getByTestId('request-row').and(page.getByRole('listitem', { name: group, exact: true }))

export const isMine = ({ role }: GroupState): boolean => ['A', 'E', 'K'].includes(role)

/** Whether the list shows it without asking for archived ones: a secret group only to its people. */
export const isListed = (group: GroupState): boolean => (group.visible || isMine(group)) && !group.closed
