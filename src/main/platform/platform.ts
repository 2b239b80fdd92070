// What the operating system and Electron offer the rest of main, as plain functions. Made once the app is ready.
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { getCACertificates } from 'node:tls'
import { app, clipboard, dialog, globalShortcut, nativeTheme, Notification, safeStorage, session } from 'electron/main'
import { shell } from 'electron/common'
import { suggestedKey } from '../../shared/domain/accelerator'
import type { Logger } from '../log/port'
import { nameApp } from './app-name'
import { isAttended, isWatched } from './attention'
import { createShortcuts, mayStayUnheard, quickSendCommand, type Shortcuts } from './global-key'
import { claimDeepLinks } from './deep-links'
import { ownArguments } from './launch-options'
import { createNotifications, type SystemNotice } from './notifications'
import { openExternal } from './open-external'
import { createProxyResolver } from './proxy'
import { createSafeStorageProvider } from './safe-storage'
import { greetScreenReader } from './screen-reader'
import { runProgram } from './session-bus'
import { createSpelling, type Spelling } from './spelling'

export type Theme = 'system' | 'light' | 'dark'

/** What the app was started with and where it may write. Known before the app is ready. */
export interface Environment {
  readonly packaged: boolean
  readonly version: string
  readonly system: string
  /** The app's own arguments. */
  readonly args: readonly string[]
  /** Folder of the built app (`out`). */
  readonly builtDir: string
  /** Icons and dictionaries: the repository's `resources`, in a packaged app its own. */
  readonly resourcesDir: string
  /** BCP 47 tags in the user's order. */
  readonly locales: () => readonly string[]
  readonly userData: string
  readonly electronMajor: number
}

/** Reads the environment; touches nothing. `builtDir` is the folder that holds main, preload and renderer. */
export function readEnvironment(builtDir: string): Environment {
  return {
    packaged: app.isPackaged,
    version: app.getVersion(),
    system: process.platform,
    args: ownArguments(process.argv, {
      packaged: app.isPackaged,
      path: app.getAppPath(),
      resolved: (argument) => resolve(argument),
    }),
    builtDir,
    resourcesDir: app.isPackaged ? process.resourcesPath : join(builtDir, '../resources'),
    locales: () => preferredLocales(process.argv),
    userData: app.getPath('userData'),
    electronMajor: Number.parseInt(process.versions.electron, 10),
  }
}

export interface Platform {
  readonly proxyFor: (url: string) => Promise<string | undefined>
  readonly systemCa: () => readonly string[]
  readonly openExternal: (url: string) => Promise<void>
  /** Asks where to, writes, and answers the path; undefined when the user cancelled. */
  readonly saveTextFile: (suggestedName: string, text: string) => Promise<string | undefined>
  readonly readClipboard: () => Promise<string>
  /** Answers whether the system has notifications. */
  readonly notify: (notice: SystemNotice) => boolean
  readonly beep: () => void
  readonly watched: () => boolean
  readonly attended: () => boolean
  readonly keyring: ReturnType<typeof createSafeStorageProvider>
  readonly spelling: Spelling
  readonly shortcuts: Shortcuts
  readonly keyFacts: KeyFacts
  setTheme(theme: Theme): void
}

/**
 * Makes the platform, and shows the windows to a screen reader that runs. The app must be ready: an earlier question to
 * the keyring would be answered wrongly.
 * @param toFront brings the window to the front when a notification is clicked
 */
export function createPlatform(environment: Environment, log: Logger, toFront: () => void): Platform {
  const show = (on: boolean): void => app.setAccessibilitySupportEnabled(on)
  void greetScreenReader({ system: environment.system, env: process.env, run: runProgram, show })
  nameApp(environment.system, app)
  claimDeepLinks({ app, ...environment, execPath: process.execPath, log })
  return {
    proxyFor: createProxyResolver(session.defaultSession),
    systemCa: onceRead(() => getCACertificates('system')),
    openExternal: (url) => openExternal(url, log),
    saveTextFile,
    readClipboard: () => clipboard.readText(),
    notify: createNotifications({
      system: environment.system,
      isSupported: () => Notification.isSupported(),
      make: (options) => new Notification(options),
      beep,
      toFront,
    }),
    beep,
    watched: isWatched,
    attended: isAttended,
    keyring: createSafeStorageProvider({ safeStorage, electronMajor: environment.electronMajor, log }),
    spelling: createSpelling(session.defaultSession, environment.system, log),
    shortcuts: createShortcuts(globalShortcut, log),
    keyFacts: readKeyFacts(environment),
    setTheme: (theme) => {
      nativeTheme.themeSource = theme
    },
  }
}

/** What a key from anywhere is worth on this system, and the command of this installation that does the same. */
interface KeyFacts {
  readonly suggested: string
  readonly unsure: boolean
  readonly command: string
}

function readKeyFacts({ system, packaged }: Environment): KeyFacts {
  const { env, execPath } = process
  const argv = process.argv.slice(1)
  return {
    suggested: suggestedKey(system),
    unsure: mayStayUnheard(system, env),
    command: quickSendCommand({ system, packaged, execPath, appPath: app.getAppPath(), argv, env }),
  }
}

const beep = (): void => {
  shell.beep()
}

/** `--lang=ru` (Chromium's own switch) goes before the system's list. */
function preferredLocales(argv: readonly string[]): readonly string[] {
  const asked = argv.find((argument) => argument.startsWith('--lang='))?.slice('--lang='.length)
  return asked ? [asked] : app.getPreferredSystemLanguages()
}

function onceRead<T>(read: () => T): () => T {
  let value: T | undefined
  return () => (value ??= read())
}

async function saveTextFile(suggestedName: string, text: string): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('documents'), suggestedName),
  })
  if (canceled || !filePath) return undefined
  await writeFile(filePath, text, { mode: 0o600 })
  return filePath
}
