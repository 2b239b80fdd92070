// The icon in the tray, at a panel of the test's own on a bus of its own. Would catch: an icon that a panel never gets, a
// number that does not follow, a click or a menu that does nothing, and an app that needs a tray.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launchBellhop, type Bellhop } from './support/app'
import { changePortal } from './support/bitrix24'
import { startDesktop } from './support/desktop'
import { expect, test as base } from './support/fixtures'
import { button, goTo, railAccounts } from './support/journeys'
import { dialogsOf } from './support/openlines'
import { enterPortal, groupsOf } from './support/portal'
import { flat, startTrayHost, type TrayHost, type TrayIcon } from './support/status-notifier'
import { text, textsOf } from './support/text'
import { drawn, isSame } from './support/tray-pictures'
import { hideMain, isMainShown, quickWindow } from './support/windows'

/** The environment of a session with a bus on which nobody is yet; where icons travel as pictures. */
const test = base.extend<{ session: Readonly<Record<string, string>>; host: TrayHost }>({
  session: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'bellhop-session-'))
    const desktop = await startDesktop(dir, 'none')
    await use({ ...desktop.env, XDG_CURRENT_DESKTOP: 'KDE' })
    await desktop.end()
    await rm(dir, { recursive: true, force: true })
  },
  host: async ({ session }, use) => {
    const host = await startTrayHost(session['DBUS_SESSION_BUS_ADDRESS'] ?? '')
    await use(host)
    host.end()
  },
  app: async ({ practice, profile, session }, use) => {
    const app = await launchBellhop({ practice: practice.info, profile, env: session })
    await use(app)
    await app.quit()
  },
})
test.use({ practiceArgs: ['--still', '--unlimited'] })

/** The number at "all accounts"; 0 where there is none. */
const inRail = async (page: Page): Promise<number> => {
  const [shown = '0'] = await page.getByTestId('rail-all').getByTestId('rail-badge').allTextContents()
  return Number(shown)
}
const inTip = async (icon: TrayIcon): Promise<number> => Number(/\d+/.exec(await icon.toolTip())?.[0] ?? 0)
const shows = async (icon: TrayIcon, panel: 'auto' | 'light' | 'dark', count: number): Promise<boolean> =>
  isSame(await icon.picture(), drawn(panel, Math.min(10, count)))

/** Up to 42 Electron cannot take an icon away: there it is empty. */
const isGone = async (host: TrayHost, icon: TrayIcon): Promise<boolean> =>
  host.count() === 0 || (await icon.picture()).pixels.every((value) => value === 0)

async function settingsOf({ invoke }: Bellhop) {
  const answer = await invoke('settings.get', {})
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data
}

