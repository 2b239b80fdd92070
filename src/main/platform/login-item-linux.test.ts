// Catches: another program's entry that is touched, one of the user's that is written over, a folder that is not there yet.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordLog } from '../testing/recorders'
import { writeEntry } from './autostart-entry'
import { autostartFile, createLinuxLoginItem } from './login-item-linux'

let home: string
const folder = (): string => join(home, '.config/autostart')
const file = (): string => join(folder(), 'bellhop.desktop')
const make = (program = '/opt/bellhop') => createLinuxLoginItem({ env: {}, home, program, log: recordLog() })
const ON = { on: true, hidden: true, replace: false }
const OFF = { on: false, hidden: true, replace: false }

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bellhop-home-'))
})
afterEach(() => {
  rmSync(home, { recursive: true })
})

test('the file lies where the specification says, and nowhere for a relative path', () => {
  expect(autostartFile({ env: { XDG_CONFIG_HOME: '/cfg' }, home: '/h' })).toBe('/cfg/autostart/bellhop.desktop')
  for (const env of [{}, { XDG_CONFIG_HOME: '' }, { XDG_CONFIG_HOME: 'cfg' }]) {
    expect(autostartFile({ env, home: '/h' })).toBe('/h/.config/autostart/bellhop.desktop')
  }
})

test('switched on it makes the folder, switched off nothing is left, and other entries stay as they are', async () => {
  const item = make()
  expect(await item.read()).toMatchObject({ on: false, changed: 'no' })
  expect(await item.write(ON)).toBe('done')
  writeFileSync(join(folder(), 'other.desktop'), 'theirs')
  expect(await item.read()).toEqual({ kind: 'possible', on: true, hidden: true, changed: 'no' })
  expect(await item.write({ ...ON, hidden: false })).toBe('done')
  expect(await item.read()).toMatchObject({ hidden: false })
  expect(await item.write(OFF)).toBe('done')
  expect(readdirSync(folder())).toEqual(['other.desktop'])
  expect(readFileSync(join(folder(), 'other.desktop'), 'utf8')).toBe('theirs')
})

test('peers 3: an entry the user changed or switched off is left alone, until it is to be replaced', async () => {
  const item = make()
  const ours = writeEntry('/opt/bellhop', true)
  mkdirSync(folder(), { recursive: true })
  for (const [text, changed] of [
    [`${ours}X-Mine=1\n`, 'edited'],
    [`${ours}Hidden=true\n`, 'switchedOff'],
  ] as const) {
    writeFileSync(file(), text)
    expect(await item.read()).toMatchObject({ changed, on: changed === 'edited' })
    expect(await item.write(ON)).toBe('changedOutside')
    expect(readFileSync(file(), 'utf8')).toBe(text)
    expect(await item.write({ ...ON, replace: true })).toBe('done')
    expect(await item.read()).toMatchObject({ on: true, changed: 'no' })
  }
})

test('peers 3: a link to a file of the user’s is theirs; replaced, the file itself is not written to', async () => {
  const item = make()
  mkdirSync(folder(), { recursive: true })
  const theirs = join(home, 'dotfiles.desktop')
  writeFileSync(theirs, writeEntry('/opt/bellhop', false))
  symlinkSync(theirs, file())
  expect(await item.write(ON)).toBe('changedOutside')
  expect(await item.write({ ...ON, replace: true })).toBe('done')
  expect(readFileSync(theirs, 'utf8')).toBe(writeEntry('/opt/bellhop', false))
})

test('a folder that cannot be made is a failure, not an exception', async () => {
  writeFileSync(join(home, '.config'), 'a file')
  expect(await make().write(ON)).toBe('failed')
})

test('an entry of ours follows the program to where it lies now; one that was changed does not', async () => {
  await make('/old/Bellhop.AppImage').write(ON)
  await make('/new/Bellhop.AppImage').follow()
  expect(readFileSync(file(), 'utf8')).toBe(writeEntry('/new/Bellhop.AppImage', true))
  const edited = `${readFileSync(file(), 'utf8')}X-Mine=1\n`
  writeFileSync(file(), edited)
  await make('/newer/Bellhop.AppImage').follow()
  expect(readFileSync(file(), 'utf8')).toBe(edited)
})

test('nothing follows where nothing was switched on', async () => {
  await make().follow()
  expect(readdirSync(home)).toEqual([])
})
