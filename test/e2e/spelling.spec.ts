// Spelling in two languages at once, with dictionaries that come with the app: nothing is fetched, whatever is missing.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { launchBellhop, newProfile, removeProfile, type Bellhop } from './support/app'
import { openConnect } from './support/bitrix24'
import { openSignIn } from './support/bluesky'
import { keepContextMenus } from './support/context-menu'
import { button, dialog, goTo, railAccounts } from './support/journeys'
import { composer, textField } from './support/messages'
import { netLogOf, netLogSwitch } from './support/net-log'
import { text, textsOf } from './support/text'
import { expect, test as base } from '@playwright/test'

/** The app alone in a profile, its network recorded from the first moment. */
const test = base.extend<{ profile: string }>({
  profile: async ({}, use) => {
    const profile = await newProfile()
    await use(profile)
    await removeProfile(profile)
  },
})

const launch = (profile: string): Promise<Bellhop> => launchBellhop({ profile, args: [netLogSwitch(profile)] })

/** Starts it for the first time and goes in by the door that asks nothing. */
async function launchFirst(profile: string): Promise<Bellhop> {
  const app = await launch(profile)
  await button(app.page, 'welcome.practice.action').click()
  await expect(railAccounts(app.page)).not.toHaveCount(0)
  return app
}

/** A field where people write: the text of a new template. */
async function writingField(page: Page): Promise<Locator> {
  await goTo(page, 'settings')
  await button(page, 'templates.new').click()
  return dialog(page, 'templates.newTitle').getByLabel(text('templates.textField'), { exact: true })
}

const ADD = text('menu.addToDictionary')
const EDIT = [text('menu.cut'), text('menu.copy'), text('menu.paste'), '', text('menu.selectAll')]

/** Ends the app and asserts that its network stack never reached for anything but the app's own files. */
async function endedWithoutNetwork(app: Bellhop): Promise<void> {
  await app.quit()
  const { urls, hosts } = await netLogOf(app.profile)
  expect(urls.filter((url) => !/^(app|data|devtools|blob):/.test(url))).toEqual([])
  expect(hosts).toEqual([])
}

test('wrong words of both languages are marked, right ones are not, and nothing is fetched', async ({ profile }) => {
  const app = await launchFirst(profile)
  const menus = await keepContextMenus(app)
  const field = await writingField(app.page)
  await field.pressSequentially('hello wrold\nwrold\nпривет\nещё еще\nпревед ')

  // Marking takes a moment: the last word is waited for, and by then those before it have been looked at too.
  await expect.poll(async () => (await menus.at(field, 4)).labels).toContain(ADD)
  await expect.poll(async () => (await menus.at(field, 1)).labels).toContain(ADD)
  for (const right of [0, 2, 3]) expect((await menus.at(field, right)).labels).toEqual(EDIT)

  await test.step('a suggestion takes the place of the word', async () => {
    const { labels } = await menus.at(field, 1)
    expect(labels[0]).toBe('world')
    expect(labels.slice(labels.indexOf(ADD))).toEqual([ADD, '', ...EDIT])
    await menus.choose('world')
    await expect(field).toHaveValue('hello wrold\nworld\nпривет\nещё еще\nпревед ')
  })

  await test.step('a word the user adds is marked no more, and can be taken out in the settings', async () => {
    await menus.at(field, 4)
    await menus.choose(ADD)
    await expect.poll(async () => (await menus.at(field, 4)).labels).toEqual(EDIT)
    await app.page.keyboard.press('Escape')
    await goTo(app.page, 'groups')
    await goTo(app.page, 'settings')
    const forget = button(app.page, 'settings.spelling.forget', { word: 'превед' })
    await forget.click()
    await expect(forget).toBeHidden()
    expect(await app.invoke('settings.words', {})).toEqual({ ok: true, data: [] })
  })
  await endedWithoutNetwork(app)
})

test('the setting is followed at once, one language at a time; the labels follow the language', async ({ profile }) => {
  const app = await launchFirst(profile)
  const menus = await keepContextMenus(app)
  await goTo(app.page, 'settings')
  await app.page.getByRole('checkbox', { name: text('settings.spelling.english'), exact: true }).click()
  expect((await app.invoke('settings.set', { language: 'ru' })).ok).toBe(true)
  const russian = textsOf('ru')
  await app.page.getByRole('button', { name: russian('templates.new'), exact: true }).click()
  const field = app.page
    .getByRole('dialog', { name: russian('templates.newTitle'), exact: true })
    .getByLabel(russian('templates.textField'), { exact: true })
  await field.pressSequentially('wrold\nпревед\nщщщщщщщщ ')
  await expect.poll(async () => (await menus.at(field, 2)).disabled).toContain(russian('menu.noSuggestions'))
  expect((await menus.at(field, 1)).labels).toContain(russian('menu.addToDictionary'))
  expect((await menus.at(field, 0)).labels).not.toContain(russian('menu.addToDictionary'))

  await app.invoke('settings.set', { spelling: [] })
  await expect.poll(async () => (await menus.at(field, 1)).labels).not.toContain(russian('menu.addToDictionary'))
  await endedWithoutNetwork(app)
})

test('the composer is looked at; no field for a webhook, a password or a name ever is', async ({ profile }) => {
  const app = await launch(profile)
  for (const open of [openConnect, openSignIn]) {
    const fields = (await open(app.page)).locator('input, textarea')
    const looked = await fields.evaluateAll((all) => all.map((field) => (field as HTMLElement).spellcheck))
    expect(looked.length).toBeGreaterThan(0)
    expect(looked).not.toContain(true)
    await app.page.keyboard.press('Escape')
  }
  await button(app.page, 'welcome.practice.action').click()
  await railAccounts(app.page).first().click()
  await goTo(app.page, 'messages')
  const looked = await textField(app.page).evaluate((field) => (field as HTMLElement).spellcheck)
  expect(looked).toBe(true)
  const others = await composer(app.page)
    .locator('input')
    .evaluateAll((all) => all.map((field) => (field as HTMLElement).spellcheck))
  expect(others).not.toContain(true)
  await app.quit()
})

test('a damaged dictionary is put in place again at the next start', async ({ profile }) => {
  const first = await launchFirst(profile)
  await expect.poll(() => readdir(join(profile, 'Dictionaries'))).toHaveLength(2)
  await first.quit()
  const damaged = join(profile, 'Dictionaries/ru-RU-3-0.bdic')
  const whole = await readFile(damaged)
  await writeFile(damaged, whole.subarray(0, 100_000))

  const app = await launch(profile)
  const menus = await keepContextMenus(app)
  const field = await writingField(app.page)
  await field.pressSequentially('превед ')
  await expect.poll(async () => (await menus.at(field, 0)).labels).toContain(ADD)
  await endedWithoutNetwork(app)
})

test('without dictionaries nothing is marked and nothing is fetched: the log says why, and the app works', async ({
  profile,
}) => {
  // Where the folder belongs there is a file: nothing can be put there.
  await mkdir(profile, { recursive: true })
  await rm(join(profile, 'Dictionaries'), { recursive: true, force: true })
  await writeFile(join(profile, 'Dictionaries'), '')
  const app = await launchFirst(profile)
  const menus = await keepContextMenus(app)
  await expect.poll(() => readFile(join(profile, 'logs/bellhop.log'), 'utf8')).toContain('this language is not checked')
  const field = await writingField(app.page)
  await field.pressSequentially('wrold превед ')
  expect((await menus.at(field, 0)).labels).toEqual(EDIT)
  await endedWithoutNetwork(app)
})
