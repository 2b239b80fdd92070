// Makes ready what the chosen suites need, once for all of them, and puts it away afterwards.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { startDisplay } from '../electron/display.ts'
import { findElectron } from '../electron/runtime.ts'
import { ensureSystemLibraries } from '../electron/system.ts'
import { ensureBuilt } from '../lib/build.ts'
import { inRoot, ROOT } from '../lib/paths.ts'
import { Problem, say } from '../lib/problem.ts'
import { readableRoot } from '../lib/readable-root.ts'
import { capture, runThrough } from '../lib/run.ts'
import type { Env } from '../lib/run.ts'
import { unprivileged } from '../lib/unprivileged.ts'
import type { Requirement } from './suites.ts'

export interface Stage {
  /** The checkout, or a copy that an unprivileged user can read. */
  readonly root: string
  readonly env: Env
  /** The Electron executable, where a suite needs one. */
  readonly electron?: string
  readonly close: () => Promise<void>
}

/** test/atproto brings its own packages, so that the main install stays small. */
const installAtproto = async (): Promise<void> => {
  const dir = inRoot('test/atproto')
  const lock = statSync(join(dir, 'package-lock.json'), { throwIfNoEntry: false })
  const done = statSync(join(dir, 'node_modules/.package-lock.json'), { throwIfNoEntry: false })
  if (lock === undefined || (done !== undefined && done.mtimeMs >= lock.mtimeMs)) return
  say('Installing the packages of test/atproto …')
  if ((await runThrough('npm', ['ci', '--prefix', dir], { cwd: dir })) !== 0)
    throw new Problem('npm ci --prefix test/atproto failed; its own message stands above.')
}

const assertRunnable = (electron: string): void => {
  const [command, ...args] = unprivileged('test', ['-x', electron])
  if (capture(command, args).code !== 0)
    throw new Problem(
      `Tests run Electron as an unprivileged user, who may not read ${electron}. Set BELLHOP_CACHE_DIR to a folder all may read.`,
    )
}

/** The same file in the copy, where there is one. */
export const movedTo = (root: string, path: string): string =>
  path.startsWith(`${ROOT}/`) ? join(root, path.slice(ROOT.length)) : path

/**
 * @throws Problem that says what is missing and what to do.
 */
export const prepare = async (needs: readonly Requirement[]): Promise<Stage> => {
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of closers.reverse()) await end()
  }
  try {
    return { ...(await prepareParts(new Set(needs), closers)), close }
  } catch (error) {
    await close()
    throw error
  }
}

const prepareParts = async (
  needs: ReadonlySet<Requirement>,
  closers: (() => Promise<void>)[],
): Promise<Omit<Stage, 'close'>> => {
  if (needs.has('atproto-install')) await installAtproto()
  if (needs.has('build')) await ensureBuilt()
  const found = needs.has('electron') ? (await findElectron()).path : undefined
  if (found !== undefined)
    await ensureSystemLibraries(found, [
      ...(needs.has('display') ? (['display'] as const) : []),
      ...(needs.has('test-programs') ? (['tests'] as const) : []),
    ])
  let root = ROOT
  if (needs.has('unprivileged')) {
    const readable = await readableRoot()
    closers.push(readable.remove)
    root = readable.root
  }
  const electron = found === undefined ? undefined : movedTo(root, found)
  if (electron !== undefined && needs.has('unprivileged')) assertRunnable(electron)
  let env: Env = process.env
  // Always a virtual one: windows that open and close must not get in anybody's way, nor the other way round.
  if (needs.has('display') && process.platform === 'linux') {
    const display = await startDisplay()
    closers.push(display.stop)
    env = { ...env, ...display.env }
  }
  return electron === undefined ? { root, env } : { root, env: { ...env, ELECTRON_EXEC_PATH: electron }, electron }
}
