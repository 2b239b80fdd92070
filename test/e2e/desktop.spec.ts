// The app on the desktop: its command line, one instance for all, closing, size, start at login. Would catch: a wish that is
// lost between two processes, a close that quits or cannot be undone, an entry of somebody else's that is touched.
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { runBellhop } from './support/again'
import { launchBellhop, startBellhop, type Bellhop } from './support/app'
import { startDesktop } from './support/desktop'
import { expect, test } from './support/fixtures'
import { button, dialog, goTo, railAccounts } from './support/journeys'
import { startScreen } from './support/screen'
import { startTrayHost } from './support/status-notifier'
import { text } from './support/text'
import { hideMain, isMainShown, mainWindow, quickWindow } from './support/windows'

test.use({ practiceArgs: ['--still'] })

const SHOWN_WINDOWS = join(import.meta.dirname, 'support/shown-windows.cjs')

/** The practice portal of the app's own: no keys, no questions. */
async function lookAround({ page }: Bellhop): Promise<void> {
  await button(page, 'welcome.practice.action').click()
  await expect(railAccounts(page)).toHaveCount(4)
}

const closeMain = async (app: Bellhop): Promise<void> => (await mainWindow(app)).evaluate((window) => window.close())

/** How the window comes back, by whether the desktop has a tray. */
const BACK = { yes: 'closing.backTray', no: 'closing.backNoTray', unknown: 'closing.backUnknown' } as const

/** What windows did since the start, in an app that loaded `SHOWN_WINDOWS` first. */
const shownIn = ({ electron }: Pick<Bellhop, 'electron'>): Promise<readonly string[]> =>
  electron.evaluate(() => (globalThis as unknown as { shownWindows: readonly string[] }).shownWindows)

const settingsCard = (page: Page) => page.getByRole('region', { name: text('settings.desktop.title') })

