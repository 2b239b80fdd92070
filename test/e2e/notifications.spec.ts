// News told outside the window: what became of my requests, and who asks me. Would catch: a click that opens something else
// or leaves the window hidden, old news told as new, one's own doing told back, names shown where previews are off.
import { changePortal, portalState } from './support/bitrix24'
import { happens, outcome, person, signInAs } from './support/bluesky'
import { expect, test } from './support/fixtures'
import { hideMain, isMainShown } from './support/windows'
import { button, chooseSessionOnly, goTo } from './support/journeys'
import { keepNotifications } from './support/notifications'
import { enterPortal, groupNamed, requestRow } from './support/portal'
import { text } from './support/text'
import type { Bellhop } from './support/app'
import type { Practice } from './support/practice'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const SUPPLIERS = 'Suppliers and tenders'
const WEBSITE = 'Website relaunch'
const MINE = 'Night shift'

async function onlyAccount(app: Bellhop) {
  const answer = await app.invoke('accounts.list', {})
  const account = answer.ok ? answer.data[0] : undefined
  if (account === undefined) throw new Error('there is no account')
  return account
}

/** Asks in a group of the portal. */
async function askIn(app: Bellhop, practice: Practice, name: string): Promise<string> {
  const { groupId } = await groupNamed(practice, name)
  const { id: accountId } = await onlyAccount(app)
  const sent = await app.invoke('requests.send', { accountId, groupId })
  if (!sent.ok) throw new Error(sent.error.code)
  return groupId
}

const decided = (practice: Practice, groupId: string, role: 'accept' | 'decline'): Promise<void> =>
  changePortal(practice, 'acme', { relation: { groupId, role } })

test('accepted while the window is hidden: the click shows it, with exactly that request', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  const { label } = await onlyAccount(app)
  const notices = await keepNotifications(app)
  const groupId = await askIn(app, practice, SUPPLIERS)
  await askIn(app, practice, WEBSITE)
  await askIn(app, practice, 'Welcome desk')
  await hideMain(app)
  await decided(practice, groupId, 'accept')
  await app.invoke('requests.refresh', {})

  await expect
    .poll(() => notices.shown())
    .toEqual([
      {
        title: text('notices.requests.joined'),
        body: text('notices.of', { body: text('notices.requests.group', { group: SUPPLIERS }), account: label }),
        silent: false,
      },
    ])
  await notices.click(0)
  await expect.poll(() => isMainShown(app)).toBe(true)
  await expect(button(requestRow(page, SUPPLIERS), 'requests.history', { name: SUPPLIERS })).toBeFocused()
  await expect(requestRow(page, SUPPLIERS).getByRole('list', { name: text('requests.historyList') })).toBeVisible()
  await expect(requestRow(page, SUPPLIERS)).toContainText(text('requests.state.joined'))
  await expect(requestRow(page, WEBSITE).getByRole('list', { name: text('requests.historyList') })).toHaveCount(0)
})

test('accepted, and seen without anybody asking for it', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  const notices = await keepNotifications(app)
  const groupId = await askIn(app, practice, SUPPLIERS)
  await decided(practice, groupId, 'accept')
  // About once a minute the app looks by itself.
  test.setTimeout(150_000)
  await expect
    .poll(() => notices.shown().map(({ title }) => title), { timeout: 90_000 })
    .toEqual([text('notices.requests.joined')])
})

