// The practice portals as a test sees them, and connecting one as a person does.
import type { Locator, Page } from '@playwright/test'
import type { ErrorCode } from '../../../src/shared/contract/errors'
import { button, dialog } from './journeys'
import type { Practice } from './practice'
import { text, type TextParams } from './text'

export type PortalKey = 'acme' | 'nord-logistics' | 'studio' | 'old-harbour'

/** A portal's answer to `GET /state` of the control door, by view; without one it is a summary. */
export async function portalState<T>(practice: Practice, portal: PortalKey, what: string): Promise<T> {
  const query = new URLSearchParams({ service: 'bitrix24', portal, what })
  const answer = (await practice.control('GET', `state?${query.toString()}`)) as Readonly<Record<string, T>>
  return answer[portal] as T
}

/** The webhook address as the portal issues it: `http(s)://127.0.0.1:PORT/rest/USER/CODE/`. */
export const webhookOf = (practice: Practice, portal: PortalKey): Promise<string> =>
  portalState<string>(practice, portal, 'webhookUrl')

/** Changes how a portal behaves: see `src/practice/bitrix24/changes.ts`. */
export async function changePortal(
  practice: Practice,
  portal: PortalKey,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  await practice.control('POST', 'accounts', { service: 'bitrix24', portal, ...change })
}

/** How the webhook's owner is called on the portal. */
export async function ownerOf(practice: Practice, portal: PortalKey): Promise<string> {
  const me = Number(new URL(await webhookOf(practice, portal)).pathname.split('/')[2])
  const people = await portalState<readonly { id: number; name: string }[]>(practice, portal, 'people')
  const name = people.find(({ id }) => id === me)?.name
  if (name === undefined) throw new Error(`nobody owns the webhook of ${portal}`)
  return name
}

/** An error's sentence as it is shown: the first letter is a capital one. */
export function sentence(code: ErrorCode, params: TextParams = {}): string {
  const plain = text(`errors.${code}` as Parameters<typeof text>[0], params)
  return plain.charAt(0).toLocaleUpperCase() + plain.slice(1)
}

/** Opens the dialog for a webhook address, from the welcome or by the rail's plus. */
export async function openConnect(page: Page): Promise<Locator> {
  const plus = button(page, 'rail.add')
  const door = button(page, 'welcome.bitrix24.action')
  await plus.or(door).first().waitFor()
  if (await plus.isVisible()) await plus.click()
  await door.click()
  const asked = dialog(page, 'accounts.bitrix24.title')
  await asked.waitFor()
  return asked
}

export const addressField = (asked: Locator): Locator =>
  asked.getByLabel(text('accounts.bitrix24.address'), { exact: true })

/** Types an address into the open dialog and presses Connect. */
export async function submitAddress(asked: Locator, address: string): Promise<void> {
  await addressField(asked).fill(address)
  await button(asked, 'accounts.bitrix24.connect').click()
}

/** Opens the dialog, types an address and presses Connect; the vault may ask now. */
export async function connectBitrix24(page: Page, address: string): Promise<Locator> {
  const asked = await openConnect(page)
  await submitAddress(asked, address)
  return asked
}

/** Above the views: whose things are shown. */
export const shownAccount = (page: Page): Locator => page.getByRole('navigation', { name: text('nav.label') })

/** The content of the chosen view. */
export const sheet = (page: Page): Locator => page.getByTestId('sheet')
