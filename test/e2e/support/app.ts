// The real app in a profile of its own, with the OS sandbox on.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { InputOf, ResultOf, RouteName } from '../../../src/shared/contract'
import { ROOT, type PracticeInfo } from './practice'

/** The app's process, with a window or without. */
export interface Started {
  readonly electron: ElectronApplication
  readonly profile: string
  /** Everything the process printed. */
  printed(): string
}

export interface Bellhop extends Started {
  readonly page: Page
  /** Calls a route through the page's own door. */
  invoke<R extends RouteName>(route: R, input: InputOf<R>): Promise<ResultOf<R>>
  /** Ends the app as a user does. */
  quit(): Promise<void>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

export interface LaunchOptions {
  /** An existing profile: the app is started again. */
  readonly profile?: string
  readonly practice?: PracticeInfo
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** A CommonJS file that main loads before the app. */
  readonly loadFirst?: string
  /** Another app than ours, to be measured beside it. */
  readonly app?: string
}

const HOLD_READY = join(import.meta.dirname, 'hold-ready.cjs')

/** A new, empty profile folder. */
export const newProfile = (): Promise<string> => mkdtemp(join(tmpdir(), 'bellhop-profile-'))

export const removeProfile = (profile: string): Promise<void> => rm(profile, { recursive: true, force: true })

export function executable(): string {
  const path = process.env['ELECTRON_EXEC_PATH']
  if (!path) throw new Error('ELECTRON_EXEC_PATH is not set: run the tests through `npm run test:e2e`')
  return path
}

function environment(options: LaunchOptions): Record<string, string> {
  const bluesky = options.practice?.bluesky
  const own = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  return {
    ...own,
    ...(bluesky
      ? {
          BELLHOP_PLC_URL: bluesky.plcUrl,
          BELLHOP_CHAT_SERVICE: bluesky.chatService,
          BELLHOP_CHAT_URL: bluesky.chatUrl,
        }
      : {}),
    ...options.env,
  }
}

/** Through the page's own door. The compiler cannot follow the contract's types through `evaluate`. */
function ask(page: Page, route: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, value]) =>
      (globalThis as unknown as { bellhop: { invoke(name: string, value: unknown): Promise<unknown> } }).bellhop.invoke(
        name,
        value,
      ),
    [route, input] as [string, unknown],
  )
}

/** The app ended before its page was there. */
export class EndedEarly extends Error {
  /** What ended it, if it was not by itself. */
  readonly signal: string | null

  constructor(signal: string | null, cause: unknown) {
    super(`the app ended before its page was there, by ${signal ?? 'itself'}`, { cause })
    this.signal = signal
  }
}

async function firstPage(electron: ElectronApplication): Promise<Page> {
  const app = electron.process()
  const exit = once(app, 'exit')
  try {
    const page = await electron.firstWindow()
    await page.waitForLoadState('domcontentloaded')
    return page
  } catch (error) {
    if (!String(error).includes('has been closed')) throw error
    await exit
    throw new EndedEarly(app.signalCode, error)
  }
}

/** Starts the app, and waits for no window. As root there would be no sandbox, so root is refused. */
export async function startBellhop(options: LaunchOptions = {}): Promise<Started> {
  if (process.getuid?.() === 0) throw new Error('run as an unprivileged user: `npm run test:e2e` sees to it')
  const profile = options.profile ?? (await newProfile())
  const electron = await _electron.launch({
    executablePath: executable(),
    args: [
      ...['-r', HOLD_READY],
      ...(options.loadFirst === undefined ? [] : ['-r', options.loadFirst]),
      options.app ?? ROOT,
      `--user-data-dir=${profile}`,
      '--lang=en',
      ...(options.args ?? []),
    ],
    env: environment(options),
    // Without it Playwright adds --no-sandbox.
    chromiumSandbox: true,
  })
  const output: string[] = []
  electron.process().stdout?.on('data', (data: Buffer) => output.push(data.toString()))
  electron.process().stderr?.on('data', (data: Buffer) => output.push(data.toString()))
  return { electron, profile, printed: () => output.join('') }
}

/** Starts the app and waits for its page. */
export async function launchBellhop(options: LaunchOptions = {}): Promise<Bellhop> {
  const started = await startBellhop(options)
  const { electron } = started
  const page = await firstPage(electron)
  return {
    ...started,
    page,
    invoke: async (route, input) => (await ask(page, route, input)) as never,
    quit: () => electron.close(),
    async kill() {
      const ended = new Promise((resolve) => electron.process().once('exit', resolve))
      electron.process().kill('SIGKILL')
      await ended
    },
  }
}
