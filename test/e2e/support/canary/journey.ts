// The whole journey with secrets in hand, step by step: what is typed where, and what servers throw back.
import { expect } from '@playwright/test'
import type { InputOf, ResultOf, RouteName } from '../../../../src/shared/contract'
import type { Bellhop } from '../app'
import { openConnect, portalState, sentence, submitAddress, webhookOf } from '../bitrix24'
import { agreeToHost, field, hostOf, openSignIn, outcome, person, typeAndSignIn } from '../bluesky'
import { ask, look, openLinks } from '../bluesky-join'
import { button, choosePassphrase, dialog, goTo, railAccounts } from '../journeys'
import { chooseGroup } from '../portal'
import type { Practice } from '../practice'
import { text } from '../text'

type AccountId = InputOf<'accounts.check'>['id']

export interface Scene {
  readonly app: Bellhop
  readonly practice: Practice
}

/** What a call answered; a refusal fails the test with its code. */
export function dataOf<R extends RouteName>(answer: ResultOf<R>): Extract<ResultOf<R>, { ok: true }>['data'] {
  if (!answer.ok) throw new Error(`refused: ${answer.error.code}`)
  return answer.data
}

/** Pastes that miss a part and hold the secret one, then the whole address; the vault asks for its passphrase. */
export async function connectByHalves(
  { app, practice }: Scene,
  { passphrase, webPassword }: { readonly passphrase: string; readonly webPassword: string },
): Promise<void> {
  const webhook = await webhookOf(practice, 'acme')
  const { host, pathname } = new URL(webhook)
  const [, , user = '', code = ''] = pathname.split('/')
  const asked = await openConnect(app.page)
  const note = asked.getByTestId('error-note')
  for (const half of [
    code,
    `${user}/${code}/`,
    `http://${host}/${user}/${code}/`,
    `http://${host}/rest/${code}/`,
    `http://${host}/rest/${user}/${code.slice(0, 8)}/`,
    `http://${code}/rest/${user}/`,
  ]) {
    await submitAddress(asked, half)
    await expect(note).toBeVisible()
  }
  const whole = new URL(webhook)
  whole.username = 'reader'
  whole.password = encodeURIComponent(webPassword)
  await submitAddress(asked, whole.href)
  await choosePassphrase(app.page, passphrase)
  await expect(asked).toBeHidden()
  await expect(railAccounts(app.page)).toHaveCount(1)
}

/** A dialog I am not in and may step into. */
async function strangeChat(practice: Practice): Promise<string> {
  type Dialogs = readonly { readonly chatId: string; readonly mayJoin: boolean; readonly joined: boolean }[]
  const dialogs = await portalState<Dialogs>(practice, 'acme', 'dialogs')
  const found = dialogs.find(({ mayJoin, joined }) => mayJoin && !joined)
  if (!found) throw new Error('there is no dialog to step into')
  return found.chatId
}

/** Asks to join a group, joins a dialog, and pastes secrets into fields that are meant for something else. */
export async function usePortal({ app, practice }: Scene): Promise<void> {
  const { page } = app
  const webhook = await webhookOf(practice, 'acme')
  await goTo(page, 'groups')
  const pane = await chooseGroup(page, 'Suppliers and tenders')
  await pane.getByLabel(text('groups.message'), { exact: true }).fill('Please let me in')
  await button(pane, 'groups.ask').click()
  await expect(pane.getByTestId('ask-result')).toBeVisible()
  await goTo(page, 'openlines')
  const chat = await strangeChat(practice)
  const joinByChat = page.getByTestId('join-by-chat')
  for (const typed of [webhook, chat]) {
    const before = (await practice.arrived('imopenlines.session.join')).length
    await joinByChat.getByLabel(text('openlines.chatField'), { exact: true }).fill(typed)
    await button(joinByChat, 'openlines.joinChat').click()
    if (typed === webhook) await expect(page.getByText(text('openlines.joinFailed')).first()).toBeVisible()
    else await expect.poll(async () => (await practice.arrived('imopenlines.session.join')).length).toBe(before + 1)
  }
}

