// Everything that must be there before Electron can start: runtime, libraries, sandbox, display.
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem, say } from '../lib/problem.ts'
import type { Env } from '../lib/run.ts'
import { ensureDisplay, hasDisplay } from './display.ts'
import { findElectron } from './runtime.ts'
import { sandboxAdvice, sandboxFor } from './sandbox.ts'
import { ensureSystemLibraries } from './system.ts'

const SETUID = 0o4000

const isHelperReady = (helper: string): boolean => {
  const info = statSync(helper, { throwIfNoEntry: false })
  return info !== undefined && info.uid === 0 && (info.mode & SETUID) !== 0
}

const reads = (path: string, value: string): boolean => {
  try {
    return readFileSync(path, 'utf8').trim() === value
  } catch {
    return false
  }
}

/** Debian's switch, and Ubuntu's. */
const isRestricted = (): boolean =>
  reads('/proc/sys/kernel/unprivileged_userns_clone', '0') ||
  reads('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1')

const sandboxArgs = (executable: string): readonly string[] => {
  const helper = join(dirname(executable), 'chrome-sandbox')
  const sandbox = sandboxFor({
    platform: process.platform,
    uid: process.getuid?.() ?? -1,
    restricted: isRestricted(),
    helperReady: isHelperReady(helper),
  })
  switch (sandbox.kind) {
    case 'on':
      return []
    case 'off':
      say('Running as root, so without the OS sandbox; as an ordinary user it is on.')
      return sandbox.args
    case 'impossible':
      throw new Problem(sandboxAdvice(helper))
  }
}

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
