// Network messages as a test sees them: the composer, the outbox, and what the portal delivered.
import { expect, type Locator, type Page } from '@playwright/test'
import { portalState, type PortalKey } from './bitrix24'
import { button, goTo } from './journeys'
import type { Practice } from './practice'
import { text, textOf } from './text'

export const SEND = 'imopenlines.network.message.add'

export interface NetworkLine {
  readonly code: string
  readonly name: string
  readonly active: boolean
  readonly joined: boolean
}

/** Codes of the lines a portal has connected. */
export async function connectedLines(practice: Practice, portal: PortalKey = 'acme'): Promise<readonly NetworkLine[]> {
  const lines = await portalState<readonly NetworkLine[]>(practice, portal, 'networkLines')
  return lines.filter(({ active, joined }) => active && joined)
}

export interface Delivery {
  readonly code: string
  readonly userId: number
  readonly text: string
  readonly attach: boolean
  readonly keyboard: boolean
  readonly urlPreview: boolean
}

/** What reached people through network lines. */
export async function deliveries(practice: Practice, portal: PortalKey = 'acme'): Promise<readonly Delivery[]> {
  return (await portalState<{ deliveries: readonly Delivery[] }>(practice, portal, 'deliveries')).deliveries
}

export const composer = (page: Page): Locator => page.getByRole('region', { name: text('nav.messages'), exact: true })

/** The button that says how it goes: directly, or through which channel. */
export const lineButton = (page: Page): Locator => composer(page).getByTestId('line')

/** Opens the list of channels. */
export async function openLines(page: Page): Promise<Locator> {
  await lineButton(page).click()
  const list = page.getByRole('dialog').filter({ has: page.getByRole('radiogroup', { name: text('messages.how') }) })
  await expect(list).toBeVisible()
  return list
}

/** Adds a channel by its code, as a person pastes it, and goes through it. */
export async function addLine(page: Page, code: string, name = ''): Promise<void> {
  const list = await openLines(page)
  await button(list, 'messages.lineAdd').click()
  await list.getByLabel(text('messages.lineCode'), { exact: true }).fill(code)
  if (name) await list.getByLabel(text('messages.lineName'), { exact: true }).fill(name)
  await button(list, 'messages.lineAddDo').click()
  await expect(list).toBeHidden()
}

export const textField = (page: Page): Locator => composer(page).getByLabel(text('messages.textField'), { exact: true })

/** The section of a part that is built in a form or as JSON. */
export const partOf = (page: Page, part: 'attach' | 'keyboard'): Locator =>
  composer(page).getByRole('region', { name: text(`messages.${part}`), exact: true })

/** The JSON of a part; it is turned to first. */
export async function jsonField(page: Page, part: 'attach' | 'keyboard'): Promise<Locator> {
  await button(partOf(page, part), 'messages.forms.json').click()
  return partOf(page, part).getByRole('textbox', {
    name: text('messages.forms.jsonOf', { part: text(`messages.${part}`) }),
  })
}

export const sendButton = (page: Page): Locator => composer(page).getByTestId('send')

export const slot = (page: Page): Locator => composer(page).getByTestId('slot')

/** The field in which recipients are found. */
export const toField = (page: Page): Locator => composer(page).getByRole('combobox').and(page.locator('[data-search]'))

export const recipients = (page: Page): Locator => composer(page).getByTestId('recipient')

/** What can be chosen just now. */
export const targets = (page: Page): Locator =>
  composer(page)
    .getByRole('listbox', { name: text('messages.people') })
    .getByRole('option')

/** Finds a place by its name and adds it to those written to. */
export async function addRecipient(page: Page, name: string): Promise<void> {
  await toField(page).fill(name)
  await targets(page).filter({ hasText: name }).first().click()
  await expect(recipients(page).filter({ hasText: name })).toHaveCount(1)
}

/** Writes to this one only. */
export async function chooseRecipient(page: Page, name: string): Promise<void> {
  await toField(page).fill('')
  for (let left = await recipients(page).count(); left > 0; left -= 1) await toField(page).press('Backspace')
  await expect(recipients(page)).toHaveCount(0)
  await addRecipient(page, name)
}

/** Writes to somebody and presses the button; the composer is empty afterwards. */
export async function send(page: Page, to: string, message: string): Promise<void> {
  await chooseRecipient(page, to)
  await textField(page).fill(message)
  await sendButton(page).click()
  await expect(textField(page)).toHaveValue('')
}

/** Sets the time to undo a send, and comes back. */
export async function setHold(page: Page, seconds: 0 | 3): Promise<void> {
  await goTo(page, 'settings')
  const label = seconds === 0 ? text('settings.holdNone') : textOf(seconds, 'settings.holdSeconds')
  const hold = page.getByRole('combobox', { name: text('settings.hold'), exact: true })
  await hold.click()
  await page.getByRole('option', { name: label, exact: true }).click()
  await expect(hold).toContainText(label)
}

/** The row of a message in the outbox, by its text. */
export const outboxRow = (page: Page, message: string): Locator =>
  page.getByTestId('outbox-row').filter({ hasText: message })

export const decide = (row: Locator, as: 'sent' | 'resend' | 'discard'): Promise<void> =>
  button(row, `outbox.decision.${as}`).click()
