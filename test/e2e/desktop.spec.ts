// The app on the desktop: its command line, one instance for all, closing, start at login. Would catch: a wish that is
// lost between two processes, a close that quits or cannot be undone, an entry of somebody else's that is touched.
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runBellhop } from './support/again'
import { launchBellhop, type Bellhop } from './support/app'
import { chooseInCard, desktopCard } from './support/desktop-card'
import { expect, test } from './support/fixtures'
import { button, dialog, goTo, lookAround, railAccounts } from './support/journeys'
import { ROOT } from './support/practice'
import { text } from './support/text'
import { hideMain, isMainShown, mainWindow, quickWindow } from './support/windows'

test.use({ practiceArgs: ['--still'] })

const closeMain = async (app: Bellhop): Promise<void> => (await mainWindow(app)).evaluate((window) => window.close())

/** How the window comes back, by whether the desktop has a tray. */
const BACK = { yes: 'closing.backTray', no: 'closing.backNoTray', unknown: 'closing.backUnknown' } as const

test('the command line: help and the version without a display, and what is not understood is told', async () => {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const version = (JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version
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
  await lookAround(app.page)
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
  await lookAround(app.page)
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
  await chooseInCard(page, text('settings.desktop.whenClosed'), text('settings.desktop.ways.ask'))
  await closeMain(app)
  const ended = once(electron.process(), 'exit')
  await button(asked, 'closing.quit').click()
  expect((await ended)[0]).toBe(0)
})

test('a page that ended cannot ask: the window goes, the app stays, and the next start brings a new one', async ({
  app,
  profile,
}) => {
  await lookAround(app.page)
  const main = await mainWindow(app)
  const came = app.electron.waitForEvent('window', (page) => page.url() === 'app://ui/')
  await main.evaluate(async (window) => {
    const ended = new Promise((resolve) => window.webContents.once('render-process-gone', resolve))
    window.webContents.forcefullyCrashRenderer()
    await ended
    window.close()
  })
  expect((await runBellhop([], { profile })).code).toBe(0)
  await expect(railAccounts(await came)).toHaveCount(4)
})

test('a logout ends the app at once, whatever closing means', async ({ app }) => {
  await lookAround(app.page)
  const ended = once(app.electron.process(), 'exit')
  app.electron.process().kill('SIGTERM')
  expect((await ended)[0]).toBe(0)
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
    await lookAround(app.page)
    await goTo(page, 'settings')
    const card = desktopCard(page)
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
