// News told outside its place, kept in a list, and held back when it is to be quiet. Would catch: a click that leads to
// another dialog or account, or nowhere while the window is closed; a storm of notifications; news that a pause loses;
// names shown where previews are off; markup of others that a desktop reads.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { launchBellhop, type Bellhop } from './support/app'
import { changePortal } from './support/bitrix24'
import { startDesktop } from './support/desktop'
import { expect, test } from './support/fixtures'
import { button, CLOCK, goTo, putForward, railAccounts } from './support/journeys'
import { startNotificationServer } from './support/notification-server'
import { keepNotifications } from './support/notifications'
import { dialogPane, dialogsOf } from './support/openlines'
import { enterPortal } from './support/portal'
import { text } from './support/text'
import { isMainShown, mainWindow } from './support/windows'
import type { Practice } from './support/practice'

test.use({ practiceArgs: ['--still', '--unlimited'], loadFirst: CLOCK })

const bell = (page: Page): Locator => page.getByTestId('notices-bell')
const panel = (page: Page): Locator => page.getByRole('dialog', { name: text('notices.title'), exact: true })
const rows = (page: Page): Locator => panel(page).getByTestId('notice')

/** A text that has a form for one and a form for more. */
const counted = (key: Parameters<typeof text>[0], count: number): string =>
  text(key, { count }).split(' | ')[count === 1 ? 0 : 1] ?? ''

/** A new customer writes, and the app reads its lists. Answers the dialog's chat id. */
async function customerComes(app: Bellhop, practice: Practice, said: string): Promise<string> {
  const known = new Set((await dialogsOf(practice)).map(({ chatId }) => chatId))
  await changePortal(practice, 'acme', { customer: { text: said } })
  await app.invoke('openlines.list', { refresh: true })
  const fresh = (await dialogsOf(practice)).find(({ chatId }) => !known.has(chatId))
  if (!fresh) throw new Error('no new dialog')
  return fresh.title
}

/** Past the burst that came before. */
const later = (app: Bellhop): Promise<void> => putForward(app, 15_000)

/** Both portals are connected, and the second one is in view. */
async function besideAnother(app: Bellhop, practice: Practice): Promise<string> {
  const { page } = app
  await enterPortal(page, practice)
  await enterPortal(page, practice, { portal: 'nord-logistics' })
  await app.invoke('openlines.list', { refresh: true })
  await railAccounts(page).nth(1).click()
  await goTo(page, 'groups')
  const answer = await app.invoke('accounts.list', {})
  const label = answer.ok ? answer.data[0]?.label : undefined
  if (label === undefined) throw new Error('no account')
  return label
}

