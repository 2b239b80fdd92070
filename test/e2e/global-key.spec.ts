// The key from anywhere, pressed as an X server delivers it. Would catch: a key that is only written down, a test that opens
// what it tests, a conflict that is swallowed, a key that is gone after a restart.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { launchBellhop, newProfile, removeProfile, type Bellhop } from './support/app'
import { sentence } from './support/bitrix24'
import { startDesktop } from './support/desktop'
import { expect, test as base } from './support/fixtures'
import { button, goTo } from './support/journeys'
import { startNotificationServer } from './support/notification-server'
import { enterPortal } from './support/portal'
import { standing } from './support/quick'
import { startScreen, type Screen } from './support/screen'
import { text } from './support/text'
import { quickPage } from './support/windows'

const test = base.extend<{ xserver: Screen; app: Bellhop }>({
  xserver: async ({}, use) => {
    const xserver = await startScreen()
    await use(xserver)
    await xserver.end()
  },
  app: async ({ practice, profile, xserver }, use) => {
    const app = await launchBellhop({ practice: practice.info, profile, env: xserver.env })
    await use(app)
    await app.quit()
  },
})
test.use({ practiceArgs: ['--still', '--unlimited'] })

const card = (page: Page): Locator => page.getByRole('region', { name: text('settings.quick.title'), exact: true })
const recorder = (page: Page): Locator => card(page).getByTestId('key-recorder')
const shownKeys = (page: Page): Locator => recorder(page).locator('kbd')
const HIDDEN = { shown: false, focused: false }
const READY = { shown: true, focused: true }

