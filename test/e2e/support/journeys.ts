// Steps that many journeys share, as a person takes them.
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import type { MessageKey } from '../../../src/shared/i18n'
import type { Bellhop } from './app'
import { text } from './text'

/** To be loaded first: main's clock, which `putForward` moves. */
export const CLOCK = join(import.meta.dirname, 'clock.cjs')

/** Lets time pass for main, in an app that loaded `CLOCK` first. */
export const putForward = (app: Bellhop, ms: number): Promise<void> =>
  app.electron.evaluate((_electron, by) => {
    ;(globalThis as unknown as { putForward(ms: number): void }).putForward(by)
  }, ms)

/** The open dialog with a title. */
export const dialog = (page: Page, title: MessageKey, params: Readonly<Record<string, string>> = {}): Locator =>
  page.getByRole('dialog', { name: text(title, params), exact: true })

export const button = (
  within: Page | Locator,
  name: MessageKey,
  params: Readonly<Record<string, string>> = {},
): Locator => within.getByRole('button', { name: text(name, params), exact: true })

/** Answers the vault's question: keys live until the app ends. */
export async function chooseSessionOnly(page: Page): Promise<void> {
  await button(dialog(page, 'vault.absent.title'), 'vault.sessionOnly').click()
}

/** Answers the vault's question with a passphrase. */
export async function choosePassphrase(page: Page, passphrase: string): Promise<void> {
  const asked = dialog(page, 'vault.absent.title')
  await asked.getByLabel(text('vault.passphrase'), { exact: true }).fill(passphrase)
  await asked.getByLabel(text('vault.again'), { exact: true }).fill(passphrase)
  await button(asked, 'vault.set').click()
}

/** Opens the vault with its passphrase, asked from the foot of the navigation. */
export async function unlockVault(page: Page, passphrase: string): Promise<void> {
  await button(page.getByRole('navigation', { name: text('nav.label') }), 'vault.unlock').click()
  const asked = dialog(page, 'vault.locked.title')
  await asked.getByLabel(text('vault.passphrase'), { exact: true }).fill(passphrase)
  await button(asked, 'vault.unlock').click()
}

/** Goes to a view by the navigation. */
export async function goTo(
  page: Page,
  view: 'groups' | 'requests' | 'openlines' | 'messages' | 'outbox' | 'settings',
): Promise<void> {
  const views = page.getByRole('navigation', { name: text('nav.label') })
  await views.getByRole('link', { name: new RegExp(`^${text(`nav.${view}`)}(?: \\d+)?$`) }).click()
}

/** The accounts in the rail, in order. */
export const railAccounts = (page: Page): Locator => page.getByTestId('rail-account')

/** The practice portals of the app's own: four accounts, no keys, no questions. */
export async function lookAround(page: Page): Promise<void> {
  await button(page, 'welcome.practice.action').click()
  await expect(railAccounts(page)).toHaveCount(4)
}