/** The wrong passwords first, then the right one; links that lead in, and some that are no links but secrets. */
export async function useBluesky({ app, practice }: Scene): Promise<void> {
  const { page } = app
  const anna = await person(practice, 'anna')
  const webhook = await webhookOf(practice, 'acme')
  const signIn = await openSignIn(page)
  const note = signIn.getByTestId('error-note')
  await typeAndSignIn(signIn, { identifier: anna.appPassword, password: anna.appPassword })
  await expect(note).toBeVisible()
  // The account's own password is only warned of; half an app password goes to the server, which refuses it.
  await typeAndSignIn(signIn, { identifier: anna.did, password: anna.password })
  await expect(button(signIn, 'accounts.bluesky.useAnyway')).toBeVisible()
  await typeAndSignIn(signIn, { identifier: anna.did, password: anna.appPassword.slice(0, 9) })
  await button(signIn, 'accounts.bluesky.useAnyway').click()
  await agreeToHost(signIn, hostOf(practice))
  await expect(note).toContainText(sentence('bluesky.wrongPassword'))
  await typeAndSignIn(signIn, { identifier: anna.did, password: anna.appPassword })
  await agreeToHost(signIn, hostOf(practice))
  await expect(signIn).toBeHidden()
  await expect(railAccounts(page)).toHaveCount(2)
  const links = await openLinks(page)
  for (const typed of [anna.appPassword, webhook]) {
    await look(links, typed)
    await expect(links.getByTestId('error-note')).toContainText(sentence('requests.badLink'))
  }
  for (const key of ['approval', 'open']) await expect(await ask(links, practice, key)).toBeVisible()
  await page.keyboard.press('Escape')
}

/** The account with a code by e-mail. */
export async function signInWithCode({ app, practice }: Scene): Promise<void> {
  const vera = await person(practice, 'vera')
  const signIn = await openSignIn(app.page)
  await typeAndSignIn(signIn, { identifier: vera.did, password: vera.password })
  await button(signIn, 'accounts.bluesky.useAnyway').click()
  await agreeToHost(signIn, hostOf(practice))
  await field(signIn, 'code').fill(vera.authFactorToken)
  await button(signIn, 'accounts.bluesky.signIn').click()
  await expect(railAccounts(app.page)).toHaveCount(3)
}

/** Messages that arrive, that are refused with a secret in the reason, and answers full of addresses with codes in them. */
export async function meetFaults({ app, practice }: Scene): Promise<void> {
  const webhook = await webhookOf(practice, 'acme')
  const anna = await person(practice, 'anna')
  const accounts = dataOf<'accounts.list'>(await app.invoke('accounts.list', {}))
  const portal = accounts.find(({ network }) => network === 'bitrix24')
  const bluesky = accounts.find(({ userId }) => userId === anna.did)
  if (!portal || !bluesky) throw new Error('both accounts should be there')
  const lineCode = practice.info.bitrix24[0]?.lineCodes[0]?.code ?? ''
  const send = async (userId: string, end: 'sent' | 'failed'): Promise<void> => {
    const target = { kind: 'network', lineCode, userId } as const
    const { id } = dataOf<'outbox.enqueue'>(
      await app.invoke('outbox.enqueue', { accountId: portal.id, target, text: 'Hello', holdSeconds: 0 }),
    )
    const stateOf = async () =>
      dataOf<'outbox.list'>(await app.invoke('outbox.list', {})).find((item) => item.id === id)?.state
    await expect.poll(stateOf).toBe(end)
  }
  await send('3', 'sent')
  const says = { kind: 'error', status: 400, error: 'ERROR_CORE', description: `no: ${webhook}x?auth=${webhook}` }
  await practice.fault({ portal: 'acme', method: 'imopenlines.network.message.add', effect: says })
  await send('4', 'failed')
  const page = `<html><title>${webhook}</title><a href="${webhook}profile.json">again</a></html>`
  for (const effect of [
    says,
    { kind: 'answer', status: 500, contentType: 'text/html', body: page },
    { kind: 'answer', status: 200, contentType: 'text/html', body: page },
    { kind: 'answer', status: 200, contentType: 'application/json', body: `{"result":{"x":"${webhook}` },
    { kind: 'redirect', location: `${webhook}profile?auth=${encodeURIComponent(webhook)}` },
    { kind: 'redirect', location: `https://user:${anna.appPassword}@example.invalid/rest/1/${webhook.slice(-17)}` },
    { kind: 'reset' },
  ]) {
    await practice.fault({ portal: 'acme', method: 'batch', effect })
    dataOf<'accounts.check'>(await app.invoke('accounts.check', { id: portal.id }))
  }
  await meetFaultsOfDialogs({ app, practice }, portal.id)
  await practice.fault({
    service: 'bluesky',
    method: 'chat.bsky.group.requestJoin',
    effect: { kind: 'error', status: 400, error: 'Odd', description: `${anna.appPassword} is no password` },
  })
  const link = (await outcome(practice, 'followed')).code
  expect(dataOf<'requests.send'>(await app.invoke('requests.send', { accountId: bluesky.id, link })).state).toBe(
    'failed',
  )
  // A new pair of tokens, twice.
  for (const _round of [1, 2]) {
    await practice.control('POST', 'accounts', { service: 'bluesky', account: 'anna', expireAccess: true })
    expect(dataOf<'accounts.check'>(await app.invoke('accounts.check', { id: bluesky.id })).health).toBe('ok')
  }
  expect(await practice.control('GET', 'faults')).toEqual([])
}

