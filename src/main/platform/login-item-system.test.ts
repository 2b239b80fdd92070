// Catches: an argument the system would not take, an entry switched off in the system that is switched on behind its back.
import type { LoginItemSettings, Settings } from 'electron/main'
import { expect, test } from 'vitest'
import { createMacLoginItem, createWindowsLoginItem, wasOpenedAtLogin, type LoginApp } from './login-item-system'

const PROGRAM = 'C:\\Program Files\\Bellhop\\Bellhop.exe'
type Item = LoginItemSettings['launchItems'][number]

/** Windows as Electron shows it: one registry value by name, and whether the Task Manager lets it run. */
function windows(before: readonly Item[] = []) {
  let items = [...before]
  const asked: Settings[] = []
  const app: LoginApp = {
    getLoginItemSettings: () => ({ launchItems: items }) as unknown as LoginItemSettings,
    setLoginItemSettings(settings) {
      asked.push(settings)
      const { openAtLogin, path = '', args = [], name = '', enabled = true } = settings
      items = items.filter((item) => item.name !== name)
      if (openAtLogin) items.push({ name, path, args, scope: 'user', enabled })
    },
  }
  return { item: createWindowsLoginItem(app, PROGRAM), asked, items: () => items }
}
const ON = { on: true, hidden: true, replace: false }

test('on Windows the entry has our name, the program and its argument', async () => {
  const { item, asked } = windows()
  expect(await item.write(ON)).toBe('done')
  expect(asked).toEqual([{ openAtLogin: true, path: PROGRAM, args: ['--hidden'], name: 'Bellhop', enabled: true }])
  expect(await item.read()).toEqual({ kind: 'possible', on: true, hidden: true, changed: 'no' })
  await item.write({ ...ON, hidden: false })
  expect(await item.read()).toMatchObject({ on: true, hidden: false })
  expect(await item.write({ ...ON, on: false })).toBe('done')
  expect(asked.at(-1)).toEqual({ openAtLogin: false, path: PROGRAM, args: ['--hidden'], name: 'Bellhop' })
  expect(await item.read()).toMatchObject({ on: false, changed: 'no' })
})

test('peers 3: on Windows another entry stays, and what the Task Manager switched off is not switched on unasked', async () => {
  const theirs: Item = { name: 'Mine', path: PROGRAM, args: ['--lang=ru'], scope: 'user', enabled: true }
  const off: Item = { name: 'Bellhop', path: PROGRAM, args: ['--hidden'], scope: 'user', enabled: false }
  const { item, asked, items } = windows([theirs, off])
  expect(await item.read()).toEqual({ kind: 'possible', on: false, hidden: true, changed: 'switchedOff' })
  expect(await item.write(ON)).toBe('changedOutside')
  expect(asked).toEqual([])
  expect(await item.write({ ...ON, replace: true })).toBe('done')
  expect(items()).toContain(theirs)
  expect(await item.read()).toMatchObject({ on: true, changed: 'no' })
})

test('peers 3: on Windows an entry with arguments of somebody else’s is theirs', async () => {
  const { item, asked } = windows([
    { name: 'Bellhop', path: PROGRAM, args: ['--lang=ru'], scope: 'user', enabled: true },
  ])
  expect(await item.read()).toMatchObject({ on: true, changed: 'edited' })
  expect(await item.write({ ...ON, on: false })).toBe('changedOutside')
  expect(asked).toEqual([])
})

function mac(status: LoginItemSettings['status'], after = status) {
  const asked: unknown[] = []
  const app: LoginApp = {
    getLoginItemSettings: (options) => {
      if (options?.type !== 'mainAppService') throw new Error('another service was asked for')
      return { status: asked.length === 0 ? status : after } as LoginItemSettings
    },
    setLoginItemSettings: (settings) => void asked.push(settings),
  }
  return { item: createMacLoginItem(app), asked }
}

test('on macOS the app itself is registered, and what macOS says is told', async () => {
  const { item, asked } = mac('not-registered', 'enabled')
  expect(await item.read()).toEqual({ kind: 'possible', on: false, changed: 'no' })
  expect(await item.write({ on: true })).toBe('done')
  expect(asked).toEqual([{ openAtLogin: true, type: 'mainAppService' }])
  expect(await item.read()).toMatchObject({ on: true })
})

test('peers 20: on macOS a start at login is known as one; elsewhere the entry’s own argument says it', () => {
  const app = { getLoginItemSettings: () => ({ wasOpenedAtLogin: true }) as LoginItemSettings }
  expect(['darwin', 'win32', 'linux'].map((system) => wasOpenedAtLogin(app, system))).toEqual([true, false, false])
})

test('on macOS a start that waits for consent is not on yet, and one that is refused failed', async () => {
  const waiting = mac('not-registered', 'requires-approval')
  expect(await waiting.item.write({ on: true })).toBe('done')
  expect(await waiting.item.read()).toEqual({ kind: 'possible', on: false, changed: 'needsApproval' })
  expect(await mac('not-found').item.write({ on: true })).toBe('failed')
})
