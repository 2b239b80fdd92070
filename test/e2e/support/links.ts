// Links as they come to the app: by another process, by its first start, by the clipboard; and the question they lead to.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, type Locator, type Page } from '@playwright/test'
import { portalState, type PortalKey } from './bitrix24'
import type { Bellhop } from './app'
import { copyElsewhere } from './clipboard'
import { button, dialog } from './journeys'
import { ROOT, type Practice } from './practice'
import { text } from './text'

/** Starts the app once more with a link, as the system does when one is clicked. Ends when that process has gone. */
export async function passLink(app: Bellhop, link: string): Promise<void> {
  const program = process.env['ELECTRON_EXEC_PATH'] ?? ''
  const second = spawn(program, [ROOT, `--user-data-dir=${app.profile}`, '--lang=en', link], { stdio: 'ignore' })
  const [code] = (await once(second, 'exit')) as [number | null]
  expect(code).toBe(0)
}

/** Copies a text elsewhere and pastes it here, by key. */
export async function pasteHere(app: Bellhop, copied: string): Promise<void> {
  await copyElsewhere(app, copied)
  await app.page.keyboard.press('Control+V')
}

export const question = (page: Page): Locator => dialog(page, 'links.title')
export const deadLink = (page: Page): Locator => dialog(page, 'links.dead')

/** Agrees to what stands there; it can be agreed to after a moment only. */
export async function agree(page: Page): Promise<void> {
  await button(question(page), 'links.open').click()
  await expect(question(page)).toBeHidden()
}

/** Reads why a link leads nowhere, and closes it. */
export async function readDead(page: Page, sentence: string): Promise<void> {
  await expect(deadLink(page).getByTestId('error-note')).toContainText(sentence)
  await expect(button(deadLink(page), 'links.open')).toHaveCount(0)
  // The cross has the same name.
  await deadLink(page)
    .getByRole('button', { name: text('app.close'), exact: true })
    .last()
    .click()
  await expect(deadLink(page).getByText(sentence)).toBeHidden()
}

/** The webhook of somebody else who works at a portal. */
export const colleagueOf = (practice: Practice, portal: PortalKey): Promise<string> =>
  portalState<string>(practice, portal, 'colleagueUrl')