test('peers 24: a click opens exactly the dialog of exactly the account, from another one and with the window closed', async ({
  app,
  practice,
}) => {
  const { page } = app
  const acme = await besideAnother(app, practice)
  const notices = await keepNotifications(app)
  await app.invoke('settings.set', { whenClosed: 'keepRunning' })

  const first = await customerComes(app, practice, 'Where is my [b]order[/b]?')
  await test.step('it is told with name, words and account', async () => {
    const body = text('notices.openlines.said', { name: first, text: 'Where is my order?' })
    await expect
      .poll(() => notices.shown())
      .toEqual([
        { title: text('notices.openlines.waiting'), body: text('notices.of', { body, account: acme }), silent: false },
      ])
    await expect(bell(page)).toContainText('1')
  })

  await test.step('the click brings the closed window back, at that dialog', async () => {
    await (await mainWindow(app)).evaluate((window) => window.close())
    await expect.poll(() => isMainShown(app)).toBe(false)
    await notices.click(0)
    await expect.poll(() => isMainShown(app)).toBe(true)
    await expect(dialogPane(page)).toContainText(first)
    await expect(dialogPane(page)).toContainText('Where is my order?')
    await expect(railAccounts(page).nth(0)).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('so does a row of the list, by the keyboard alone', async () => {
    await railAccounts(page).nth(1).click()
    await goTo(page, 'groups')
    const second = await customerComes(app, practice, 'And mine?')
    await page.keyboard.press('Control+Shift+N')
    await expect(rows(page)).toHaveCount(2)
    await expect(rows(page).first()).toContainText(second)
    await expect(rows(page).first()).toContainText(acme)
    await rows(page).first().getByRole('button').first().press('Enter')
    await expect(panel(page)).toBeHidden()
    await expect(dialogPane(page)).toContainText(second)
    await expect(bell(page)).not.toContainText(/\d/)
  })
})

test('peers 25: a burst is one notification; a pause, do-not-disturb and previews each do their own; the list has it all', async ({
  app,
  practice,
}) => {
  const { page } = app
  await besideAnother(app, practice)
  const notices = await keepNotifications(app)
  const answer = await app.invoke('accounts.list', {})
  const id = answer.ok ? answer.data[0]?.id : undefined
  if (id === undefined) throw new Error('no account')
  const on = { toast: true, sound: true, preview: true }
  const switches = (notifications: object) =>
    app.invoke('accounts.update', { id, notifications: { ...on, ...notifications } })

  await test.step('three at once are one, and lead to their list', async () => {
    for (const said of ['One', 'Two', 'Three']) await changePortal(practice, 'acme', { customer: { text: said } })
    await app.invoke('openlines.list', { refresh: true })
    await expect
      .poll(() => notices.shown().map(({ title }) => title))
      .toEqual([counted('notices.openlines.waitingMany', 3)])
    await expect(bell(page)).toContainText('3')
  })

  await test.step('previews off: no names and no words', async () => {
    await switches({ preview: false, sound: false })
    await customerComes(app, practice, 'A secret')
    await expect
      .poll(() => notices.shown().slice(1))
      .toEqual([{ title: text('notices.openlines.waiting'), body: text('notices.openlines.look'), silent: true }])
  })

  await later(app)
  await test.step('sound without a toast', async () => {
    await switches({ toast: false })
    const before = notices.sounds()
    await customerComes(app, practice, 'Only heard')
    await expect.poll(() => notices.sounds()).toBe(before + 1)
    expect(notices.shown()).toHaveLength(2)
  })

  await later(app)
  await test.step('paused from the list: neither shown nor heard, and counted there', async () => {
    await switches({})
    await bell(page).click()
    await expect(rows(page)).toHaveCount(5)
    await expect(rows(page).nth(1)).toContainText('A secret')
    await button(panel(page), 'notices.pause.pause').click()
    await page.getByRole('menuitem', { name: text('notices.pause.always') }).click()
    await expect(panel(page)).toContainText(text('notices.silence.paused'))
    const sounds = notices.sounds()
    await customerComes(app, practice, 'While paused')
    await expect(rows(page)).toHaveCount(6)
    // Something that is told afterwards shows that this was not.
    await (await mainWindow(app)).evaluate((window) => window.hide())
    await app.invoke('settings.set', { pausedUntil: 'no' })
    await expect
      .poll(() =>
        notices
          .shown()
          .slice(2)
          .map(({ title }) => title),
      )
      .toEqual([counted('notices.summary.quiet', 1)])
    expect(notices.sounds()).toBe(sounds + 1)
    await notices.click(2)
    await expect(panel(page)).toBeVisible()
  })

  await test.step('all seen, then cleared', async () => {
    await button(panel(page), 'notices.seeAll').click()
    await expect(panel(page).getByText(text('notices.unseen'), { exact: true })).toHaveCount(1)
    await button(panel(page), 'notices.onlyUnseen').click()
    await expect(panel(page)).toContainText(text('notices.noneMatch'))
    // Only what is in sight is cleared: behind a filter, nothing.
    await expect(button(panel(page), 'notices.clear')).toBeDisabled()
    await button(panel(page), 'notices.all').click()
    await button(panel(page), 'notices.clear').click()
    await expect(panel(page)).toContainText(text('notices.none'))
    await button(panel(page), 'app.close').click()
  })

  await later(app)
  await test.step('do-not-disturb of one account', async () => {
    await switches({ doNotDisturb: true })
    await customerComes(app, practice, 'Not now')
    await expect(bell(page)).toContainText('1')
    await switches({})
    await customerComes(app, practice, 'Now')
    await expect
      .poll(() =>
        notices
          .shown()
          .slice(3)
          .map(({ title }) => title),
      )
      .toEqual([text('notices.openlines.waiting')])
  })
})

test('a real desktop gets no markup of others and no sound it would double, and its click leads there', async ({
  practice,
  profile,
}) => {
  const dir = await mkdtemp(join(tmpdir(), 'bellhop-notices-'))
  const desktop = await startDesktop(dir, 'none')
  const server = await startNotificationServer(desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  const app = await launchBellhop({ practice: practice.info, profile, env: desktop.env })
  try {
    const { page } = app
    await besideAnother(app, practice)
    const name = await customerComes(app, practice, '<img src="https://evil.example/1.png"> & <b>now</b>')
    await expect.poll(() => server.shown().length).toBe(1)
    const [shown] = server.shown()
    expect(shown?.title).toBe(text('notices.openlines.waiting'))
    expect(shown?.body).not.toMatch(/<|evil\.example[^›]*>/)
    expect(shown?.body).toContain(name)
    expect(shown?.actions).toContain('default')
    server.click(0)
    await expect(dialogPane(page)).toContainText(name)

    await test.step('the one to try, from the settings; a second one takes its place', async () => {
      await goTo(page, 'settings')
      await button(page, 'notices.test.do').click()
      await expect(page.getByText(text('notices.test.shown'))).toBeVisible()
      await expect.poll(() => server.shown().at(-1)?.title).toBe(text('notices.test.title'))
      const tested = server.shown().at(-1)?.id
      await button(page, 'notices.test.do').click()
      await expect.poll(() => server.shown().length).toBe(3)
      expect(server.closed()).toEqual([tested])
    })
  } finally {
    await app.quit()
    server.end()
    await desktop.end()
    await rm(dir, { recursive: true, force: true })
  }
})
