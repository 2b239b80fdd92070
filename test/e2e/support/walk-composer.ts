// The walk's way around what is written: whom it can go to and through what, when it leaves, the drafts, and what was said.
import { expect, type Locator, type Page } from '@playwright/test'
import type { Texts } from './text'
import type { Walker } from './walk'

const field = (page: Page): Locator => page.getByRole('combobox').and(page.locator('[data-search]'))
const options = (page: Page, t: Texts): Locator =>
  page.getByRole('listbox', { name: t('messages.people') }).getByRole('option')

/** In the composer with one recipient and a text, which are there again at the end. */
export async function walkComposer(walker: Walker, t: Texts): Promise<void> {
  const { stop } = walker
  const { page } = walker.app
  await field(page).fill('an')
  await options(page, t).nth(3).waitFor()
  await stop('11a-composer-finding', page)
  await page.keyboard.press('Escape')
  await history(walker, t)
  await page.getByTestId('later').click()
  const times = page.getByRole('group', { name: t('moment.label') })
  await times.waitFor()
  await stop('11c-composer-later', page)
  await page.keyboard.press('Escape')
  await times.waitFor({ state: 'hidden' })
  await file(walker)
  await drafts(walker, t)
  await throughLine(walker, t)
}

async function history({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  const text = 'Доброе утро! [b]Договор[/b] на согласовании, see [url=https://example.com/7]the draft[/url].'
  const recipient = await page.getByTestId('recipient').first().innerText()
  const accounts = await app.invoke('accounts.list', {})
  const accountId = accounts.ok ? accounts.data[0]?.id : undefined
  const found = accountId && (await app.invoke('messages.people', { accountId, text: recipient.trim() }))
  const person = found && found.ok ? found.data[0] : undefined
  if (!accountId || !person) throw new Error('the recipient is a person of the first account')
  const target = { kind: 'dialog', dialogId: person.userId } as const
  await app.invoke('outbox.enqueue', { accountId, target, text, holdSeconds: 0, targetTitle: person.name })
  await page.getByRole('tab', { name: t('messages.history.title') }).click()
  await page.getByTestId('past-message').first().waitFor()
  await stop('11b-composer-conversation', page)
  await page.getByRole('tab', { name: t('messages.preview') }).click()
}

/** A file with a long name, and a second one, which is refused. */
async function file({ app, stop }: Walker): Promise<void> {
  const part = app.page.getByTestId('file-field')
  const report = 'Отчёт о проделанной работе за второй квартал, draft three.pdf'
  const choose = (name: string): Promise<void> =>
    part.locator('input').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(1_240_000) })
  await choose(report)
  await expect(part.getByRole('progressbar')).toHaveCount(0)
  await choose('another.pdf')
  await part.getByTestId('error-note').waitFor()
  await stop('11g-composer-file', app.page)
  await part.getByTestId('file').getByRole('button').click()
  await expect(part.getByTestId('file')).toHaveCount(0)
}

/** One text is put aside, another begun for the same recipient: the first is offered. */
async function drafts({ app, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  const typed = page.getByLabel(t('messages.textField'), { exact: true })
  const name = (await page.getByTestId('recipient').first().innerText()).trim()
  await page.getByRole('button', { name: t('messages.new'), exact: true }).click()
  await typed.fill('До пятницы нужно ответить / an answer is due on Friday')
  await field(page).fill(name)
  await options(page, t).filter({ hasText: name }).first().click()
  await page.getByTestId('other-draft').waitFor()
  await page.getByTestId('drafts').click()
  await page.getByTestId('draft').first().waitFor()
  await stop('11d-composer-drafts', page)
  await page.getByTestId('draft').first().getByRole('button').first().click()
  await expect(typed).not.toHaveValue(/Friday/)
}

/** A channel with a name, and two recipients: one of them has had this week's message. */
async function throughLine({ app, practice, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  const code = practice.info.bitrix24[0]?.lineCodes[0]?.code ?? ''
  await page.getByTestId('line').click()
  await page.getByRole('button', { name: t('messages.lineAdd') }).click()
  await page.getByLabel(t('messages.lineCode'), { exact: true }).fill(code)
  await page.getByLabel(t('messages.lineName'), { exact: true }).fill('Поддержка')
  await page.getByRole('button', { name: t('messages.lineAddDo'), exact: true }).click()
  const name = (await page.getByTestId('recipient').first().innerText()).trim()
  await page.getByTestId('send').click()
  await expect(page.getByTestId('recipient')).toHaveCount(0)
  await page.getByTestId('line').click()
  await page.getByRole('radiogroup', { name: t('messages.how') }).waitFor()
  await stop('11e-composer-channels', page)
  await page.keyboard.press('Escape')
  for (const each of [name, 'Nora Bennett']) {
    await field(page).fill(each)
    await options(page, t).filter({ hasText: each }).first().click()
  }
  await page
    .getByLabel(t('messages.textField'), { exact: true })
    .fill(
      'Здравствуйте, [b]Ольга[/b]!\n\nThe update ships on Thursday: [url=https://example.com/24]what changes[/url].',
    )
  await page.getByTestId('left-out').waitFor()
  await expect(page.getByTestId('send')).toBeEnabled()
  await stop('11f-composer-limits', page)
}
