// Start at login, as the system at hand does it. Only an installed app can offer it: any other is run by its developer's tools.
import { homedir } from 'node:os'
import { app } from 'electron/main'
import type { Logger } from '../log/port'
import { appImageOf } from './app-image'
import { createLinuxLoginItem } from './login-item-linux'
import { createMacLoginItem, createWindowsLoginItem, wasOpenedAtLogin } from './login-item-system'

/** Whether the system started the app at login, where the app has to ask. The app must be ready. */
export const openedAtLogin = (system: string): boolean => wasOpenedAtLogin(app, system)

export interface LoginItemInput {
  readonly packaged: boolean
  /** `process.platform`. */
  readonly system: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Stands for the program in an unpackaged build. */
  readonly instead: string | undefined
  readonly log: Logger
}

export function createLoginItem({ packaged, system, env, instead, log }: LoginItemInput) {
  const unpackaged = !packaged && instead === undefined
  if (unpackaged) {
    return {
      read: () => Promise.resolve({ kind: 'impossible', reason: 'unpackaged' } as const),
      write: () => Promise.resolve('failed' as const),
    }
  }
  const started = instead ?? process.execPath
  if (system === 'win32') return createWindowsLoginItem(app, started)
  if (system === 'darwin') return createMacLoginItem(app)
  // An AppImage runs from a place that is gone after it: the file itself is what to start.
  const item = createLinuxLoginItem({ env, home: homedir(), program: appImageOf(env, started) ?? started, log })
  void item.follow()
  return item
}
