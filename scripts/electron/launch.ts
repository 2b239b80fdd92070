// Everything that must be there before Electron can start: runtime, libraries, sandbox, display.
import type { Env } from '../lib/run.ts'
import { ensureDisplay, hasDisplay } from './display.ts'
import { findElectron } from './runtime.ts'
import { sandboxArgs } from './sandbox-system.ts'
import { ensureSystemLibraries } from './system.ts'

export interface Launch {
  readonly executable: string
  /** Arguments that must stand before the app's own. */
  readonly args: readonly string[]
  readonly env: Env
  /** Ends what was started for it. */
  readonly stop: () => Promise<void>
}

/**
 * Prepares a launch for a person to look at.
 * @throws Problem that says what is missing and what to do.
 */
export const prepareLaunch = async (): Promise<Launch> => {
  const { path } = await findElectron()
  await ensureSystemLibraries(path, hasDisplay(process.env) ? [] : ['display'])
  const args = sandboxArgs(path)
  const display = await ensureDisplay(process.env)
  return { executable: path, args, env: { ...process.env, ...display.env }, stop: display.stop }
}