test('peers 17 and 19: the icon shows what waits, and its menu does what it says', async ({ host, app, practice }) => {
  const { page } = app
  const icon = await host.icon()

  await test.step('nothing waits: the logo alone, and opening stands first in the menu', async () => {
    expect(await shows(icon, 'auto', 0)).toBe(true)
    expect(await icon.toolTip()).toBe('Bellhop')
    expect((await icon.menu())[0]?.label).toBe(text('tray.open'))
  })

  await test.step('what waits in the rail is the number on the icon, also when somebody asks', async () => {
    // Few wait there, so that each number has a picture of its own.
    await enterPortal(page, practice, { portal: 'studio' })
    await expect.poll(() => inRail(page)).toBeGreaterThan(0)
    await expect.poll(async () => (await inTip(icon)) - (await inRail(page))).toBe(0)
    const before = await inTip(icon)
    expect(before).toBeLessThan(9)
    expect(await shows(icon, 'auto', before)).toBe(true)
    const mine = (await groupsOf(practice, 'studio')).find(({ role, closed }) => role === 'A' && !closed)
    await changePortal(practice, 'studio', { request: { groupId: mine?.groupId } })
    await app.invoke('requests.incoming', { refresh: true })
    await expect.poll(() => inTip(icon)).toBe(before + 1)
    expect(await shows(icon, 'auto', before + 1)).toBe(true)
    expect(await inRail(page)).toBe(before + 1)
  })

  await test.step('an account that wants no number has none; the icon is drawn for the panel that is set', async () => {
    const [account] = await accountsOf(app)
    if (!account) throw new Error('there is no account')
    const { notifications } = account
    await app.invoke('accounts.update', { id: account.id, notifications: { ...notifications, badge: false } })
    await expect.poll(() => shows(icon, 'auto', 0)).toBe(true)
    await app.invoke('settings.set', { trayIcon: 'dark' })
    await expect.poll(() => shows(icon, 'dark', 0)).toBe(true)
    await app.invoke('accounts.update', { id: account.id, notifications })
    await expect.poll(async () => shows(icon, 'dark', await inRail(page))).toBe(true)
  })

  await test.step('a click, and the first item of the menu, bring the window', async () => {
    await hideMain(app)
    await icon.activate()
    await expect.poll(() => isMainShown(app)).toBe(true)
    await hideMain(app)
    await icon.choose(text('tray.open'))
    await expect.poll(() => isMainShown(app)).toBe(true)
  })

  await test.step('an account of the menu is the account that opens', async () => {
    await goTo(page, 'settings')
    await hideMain(app)
    const [account] = await accountsOf(app)
    const label = account?.label ?? ''
    await icon.choose(text('tray.account', { name: label, waiting: await inTip(icon) }))
    await expect.poll(() => isMainShown(app)).toBe(true)
    await expect(railAccounts(page).first()).toHaveAttribute('aria-pressed', 'true')
    await expect.poll(async () => (await settingsOf(app)).activeAccount).toBe(account?.id)
  })

  await test.step('quick-send comes, with its key beside it', async () => {
    await app.invoke('quicksend.setKey', { key: 'Control+Alt+Shift+T' })
    const entry = async () => (await icon.menu()).find(({ label }) => label === text('tray.quickSend'))
    await expect.poll(async () => (await entry())?.shortcut).toEqual(['Control', 'Alt', 'Shift', 't'])
    const quick = await quickWindow(app)
    await icon.choose(text('tray.quickSend'))
    await expect.poll(() => quick.evaluate((window) => window.isVisible())).toBe(true)
    await quick.evaluate((window) => window.hide())
  })

  await test.step('notifications are paused and go on', async () => {
    const asked = Date.now()
    await icon.choose(text('tray.pauses.hour'))
    await expect.poll(async () => (await settingsOf(app)).pausedUntil).not.toBe('no')
    const until = Date.parse((await settingsOf(app)).pausedUntil)
    expect(until - asked).toBeGreaterThanOrEqual(60 * 60_000)
    await expect.poll(async () => (await icon.menu()).map(({ label }) => label)).toContain(text('tray.resume'))
    await icon.choose(text('tray.resume'))
    await expect.poll(async () => (await settingsOf(app)).pausedUntil).toBe('no')
  })

  await test.step('in Russian as soon as the app is', async () => {
    const russian = textsOf('ru')
    await app.invoke('settings.set', { language: 'ru' })
    await expect.poll(async () => (await icon.menu())[0]?.label).toBe(russian('tray.open'))
    const labels = flat(await icon.menu()).map(({ label }) => label)
    for (const key of ['tray.quickSend', 'tray.pause', 'tray.pauses.tomorrow', 'tray.quit'] as const)
      expect(labels).toContain(russian(key))
    await app.invoke('settings.set', { language: 'en' })
  })

  await test.step('the icon goes and comes with its setting', async () => {
    await app.invoke('settings.set', { tray: false })
    await expect.poll(() => isGone(host, icon)).toBe(true)
    await app.invoke('settings.set', { tray: true })
    await expect.poll(() => isGone(host, icon)).toBe(false)
    expect((await (await host.icon()).menu())[0]?.label).toBe(text('tray.open'))
  })

  await test.step('a customer writes in a dialog of another account: its number grows, and the one on the icon', async () => {
    const { host: label } = await enterPortal(page, practice)
    const there = async (): Promise<number> => {
      const labels = (await icon.menu()).map((entry) => entry.label)
      return Number(
        labels
          .find((one) => one.startsWith(label))
          ?.split(' ')
          .at(-1) ?? 0,
      )
    }
    await expect.poll(there).toBeGreaterThan(0)
    await app.invoke('openlines.list', { refresh: true })
    const before = await there()
    const mine = (await dialogsOf(practice)).find(({ joined, status }) => joined && status < 60)
    await changePortal(practice, 'acme', { customer: { chatId: mine?.chatId, text: 'Is anybody there?' } })
    await app.invoke('openlines.list', { refresh: true })
    await expect.poll(there).toBe(before + 1)
    await expect.poll(async () => (await inTip(icon)) - (await inRail(page))).toBe(0)
  })

  await test.step('the menu ends the app', async () => {
    const ended = app.electron.waitForEvent('close')
    await (await host.icon()).choose(text('tray.quit'))
    await ended
  })
})

test('peers 18: without a tray nothing is lost, and a panel that comes later gets the icon', async ({
  app,
  session,
}) => {
  const { page } = app
  await expect(button(page, 'welcome.bitrix24.action')).toBeVisible()
  expect(await app.invoke('settings.desktop', {})).toMatchObject({ ok: true })
  await app.invoke('quicksend.show', {})
  const quick = await quickWindow(app)
  await expect.poll(() => quick.evaluate((window) => window.isVisible())).toBe(true)
  const host = await startTrayHost(session['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  const icon = await host.icon()
  expect((await icon.menu())[0]?.label).toBe(text('tray.open'))
  host.end()
})

async function accountsOf({ invoke }: Bellhop) {
  const answer = await invoke('accounts.list', {})
  return answer.ok ? answer.data : []
}
