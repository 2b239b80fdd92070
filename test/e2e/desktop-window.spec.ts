// The main window: its size, its place, its menu, and a start that shows none. Would catch: a window nobody can reach or read, a
// hidden start that flashes, a menu in yesterday's language.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runBellhop } from './support/again'
import { launchBellhop, startBellhop, type Bellhop } from './support/app'
import { startDesktop } from './support/desktop'
import { chooseInCard, desktopCard } from './support/desktop-card'
import { expect, test } from './support/fixtures'
import { button, dialog, goTo, lookAround, railAccounts } from './support/journeys'
import { startScreen } from './support/screen'
import { startTrayHost } from './support/status-notifier'
import { text, textsOf } from './support/text'
import { hideMain, isMainShown, mainWindow, quickWindow } from './support/windows'

test.use({ practiceArgs: ['--still'] })

const SHOWN_WINDOWS = join(import.meta.dirname, 'support/shown-windows.cjs')

/** What windows did since the start, in an app that loaded `SHOWN_WINDOWS` first. */
const shownIn = ({ electron }: Pick<Bellhop, 'electron'>): Promise<readonly string[]> =>
  electron.evaluate(() => (globalThis as unknown as { shownWindows: readonly string[] }).shownWindows)

const pressMenu = ({ electron }: Pick<Bellhop, 'electron'>, menu: string, item: string): Promise<void> =>
  electron.evaluate(
    ({ Menu }, [from, label]) => {
      const items = Menu.getApplicationMenu()?.items.find((one) => one.label === from)?.submenu?.items
      items?.find((one) => one.label === label)?.click()
    },
    [menu, item] as const,
  )

test('the size of everything is changed by keys, wheel and settings, in both windows, and kept', async ({
  profile,
}) => {
  const screen = await startScreen()
  const app = await launchBellhop({ profile, env: screen.env })
  const { page } = app
  await lookAround(app.page)
  await goTo(page, 'settings')
  const size = desktopCard(page).getByRole('combobox', { name: text('settings.desktop.zoom') })
  const main = await mainWindow(app)
  const quick = await quickWindow(app)
  const factorOf = (window: typeof main) => window.evaluate(({ webContents }) => webContents.getZoomFactor())

  await screen.giveKeyboard(main)
  await screen.press('ctrl+equal')
  await expect(size).toHaveText('110%')
  await screen.press('ctrl+minus', 'ctrl+KP_Subtract')
  await expect(size).toHaveText('90%')
  await screen.press('ctrl+0')
  await expect(size).toHaveText('100%')
  await screen.wheelUp(main, 'ctrl')
  await expect(size).toHaveText('110%')
  await chooseInCard(page, text('settings.desktop.zoom'), '150%')
  await expect.poll(() => Promise.all([factorOf(main), factorOf(quick)])).toEqual([1.5, 1.5])

  // Quick-send is as much larger as what it shows.
  await app.invoke('quicksend.show', {})
  await expect.poll(() => quick.evaluate((window) => window.getBounds().width)).toBe(960)
  await app.invoke('quicksend.hide', {})
  await screen.giveKeyboard(main)

  // The menu bar is hidden, and one key away.
  const isBarShown = () => main.evaluate((window) => window.isMenuBarVisible())
  expect(await isBarShown()).toBe(false)
  await screen.press('Alt_L')
  await expect.poll(isBarShown).toBe(true)
  await app.quit()

  const again = await launchBellhop({ profile, env: screen.env })
  try {
    await expect(railAccounts(again.page)).toHaveCount(4)
    expect(await factorOf(await mainWindow(again))).toBe(1.5)
    // The menu leads on from the start, before any setting has changed.
    await pressMenu(again, text('menu.help'), text('menu.keys'))
    await expect(dialog(again.page, 'keys.title')).toBeVisible()
  } finally {
    await again.quit()
    await screen.end()
  }
})

test('peers 21: a window left on a screen that is gone comes back, also while the app runs', async ({ profile }) => {
  const left = { x: 5000, y: 3000, width: 900, height: 700 }
  await writeFile(join(profile, 'preferences.json'), JSON.stringify({ windowBounds: left }))
  const screen = await startScreen('1280x800')
  const app = await launchBellhop({ profile, env: screen.env })
  try {
    const main = await mainWindow(app)
    const bounds = () => main.evaluate((window) => window.getBounds())
    const inSight = { x: 190, y: 50, width: 900, height: 700 }
    await expect.poll(bounds).toEqual(inSight)
    await main.evaluate((window, there) => window.setBounds(there), left)
    await expect.poll(async () => (await bounds()).x).toBe(left.x)
    // As if its screen had just been taken away.
    await app.electron.evaluate(({ screen: screens }) => screens.emit('display-removed'))
    await expect.poll(bounds).toEqual(inSight)
  } finally {
    await app.quit()
    await screen.end()
  }
})

test('the menu leads to every view, in the language of the moment', async ({ app }) => {
  const { page, electron } = app
  await lookAround(app.page)
  const labels = () => electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((menu) => menu.label) ?? [])
  const press = (menu: string, item: string) => pressMenu(app, menu, item)
  await hideMain(app)
  await press(text('menu.go'), text('nav.outbox'))
  await expect.poll(() => isMainShown(app)).toBe(true)
  await expect(page.getByRole('link', { name: text('nav.outbox') })).toHaveAttribute('aria-current', 'page')
  await press(text('menu.help'), text('menu.keys'))
  await expect(dialog(page, 'keys.title')).toBeVisible()
  await page.keyboard.press('Escape')

  await app.invoke('settings.set', { language: 'ru' })
  const russian = textsOf('ru')
  await expect.poll(labels).toContain(russian('menu.go'))
  await press(russian('menu.file'), russian('menu.quickSend'))
  const quick = await quickWindow(app)
  await expect.poll(() => quick.evaluate((window) => window.isVisible())).toBe(true)
})

test('peers 20: a hidden start shows no window, not even for a moment, and comes from the tray or the next start', async ({
  profile,
}) => {
  const session = await startDesktop(join(profile, 'session'), 'none')
  const host = await startTrayHost(session.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  const app = await startBellhop({ profile, args: ['--hidden'], env: session.env, loadFirst: SHOWN_WINDOWS })
  const shown = () => shownIn(app)
  try {
    const icon = await host.icon()
    // Quick-send's window is made a moment after everything else: by then whatever would be shown has been.
    await app.electron.firstWindow()
    expect(app.electron.windows().map((page) => page.url())).toEqual(['app://ui/quick.html'])
    expect(await shown()).toEqual([])

    expect((await runBellhop(['--hidden'], { profile, env: { ...process.env, ...session.env } })).code).toBe(0)
    expect(await shown()).toEqual([])
    await icon.activate()
    await expect.poll(shown).toEqual(['shown app://ui/'])
  } finally {
    await app.electron.close()
    host.end()
    await session.end()
  }
})

test('peers 18: without a tray a hidden start is minimized, so that the app can be found', async ({ profile }) => {
  const session = await startDesktop(join(profile, 'session'), 'none')
  const app = await launchBellhop({ profile, args: ['--hidden'], env: session.env, loadFirst: SHOWN_WINDOWS })
  try {
    await expect(button(app.page, 'welcome.practice.action')).toBeAttached()
    expect((await shownIn(app))[0]).toBe('minimized app://ui/')
    await runBellhop([], { profile, env: { ...process.env, ...session.env } })
    await expect.poll(() => isMainShown(app)).toBe(true)
    await lookAround(app.page)
  } finally {
    await app.quit()
    await session.end()
  }
})
