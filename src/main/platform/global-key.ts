// Keys that work from anywhere: how they are taken from the system, where it may keep a press to itself, and the command
// that does the same. Knows nothing of what a key is for.
import type { GlobalShortcut } from 'electron/main'
import type { Logger } from '../log/port'
import { appImageOf } from './app-image'

type Env = Readonly<Record<string, string | undefined>>

export interface Shortcuts {
  /** `taken`: another program has it. `invalid`: this system has no such key. */
  register(key: string, pressed: () => void): 'registered' | 'taken' | 'invalid'
  unregister(key: string): void
}

/**
 * The system's shortcuts; the app must be ready.
 * @see https://www.electronjs.org/docs/latest/api/global-shortcut#globalshortcutregisteraccelerator-callback: "When the
 * accelerator is already taken by other applications, this call will silently fail", and answers `false`.
 */
export function createShortcuts(system: Pick<GlobalShortcut, 'register' | 'unregister'>, log: Logger): Shortcuts {
  return {
    register(key, pressed) {
      try {
        return system.register(key, pressed) ? 'registered' : 'taken'
      } catch (error) {
        log.warn('the system does not know this key', { key, error: String(error) })
        return 'invalid'
      }
    },
    unregister: (key) => {
      system.unregister(key)
    },
  }
}

/**
 * Under Wayland a key can be taken with success and its press never be told; so, too, in a window of X11 inside it.
 * @see https://github.com/CherryHQ/cherry-studio/issues/20524
 */
export const mayStayUnheard = (system: string, env: Env): boolean =>
  system === 'linux' && (env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY']))

export interface Installation {
  readonly system: string
  readonly packaged: boolean
  readonly execPath: string
  /** The folder of the app, which an unpackaged Electron is told to run. */
  readonly appPath: string
  /** Without the program. */
  readonly argv: readonly string[]
  readonly env: Env
}

/** The command line that brings quick-send in this installation, ready for a shell or a shortcut's field. */
export function quickSendCommand({ system, packaged, execPath, appPath, argv, env }: Installation): string {
  // An AppImage runs from a folder that is gone at the next start.
  const program = packaged ? [appImageOf(env, execPath) ?? execPath] : [execPath, appPath]
  // Another profile is another app, which would not hear of it.
  const profile = packaged ? [] : argv.filter((argument) => argument.startsWith('--user-data-dir='))
  return [...program, ...profile, '--quick-send'].map((word) => quoted(word, system)).join(' ')
}

function quoted(word: string, system: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  // A path on Windows cannot hold a quotation mark.
  return system === 'win32' ? (/^[\w:\\.()-]+$/.test(word) ? word : `"${word}"`) : `'${word.replaceAll("'", `'\\''`)}'`
}
