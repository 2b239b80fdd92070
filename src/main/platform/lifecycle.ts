// From process start to quit: hardening before the first window, an orderly end.
import { app, session } from 'electron/main'
import { errorText } from '../log/error-text'
import type { Logger } from '../log/port'
import type { ReadPicture } from './app-answer'
import { registerAppScheme, serveApp } from './app-protocol'
import { hardenSession, hardenWebContents } from './hardening'
import { followQuitting, quitWithMachine } from './quitting'

/** An end that takes longer is cut: everything that matters was committed before. */
const STOP_LIMIT_MS = 3_000

export interface Lifecycle {
  readonly log: Logger
  readonly rendererDir: string
  /** The picture a window asks for by its key; before the app is built there is none. */
  readonly picture: ReadPicture
  /** Runs while Chromium starts: what must be on the disk before the first session is made. Never rejects. */
  prepare(): Promise<void>
  /** Runs once, when the app is ready and hardened. Rejecting shows the fault and ends the app. */
  onReady(): Promise<void>
  /** macOS: the dock icon was clicked. */
  onActivate(): void
  onStop(): Promise<void>
  /** The start failed: tell the user. */
  onFatal(error: unknown): void
}

/** Begins the app; returns at once. */
export function runLifecycle(lifecycle: Lifecycle): void {
  logStrays(lifecycle)
  // Root runs with --no-sandbox, as Chromium demands; with both, its helper processes end at once, over and over.
  if (process.getuid?.() !== 0) app.enableSandbox()
  registerAppScheme()
  hardenWebContents(lifecycle.log)
  followQuitting()
  app.on('activate', () => lifecycle.onActivate())
  stopOrderly(lifecycle)
  // `await app.whenReady()` at the top level of an ES module never resolves.
  Promise.all([app.whenReady(), lifecycle.prepare()])
    .then(() => {
      quitWithMachine()
      hardenSession(session.defaultSession, lifecycle.log)
      serveApp({ root: lifecycle.rendererDir, log: lifecycle.log, picture: lifecycle.picture })
      return lifecycle.onReady()
    })
    .catch((error: unknown) => lifecycle.onFatal(error))
}

function stopOrderly(lifecycle: Lifecycle): void {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    stopped = true
    const limit = new Promise<void>((resolve) => setTimeout(resolve, STOP_LIMIT_MS))
    void Promise.race([lifecycle.onStop(), limit])
      .catch((error: unknown) => lifecycle.log.error('stopping failed', { error: String(error) }))
      .finally(() => app.exit(0))
  })
}

/** Electron would print them as they are, or show them in a box: both could hold what nobody should read. */
function logStrays({ log }: Lifecycle): void {
  process.on('unhandledRejection', (reason) =>
    log.error('a promise was rejected and nobody heard it', { error: errorText(reason) }),
  )
  process.on('uncaughtException', (error) =>
    log.error('an error was thrown and nobody caught it', { error: errorText(error) }),
  )
}