test('who asks to enter a group of mine is told, those who already waited are not', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  const account = await onlyAccount(app)
  const notices = await keepNotifications(app)
  const { groupId } = await groupNamed(practice, MINE)
  await goTo(page, 'requests')
  // Two in one group of mine, three in the other.
  await expect(page.getByTestId('incoming-row')).toHaveCount(5)
  const before = await waitingIn(practice, groupId)
  await changePortal(practice, 'acme', { request: { groupId, message: 'Let me in, please' } })
  const [name = ''] = (await waitingIn(practice, groupId)).filter((known) => !before.includes(known))
  await goTo(page, 'groups')
  await app.invoke('requests.incoming', { refresh: true })

  await expect
    .poll(() => notices.shown())
    .toEqual([
      {
        title: text('notices.requests.asked'),
        body: text('notices.of', {
          body: text('notices.requests.person', { person: name, group: MINE }),
          account: account.label,
        }),
        silent: false,
      },
    ])
  await notices.click(0)
  const row = page.getByRole('listitem', { name, exact: true })
  await expect(row).toContainText('Let me in, please')
  await expect(button(row, 'requests.incoming.approveName', { name })).toBeFocused()

  await test.step('two at once, quietly and without names, because the account says so', async () => {
    // Where they are listed just now, nobody has to be told.
    await goTo(page, 'groups')
    await app.invoke('accounts.update', {
      id: account.id,
      notifications: { toast: true, sound: false, preview: false },
    })
    await changePortal(practice, 'acme', { request: { groupId } })
    await changePortal(practice, 'acme', { request: { groupId } })
    await app.invoke('requests.incoming', { refresh: true })
    const title = text('notices.requests.askedMany', { count: 2 }).split(' | ').at(-1)
    await expect
      .poll(() => notices.shown().slice(1))
      .toEqual([{ title, body: text('notices.requests.look'), silent: true }])
  })

  await test.step('not at all, because the account says so', async () => {
    await app.invoke('accounts.update', { id: account.id, notifications: { toast: false, sound: true, preview: true } })
    await changePortal(practice, 'acme', { request: { groupId } })
    await app.invoke('requests.incoming', { refresh: true })
    // Something that is told afterwards shows that this was not.
    await app.invoke('accounts.update', { id: account.id, notifications: { toast: true, sound: true, preview: false } })
    const asked = await askIn(app, practice, WEBSITE)
    await decided(practice, asked, 'accept')
    await app.invoke('requests.refresh', {})
    await expect
      .poll(() =>
        notices
          .shown()
          .slice(2)
          .map(({ title }) => title),
      )
      .toEqual([text('notices.requests.joined')])
  })
})

const waitingIn = async (practice: Practice, groupId: string): Promise<readonly string[]> => {
  const all = await portalState<readonly { groupId: string; name: string }[]>(practice, 'acme', 'waiting')
  return all.filter((one) => one.groupId === groupId).map(({ name }) => name)
}

test('a request to a Bluesky group of mine, and one of mine that was approved', async ({ app, practice }) => {
  const { page } = app
  await signInAs(page, practice, 'anna', { vault: chooseSessionOnly })
  const notices = await keepNotifications(app)
  const { id: accountId } = await onlyAccount(app)
  const { code, name } = await outcome(practice, 'approval')
  const sent = await app.invoke('requests.send', { accountId, link: `https://bsky.app/chat/${code}` })
  expect(sent).toMatchObject({ ok: true, data: { state: 'pending' } })
  await happens(practice, { group: 'approval', approve: (await person(practice, 'anna')).did })
  await app.invoke('requests.refresh', {})
  await expect.poll(() => notices.shown().map(({ title }) => title)).toEqual([text('notices.requests.joined')])
  await notices.click(0)
  await expect(requestRow(page, name)).toContainText(text('requests.state.joined'))

  await test.step('a message in a group of mine is told, and leads to that conversation', async () => {
    await goTo(page, 'groups')
    await happens(practice, { group: 'approval', message: 'Welcome to all of you' })
    // It looks once a minute, and when the machine wakes up.
    await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
    await expect
      .poll(() =>
        notices
          .shown()
          .slice(1)
          .map(({ title }) => title),
      )
      .toEqual([text('notices.chats.message')])
    expect(notices.shown()[1]?.body).toContain('Welcome to all of you')
    await notices.click(1)
    await expect(page.getByTestId('recipient')).toContainText(name)
  })
})