async function choose(page: Page, field: string, option: string): Promise<void> {
  await settingsCard(page).getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

test('the command line: help and the version without a display, and what is not understood is told', async () => {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const version = (JSON.parse(await readFile('package.json', 'utf8')) as { version: string }).version
  expect(await runBellhop(['--version'], { env })).toMatchObject({ code: 0, stdout: `Bellhop ${version}\n` })
  const help = await runBellhop(['--help'], { env })
  expect(help.code).toBe(0)
  for (const option of ['--quick-send', '--open', '--hidden']) expect(help.stdout).toContain(option)
  const refused = await runBellhop(['--open', 'file:///etc/passwd'], { env })
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toContain(text('commandLine.refused.notLink'))
  expect(refused.stderr).not.toContain('passwd')
  expect((await runBellhop(['quick-send'], { env })).stderr).toContain(text('commandLine.nothingDone'))
})

test('a second process hands over what it was asked for, and ends', async ({ app, profile }) => {
  await lookAround(app)
  await hideMain(app)
  const quick = await quickWindow(app)
  const again = (...args: string[]) => runBellhop(args, { profile })

  expect((await again('--quick-sned', 'nonsense')).code).toBe(2)
  expect((await again('--hidden')).code).toBe(0)
  expect((await again('--quick-send')).code).toBe(0)
  await expect.poll(() => quick.evaluate((window) => window.isVisible())).toBe(true)
  expect(await isMainShown(app)).toBe(false)

  expect((await again()).code).toBe(0)
  await expect.poll(() => isMainShown(app)).toBe(true)

  await hideMain(app)
  expect((await again('--open', 'bellhop://nowhere/at/all')).code).toBe(0)
  await expect.poll(() => isMainShown(app)).toBe(true)
  await expect(dialog(app.page, 'links.dead')).toBeVisible()
})

test('peers 18: closing asks, says how the window comes back, and starting again brings it', async ({
  app,
  profile,
}) => {
  const { page, electron } = app
  await lookAround(app)
  const asked = dialog(page, 'closing.title')

  await closeMain(app)
  await expect(asked).toContainText(text('closing.keeps'))
  const desktop = await app.invoke('settings.desktop', {})
  if (!desktop.ok) throw new Error(desktop.error.code)
  await expect(asked).toContainText(text(BACK[desktop.data.tray]))
  await page.keyboard.press('Escape')
  await expect(asked).toBeHidden()
  expect(await isMainShown(app)).toBe(true)

  await closeMain(app)
  await asked.getByRole('checkbox', { name: text('closing.remember') }).click()
  await button(asked, 'closing.keepRunning').click()
  await expect.poll(() => isMainShown(app)).toBe(false)
  await runBellhop([], { profile })
  await expect.poll(() => isMainShown(app)).toBe(true)

  // Remembered: no second question.
  await closeMain(app)
  await expect.poll(() => isMainShown(app)).toBe(false)
  await runBellhop([], { profile })
  await expect.poll(() => isMainShown(app)).toBe(true)
  await expect(asked).toBeHidden()

  await goTo(page, 'settings')
  await choose(page, text('settings.desktop.whenClosed'), text('settings.desktop.ways.ask'))
  await closeMain(app)
  const ended = once(electron.process(), 'exit')
  await button(asked, 'closing.quit').click()
  expect((await ended)[0]).toBe(0)
})

test('the size of everything is changed by keys, wheel and settings, in both windows, and kept', async ({
  profile,
}) => {
  const screen = await startScreen()
  const app = await launchBellhop({ profile, env: screen.env })
  const { page } = app
  await lookAround(app)
  await goTo(page, 'settings')
  const size = settingsCard(page).getByRole('combobox', { name: text('settings.desktop.zoom') })
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
  await choose(page, text('settings.desktop.zoom'), '150%')
  await expect.poll(() => Promise.all([factorOf(main), factorOf(quick)])).toEqual([1.5, 1.5])
  await app.quit()

  const again = await launchBellhop({ profile, env: screen.env })
  try {
    await expect(railAccounts(again.page)).toHaveCount(4)
    expect(await factorOf(await mainWindow(again))).toBe(1.5)
  } finally {
    await again.quit()
    await screen.end()
  }
})

test('peers 3: start at login writes and removes its own entry only, and leaves one alone that was changed', async ({
  profile,
}) => {
  const config = await mkdtemp(join(tmpdir(), 'bellhop-config-'))
  const folder = join(config, 'autostart')
  const file = join(folder, 'bellhop.desktop')
  await mkdir(folder)
  await writeFile(join(folder, 'another.desktop'), '[Desktop Entry]\nExec=another\n')
  const program = '/opt/Bell hop/bellhop'
  const app = await launchBellhop({
    profile,
    env: { XDG_CONFIG_HOME: config, BELLHOP_LOGIN_EXECUTABLE: program },
  })
  try {
    const { page } = app
    await lookAround(app)
    await goTo(page, 'settings')
    const card = settingsCard(page)
    const start = card.getByRole('checkbox', { name: text('settings.desktop.startAtLogin') })
    const hidden = card.getByRole('checkbox', { name: text('settings.desktop.startHidden') })
    const written = () => readFile(file, 'utf8')

    await expect(start).not.toBeChecked()
    await start.click()
    await expect(start).toBeChecked()
    expect(await written()).toContain(`Exec="${program}" --hidden\n`)
    await hidden.click()
    await expect(hidden).not.toBeChecked()
    expect(await written()).toContain(`Exec="${program}"\n`)

    const edited = `${await written()}X-Mine=yes\n`
    await writeFile(file, edited)
    await goTo(page, 'groups')
    await goTo(page, 'settings')
    await expect(card).toContainText(text('settings.desktop.edited'))
    await expect(start).toBeDisabled()
    expect(await written()).toBe(edited)
    await button(card, 'settings.desktop.replace').click()
    await expect(start).toBeEnabled()
    expect(await written()).not.toContain('X-Mine')

    await start.click()
    await expect(start).not.toBeChecked()
    expect(await readdir(folder)).toEqual(['another.desktop'])
    expect(await readFile(join(folder, 'another.desktop'), 'utf8')).toBe('[Desktop Entry]\nExec=another\n')
  } finally {
    await app.quit()
    await rm(config, { recursive: true })
  }
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
    await lookAround(app)
  } finally {
    await app.quit()
    await session.end()
  }
})
