// The walk's way through the outbox, with a message in every state that can stand still, of several accounts.
import type { Locator, Page } from '@playwright/test'
import type { OutputOf } from '../../../src/shared/contract'
import type { MessageTarget } from '../../../src/shared/contract/messages'
import { SEND } from './messages'
import { dialogsOf } from './openlines'
import type { Texts } from './text'
import type { Walker } from './walk'

type Account = OutputOf<'accounts.list'>[number]

const HELD_SECONDS = 30
const DAY_MS = 86_400_000

const TEXTS = {
  en: {
    news: 'News of the week: the portal moves to the new servers on Thursday night.\nNothing is asked of you.',
    reply: 'Good morning! [b]Your order[/b] is ready, you can fetch it until 20:00.',
    late: 'The price list for December is in the attachment.',
    meeting: 'Shall we meet on Tuesday at 10? [url=https://example.com/room]The room is booked[/url].',
  },
  ru: {
    news: 'Новости недели: в ночь на пятницу портал переезжает на новые серверы.\nОт вас ничего не требуется.',
    reply: 'Доброе утро! [b]Ваш заказ[/b] готов, забрать его можно до 20:00.',
    late: 'Прайс-лист на декабрь во вложении.',
    meeting: 'Встретимся во вторник в 10? [url=https://example.com/room]Переговорная занята за нами[/url].',
  },
} as const

/** Through the outbox, which is in view. */
export async function walkOutbox(walker: Walker, t: Texts): Promise<void> {
  const { app, stop } = walker
  const { page } = app
  await fill(walker)
  await page.getByText(t('outbox.decide')).first().waitFor()
  await page.getByTestId('outbox-failed-card').waitFor()
  const list = page.getByTestId('outbox-list')
  await stop('12-outbox', page)
  await rowOf(list, t('outbox.state.failed')).locator('[data-rove]').first().click()
  await page.getByTestId('outbox-details').getByRole('listitem').nth(1).waitFor()
  await page.getByTestId('outbox-details').scrollIntoViewIfNeeded()
  await stop('12a-outbox-details', page)
  await button(page, t('outbox.card.discardAll')).click()
  await page.getByRole('dialog').waitFor()
  await stop('12b-outbox-discarding', page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await onTheWay(walker, t)
}

const button = (within: Page, name: string): Locator => within.getByRole('button', { name, exact: true })

const rowOf = (list: Locator, has: string): Locator => list.getByTestId('outbox-row').filter({ hasText: has }).first()

/** Scheduled, and found by words. */
async function onTheWay({ app, stop, language }: Walker, t: Texts): Promise<void> {
  const { page } = app
  const search = page.getByLabel(t('outbox.search'), { exact: true })
  await search.fill(TEXTS[language].meeting.slice(0, 6))
  await page.getByTestId('outbox-row').locator('mark').first().waitFor()
  await stop('12c-outbox-search', page)
  await button(page, t('outbox.do.later')).first().click()
  await page.getByRole('dialog').waitFor()
  await stop('12d-outbox-later', page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await search.fill('')
}

async function fill({ app, practice, language }: Walker): Promise<void> {
  const texts = TEXTS[language]
  const listed = await app.invoke('accounts.list', {})
  if (!listed.ok) throw new Error(listed.error.code)
  const [acme, nord] = listed.data
  if (!acme || !nord) throw new Error('two portals are needed')
  const fault = (portal: string, method: string, effect: object, times = 1): Promise<void> =>
    practice.fault({ portal, method, times, effect })
  const enqueue = async (account: Account, target: MessageTarget, more: object): Promise<void> => {
    const answer = await app.invoke('outbox.enqueue', { accountId: account.id, target, text: texts.news, ...more })
    if (!answer.ok) throw new Error(answer.error.code)
  }
  const chats = (await dialogsOf(practice)).filter(({ joined, status }) => joined && status < 40)
  const chat = (index: number): { readonly target: MessageTarget; readonly targetTitle: string } => {
    const found = chats[index % chats.length]
    if (!found) throw new Error('no dialog is mine')
    return { target: { kind: 'dialog', dialogId: `chat${found.chatId}` }, targetTitle: found.title }
  }
  const people = await peopleOf({ app, practice }, acme, 0)
  const northern = await peopleOf({ app, practice }, nord, 1)

  await enqueue(acme, chat(0).target, { targetTitle: chat(0).targetTitle, text: texts.reply })
  await fault('acme', SEND, { kind: 'reset', processed: true })
  await enqueue(acme, people[0].target, { targetTitle: people[0].name })
  await fault('acme', SEND, { kind: 'error', status: 400, error: 'USER_MESSAGE_LIMIT' })
  await enqueue(acme, people[1].target, { targetTitle: people[1].name })
  await fault('nord-logistics', SEND, { kind: 'error', status: 400, error: 'INACTIVE' })
  await enqueue(nord, northern[0].target, { targetTitle: northern[0].name, text: texts.late })
  const tomorrow = new Date(Date.now() + DAY_MS).toISOString()
  await enqueue(acme, people[2].target, { targetTitle: people[2].name, text: texts.meeting, notBefore: tomorrow })
  const busy = { kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED' }
  await fault('nord-logistics', SEND, busy, 50)
  await enqueue(nord, northern[1].target, { targetTitle: northern[1].name, text: texts.late })
  await enqueue(nord, northern[1].target, { targetTitle: northern[1].name, text: texts.meeting })
  await enqueue(acme, chat(1).target, { ...chat(1), text: texts.reply, holdSeconds: HELD_SECONDS })
}

type Addressee = { readonly target: MessageTarget; readonly name: string }

/** Three colleagues, through a line the portal has joined. */
async function peopleOf(
  { app, practice }: Pick<Walker, 'app' | 'practice'>,
  account: Account,
  portal: number,
): Promise<readonly [Addressee, Addressee, Addressee]> {
  const lineCode = practice.info.bitrix24[portal]?.lineCodes[0]?.code
  const found = await app.invoke('messages.people', { accountId: account.id, text: portal === 0 ? 'ma' : 'ан' })
  if (!lineCode || !found.ok) throw new Error('nobody to write to')
  const [first, second, third] = found.data
    .filter(({ active }) => active)
    .map(({ userId, name }): Addressee => ({ target: { kind: 'network', lineCode, userId }, name }))
  if (!first || !second || !third) throw new Error('too few people')
  return [first, second, third]
}