/** A transcript whose files can be fetched by addresses with the code in them, and a join that is refused with one. */
async function meetFaultsOfDialogs({ app, practice }: Scene, accountId: AccountId): Promise<void> {
  const webhook = await webhookOf(practice, 'acme')
  const chatId = await strangeChat(practice)
  const files = { 7: { id: 7, name: 'bill.pdf', urlDownload: `${webhook}download/?id=7`, urlShow: webhook } }
  const message = {
    1: { id: 1, senderid: 1, date: '2026-01-15T09:00:00+00:00', text: 'See file', params: { FILE_ID: [7] } },
  }
  const users = { 1: { id: 1, name: 'Omar', avatar: `${webhook}avatar.png` } }
  const body = JSON.stringify({ result: { canJoin: 'Y', message, users, files } })
  await practice.fault({
    portal: 'acme',
    method: 'imopenlines.session.history.get',
    // An open pane may read it as well.
    times: 0,
    effect: { kind: 'answer', status: 200, contentType: 'application/json', body },
  })
  const { messages } = dataOf<'openlines.history'>(await app.invoke('openlines.history', { accountId, chatId }))
  expect(messages.map(({ text: shown }) => shown)).toEqual(['See file'])
  expect(await practice.control('GET', 'faults')).toHaveLength(1)
  await practice.control('DELETE', 'faults')
  await practice.fault({
    portal: 'acme',
    method: 'imopenlines.session.join',
    effect: { kind: 'error', status: 400, error: 'ACCESS_DENIED', description: `denied by ${webhook}` },
  })
  expect(await app.invoke('openlines.join', { accountId, chatId })).toMatchObject({
    ok: false,
    error: { code: 'openlines.accessDenied' },
  })
}

/** The practice accounts, and the file for support, saved where the person says. */
export async function lookAroundAndExport({ app }: Scene, path: string): Promise<void> {
  const before = await railAccounts(app.page).count()
  await button(app.page, 'rail.add').click()
  await button(app.page, 'welcome.practice.action').click()
  await expect.poll(() => railAccounts(app.page).count(), { timeout: 30_000 }).toBeGreaterThan(before)
  await app.electron.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  expect(dataOf<'diagnostics.calls'>(await app.invoke('diagnostics.calls', {})).calls.length).toBeGreaterThan(20)
  expect(dataOf<'diagnostics.export'>(await app.invoke('diagnostics.export', {})).path).toBe(path)
}

/** After a restart: a wrong passphrase, the right one, and every account still works. */
export async function comeBack({ app }: Scene, passphrase: string, wrong: string): Promise<void> {
  const views = app.page.getByRole('navigation', { name: text('nav.label') })
  await button(views, 'vault.unlock').click()
  const asked = dialog(app.page, 'vault.locked.title')
  for (const typed of [wrong, passphrase]) {
    await asked.getByLabel(text('vault.passphrase'), { exact: true }).fill(typed)
    await button(asked, 'vault.unlock').click()
    if (typed === wrong) await expect(asked.getByTestId('error-note')).toBeVisible()
  }
  await expect(asked).toBeHidden()
  for (const { id, network } of dataOf<'accounts.list'>(await app.invoke('accounts.list', {}))) {
    const { health } = dataOf<'accounts.check'>(await app.invoke('accounts.check', { id }))
    expect([network, health]).toEqual([network, expect.stringMatching(/^(ok|missingScope)$/)])
  }
}
