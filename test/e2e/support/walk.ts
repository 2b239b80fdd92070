// A walk through every screen of the app, in one language, stopping at each. Pictures and the accessibility test share it.
import { expect, type Locator, type Page } from '@playwright/test'
import type { Language } from '../../../src/shared/i18n'
import type { Bellhop } from './app'
import type { Practice } from './practice'
import { textsOf, type Texts } from './text'
import { walkComposer } from './walk-composer'
import { walkForms } from './walk-forms'
import { walkGroups } from './walk-groups'
import { walkLinks } from './walk-links'
import { walkNotices } from './walk-notices'
import { walkOutbox } from './walk-outbox'
import { walkQuick } from './walk-quick'
import { walkJoinLink, walkRequests, walkTemplates } from './walk-requests'
import { walkSwitching } from './walk-switching'
import { walkText } from './walk-text'

export interface Walker {
  readonly app: Bellhop
  readonly practice: Practice
  readonly language: Language
  readonly theme: 'light' | 'dark'
  /** Called at every screen, when it has come to rest. */
  stop(name: string, page: Page): Promise<void>
}

/** Walks from the welcome to the settings; needs an app with an empty profile and its practice portal. */
export async function walk(walker: Walker): Promise<void> {
  const { app, language, theme } = walker
  await app.invoke('settings.set', { language, theme, holdSeconds: 0 })
  const t = textsOf(language)
  await welcome(walker, t)
  await connectAll(walker)
  await goTo(app.page, t, 'groups')
  await walkGroups(walker, t)
  await walkJoinLink(walker, t)
  await requests(walker, t)
  await openlines(walker, t)
  await messages(walker, t)
  await outbox(walker, t)
  await walkQuick(walker, t)
  await settings(walker, t)
  await walkNotices(walker, t)
  await walkLinks(walker, t)
}

const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true })

async function goTo(
  page: Page,
  t: Texts,
  view: 'groups' | 'requests' | 'openlines' | 'messages' | 'outbox' | 'settings',
) {
  const link = page.getByRole('navigation', { name: t('nav.label') }).getByRole('link')
  await link.filter({ hasText: t(`nav.${view}`) }).click()
}

async function welcome({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  await page.getByRole('heading', { name: t('welcome.title') }).waitFor()
  await stop('01-welcome', page)
  await button(page, t('welcome.bitrix24.action')).click()
  const webhook = page.getByRole('dialog', { name: t('accounts.bitrix24.title') })
  await webhook.getByLabel(t('accounts.bitrix24.address'), { exact: true }).fill('https://acme.bitrix24.com/rest/27/')
  await button(webhook, t('accounts.bitrix24.connect')).click()
  await webhook.getByTestId('error-note').waitFor()
  await stop('02-webhook-half-pasted', page)
  await page.keyboard.press('Escape')
  await webhook.waitFor({ state: 'hidden' })
  await button(page, t('welcome.bluesky.action')).click()
  const bluesky = page.getByRole('dialog', { name: t('accounts.bluesky.title') })
  await bluesky.waitFor()
  await stop('03-bluesky-sign-in', page)
  await page.keyboard.press('Escape')
  await bluesky.waitFor({ state: 'hidden' })
}

/** By the door, not by hand: connecting has its own journeys. */
export async function connectAll({ app, practice }: Pick<Walker, 'app' | 'practice'>): Promise<void> {
  await app.invoke('vault.useMemory', {})
  for (const { webhookUrl, name } of practice.info.bitrix24) {
    const answer = await app.invoke('accounts.connectBitrix24', { webhookUrl, label: name, allowHttp: true })
    if (!answer.ok) throw new Error(answer.error.code)
  }
  const { identifier, appPassword, serviceUrl } = practice.info.bluesky
  const answer = await app.invoke('accounts.connectBluesky', { identifier, appPassword, serviceUrl })
  if (!answer.ok) throw new Error(answer.error.code)
  for (const { id } of await accountsOf(app)) await app.invoke('groups.sync', { accountId: id })
}

async function accountsOf(app: Bellhop) {
  const answer = await app.invoke('accounts.list', {})
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data
}

async function requests(walker: Walker, t: Texts): Promise<void> {
  const { app, practice } = walker
  const { page } = app
  const bluesky = (await accountsOf(app)).find((account) => account.network === 'bluesky')
  for (const link of practice.info.bluesky.joinLinks.slice(0, 6)) {
    if (bluesky) await app.invoke('requests.send', { accountId: bluesky.id, link })
  }
  await goTo(page, t, 'requests')
  await walkRequests(walker, t)
}

async function openlines({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  await goTo(page, t, 'openlines')
  const options = page.getByRole('listbox', { name: t('openlines.list') }).getByRole('option')
  await options.first().click()
  await page.getByTestId('message').first().waitFor()
  await stop('09-open-channels', page)
}

async function messages(walker: Walker, t: Texts): Promise<void> {
  const { app, stop } = walker
  const { page } = app
  await goTo(page, t, 'messages')
  await page.getByLabel(t('messages.textField'), { exact: true }).waitFor()
  await stop('10-composer-empty', page)
  const who = page.getByRole('combobox').and(page.locator('[data-search]'))
  await who.fill('an')
  await page
    .getByRole('listbox', { name: t('messages.people') })
    .getByRole('option')
    .first()
    .click()
  await page
    .getByLabel(t('messages.textField'), { exact: true })
    .fill(
      'Здравствуйте, [b]Ольга[/b]!\n\nThe update ships on Thursday: [url=https://example.com/24]what changes[/url].',
    )
  await page
    .getByTestId('preview')
    .getByRole('link')
    .or(page.getByTestId('preview').getByText('what changes'))
    .first()
    .waitFor()
  await expect(page.getByTestId('send')).toBeEnabled()
  await stop('11-composer', page)
  await walkText(walker, t)
  await walkForms(walker, t)
  await walkComposer(walker, t)
  await expect(page.getByTestId('send')).toBeEnabled()
  await page.getByTestId('send').click()
}

async function outbox(walker: Walker, t: Texts): Promise<void> {
  const { page } = walker.app
  await goTo(page, t, 'outbox')
  await page.getByTestId('outbox-row').first().waitFor()
  await walkOutbox(walker, t)
}

async function settings(walker: Walker, t: Texts): Promise<void> {
  const { app, stop } = walker
  const { page } = app
  await goTo(page, t, 'settings')
  await page.getByTestId('vault-state').waitFor()
  await stop('13-settings', page)
  await walkTemplates(walker, t)
  await page.getByTestId('rail-account').nth(2).click()
  await stop('14-one-account', page)
  await walkSwitching(walker, t)
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder(t('commands.placeholder')).waitFor()
  await stop('15-commands', page)
  await page.keyboard.press('Escape')
}
