// Catches: notifications that Windows never shows because the app has no name there, or another than its installer gave it.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nameApp } from './app-name'

test('on Windows the app has the name its installer registers; elsewhere nothing is set', () => {
  const named: string[] = []
  for (const system of ['linux', 'darwin', 'win32']) nameApp(system, { setAppUserModelId: (id) => void named.push(id) })
  const installers = readFileSync(new URL('../../../scripts/package/identity.ts', import.meta.url), 'utf8')
  expect(named).toEqual([/APP_ID = '([^']+)'/.exec(installers)?.[1]])
})