test('peers 22: a key is chosen by pressing it, heard in a test, brings quick-send, and survives a restart', async ({
  app,
  practice,
  xserver,
  profile,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  await goTo(page, 'settings')

  await test.step('what is only typing, or needed by programs, is refused', async () => {
    await expect(recorder(page)).toHaveText(text('settings.quick.none'))
    await recorder(page).click()
    await expect(recorder(page)).toHaveText(text('settings.quick.press'))
    await page.keyboard.press('KeyJ')
    await expect(recorder(page)).toHaveText(text('settings.quick.refused.plain'))
    await page.keyboard.press('Control+KeyC')
    await expect(recorder(page)).toHaveText(text('settings.quick.refused.needed'))
  })

  await test.step('two held keys and another are taken', async () => {
    await page.keyboard.press('Control+Alt+KeyJ')
    await expect(shownKeys(page)).toHaveText(['Ctrl', 'Alt', 'J'])
    expect(await app.invoke('settings.get', {})).toMatchObject({ data: { quickSendKey: 'Control+Alt+J' } })
  })

  await test.step('a test hears the press, and opens nothing', async () => {
    await quickPage(app)
    await button(card(page), 'settings.quick.test').click()
    await expect(card(page).getByTestId('key-test')).toHaveText(text('settings.quick.testing', { key: 'Ctrl+Alt+J' }))
    await xserver.press('ctrl+alt+j')
    await expect(card(page).getByTestId('key-test')).toHaveText(text('settings.quick.heard', { key: 'Ctrl+Alt+J' }))
    expect(await standing(app)).toEqual(HIDDEN)
  })

  await test.step('a press brings quick-send, ready to be typed in; another one puts it away', async () => {
    await xserver.press('ctrl+alt+j')
    await expect.poll(() => standing(app)).toEqual(READY)
    await xserver.press('ctrl+alt+j')
    await expect.poll(() => standing(app)).toEqual(HIDDEN)
  })

  await test.step('a Russian layout changes nothing: it is the same place on the keyboard', async () => {
    await xserver.useLayout('ru,us')
    await xserver.press('ctrl+alt+44')
    await expect.poll(() => standing(app)).toEqual(READY)
    await xserver.press('ctrl+alt+44')
    await expect.poll(() => standing(app)).toEqual(HIDDEN)
    await xserver.useLayout('us')
  })

  await test.step('after a restart it works without a visit to the settings', async () => {
    await app.quit()
    const next = await launchBellhop({ practice: practice.info, profile, env: xserver.env })
    await quickPage(next)
    await xserver.press('ctrl+alt+j')
    await expect.poll(() => standing(next)).toEqual(READY)
    expect(await next.invoke('quicksend.setKey', { key: '' })).toMatchObject({ ok: true })
    await next.invoke('quicksend.hide', {})
    await expect.poll(() => standing(next)).toEqual(HIDDEN)
    // Given back: another program could take it now, and this one does not hear it.
    await xserver.press('ctrl+alt+j')
    expect(await next.invoke('quicksend.setKey', { key: 'Control+Alt+J' })).toMatchObject({ ok: true })
    expect(await standing(next)).toEqual(HIDDEN)
    await next.quit()
  })
})

test('peers 23: a key that another program has is told, at once and at the next start, and taken when it is free', async ({
  app,
  practice,
  xserver,
}) => {
  const key = 'Control+Alt+Shift+U'
  const taken = sentence('quicksend.keyTaken', { key: 'Ctrl+Alt+Shift+U' })
  expect(await app.invoke('quicksend.setKey', { key })).toMatchObject({ ok: true })
  const profile = await newProfile()
  let second = await launchBellhop({ practice: practice.info, profile, env: xserver.env })
  await enterPortal(second.page, practice)
  await goTo(second.page, 'settings')

  await test.step('choosing it is refused, and the key there was still works', async () => {
    await button(card(second.page), 'settings.quick.useSuggested', { key: 'Ctrl+Alt+Space' }).click()
    await expect(shownKeys(second.page)).toHaveText(['Ctrl', 'Alt', 'Space'])
    await recorder(second.page).click()
    await second.page.keyboard.press('Control+Alt+Shift+KeyU')
    await expect(card(second.page)).toContainText(taken)
    await expect(shownKeys(second.page)).toHaveText(['Ctrl', 'Alt', 'Space'])
    await quickPage(second)
    await xserver.press('ctrl+alt+space')
    await expect.poll(() => standing(second)).toEqual(READY)
  })

  await test.step('a key that another program has taken meanwhile is told at the next start: once outside, and in the settings', async () => {
    expect(await app.invoke('quicksend.setKey', { key: '' })).toMatchObject({ ok: true })
    expect(await second.invoke('quicksend.setKey', { key })).toMatchObject({ ok: true })
    await second.quit()
    expect(await app.invoke('quicksend.setKey', { key })).toMatchObject({ ok: true })
    const dir = await mkdtemp(join(tmpdir(), 'bellhop-session-'))
    const desktop = await startDesktop(dir, 'none')
    const server = await startNotificationServer(desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
    const env = { ...desktop.env, ...xserver.env }
    second = await launchBellhop({ practice: practice.info, profile, env })
    await expect.poll(() => server.shown().map(({ title }) => title)).toEqual([text('quicksend.key.lost')])
    expect(server.shown()[0]?.body).toContain('Ctrl+Alt+Shift+U')
    await goTo(second.page, 'settings')
    await expect(card(second.page)).toContainText(taken)
    await expect(button(card(second.page), 'settings.quick.test')).toHaveCount(0)
    expect(server.shown()).toHaveLength(1)
    await second.quit()
    server.end()
    await desktop.end()
    await rm(dir, { recursive: true, force: true })
  })

  await test.step('once it is free again, looking is enough', async () => {
    second = await launchBellhop({ practice: practice.info, profile, env: xserver.env })
    await goTo(second.page, 'settings')
    await expect(card(second.page)).toContainText(taken)
    expect(await app.invoke('quicksend.setKey', { key: '' })).toMatchObject({ ok: true })
    await goTo(second.page, 'groups')
    await goTo(second.page, 'settings')
    await expect(button(card(second.page), 'settings.quick.test')).toBeVisible()
    await expect(card(second.page)).not.toContainText(taken)
    await quickPage(second)
    await xserver.press('ctrl+alt+shift+u')
    await expect.poll(() => standing(second)).toEqual(READY)
  })
  await second.quit()
  await removeProfile(profile)
})

test('peers 22: under Wayland it is said that a key may not be heard, with the command as the way out', async ({
  practice,
  xserver,
  profile,
}) => {
  // The rest of the session stays as it is: the app is told of a compositor, and shown by the X server in it.
  const env = { ...xserver.env, XDG_SESSION_TYPE: 'wayland' }
  const app = await launchBellhop({ practice: practice.info, profile, env, args: ['--ozone-platform=x11'] })
  const { page } = app
  await enterPortal(page, practice)
  await goTo(page, 'settings')
  await expect(card(page)).toContainText(text('settings.quick.wayland'))
  await expect(card(page).getByTestId('quick-command')).toHaveText(/^\S.*electron .* --user-data-dir=\S+ --quick-send$/)
  await card(page).getByText(text('settings.quick.howTo')).click()
  for (const desktop of ['gnome', 'kde', 'sway'] as const)
    await expect(card(page).getByText(text(`settings.quick.steps.${desktop}`))).toBeVisible()
  await app.quit()
})
