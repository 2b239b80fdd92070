import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recordLog } from '../testing/recorders'
import { DEFAULT_SETTINGS } from '../../shared/domain/default-settings'
import { openPreferences } from './preferences'

// Outside Electron the `electron` package answers with the path of its binary, and would download a missing one;
// told of another place, it only names it. electron-store then works on the absolute directory it is given.
vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = '/not/installed'
})

let directory: string
const file = (): string => join(directory, 'preferences.json')
const open = () => openPreferences({ directory, log: recordLog() })

const STATE = { bounds: { x: -10, y: 0, width: 900, height: 700 }, maximized: false, fullScreen: true }

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bellhop-preferences-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true, force: true })
})

test('settings and the state of the window survive a restart, each without the other', () => {
  const first = open()
  expect(first.read()).toEqual(DEFAULT_SETTINGS)
  expect(first.windowState()).toBeUndefined()
  first.saveWindowState({ ...STATE, maximized: true })
  first.saveWindowState(STATE)
  first.write({ ...DEFAULT_SETTINGS, theme: 'dark', holdSeconds: 0 })
  const second = open()
  expect(second.read()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', holdSeconds: 0 })
  expect(second.windowState()).toEqual(STATE)
})

test.each([
  ['cut off', '{"settings":{"language":"r'],
  ['of another shape', '{"settings":{"language":"klingon"}}'],
  ['a list', '[]x'],
  ['with bounds that are no numbers', '{"windowBounds":{"x":"left"}}'],
])('a file that is %s gives the defaults and is kept aside', (_name, text) => {
  writeFileSync(file(), text)
  const preferences = open()
  expect(preferences.read()).toEqual(DEFAULT_SETTINGS)
  expect(preferences.windowState()).toBeUndefined()
  expect(readFileSync(`${file()}.bad`, 'utf8')).toBe(text)
  preferences.write({ ...DEFAULT_SETTINGS, language: 'ru' })
  expect(open().read().language).toBe('ru')
})

test('bounds that an older version kept come back as those of an ordinary window', () => {
  writeFileSync(file(), JSON.stringify({ windowBounds: STATE.bounds }))
  expect(open().windowState()).toEqual({ bounds: STATE.bounds, maximized: false, fullScreen: false })
})

test('a file of another version keeps what is known of it: an update loses nobody their settings', () => {
  const { spelling: _new, ...older } = { ...DEFAULT_SETTINGS, theme: 'dark', holdSeconds: 20 }
  writeFileSync(file(), JSON.stringify({ settings: { ...older, ofTomorrow: true } }))
  expect(open().read()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', holdSeconds: 20 })
  expect(existsSync(`${file()}.bad`)).toBe(false)
})

test('a good file is left where it is', () => {
  open().write({ ...DEFAULT_SETTINGS, language: 'en' })
  open()
  expect(existsSync(`${file()}.bad`)).toBe(false)
})
