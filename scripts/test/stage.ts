// Makes ready what suites need, each thing once and only when a suite asks for it, and puts it away at the end.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { startDisplay } from '../electron/display.ts'
import type { Purpose } from '../electron/needs.ts'
import { findElectron } from '../electron/runtime.ts'
import { ensureSandboxForTests } from '../electron/sandbox-system.ts'
import { ensureSystemLibraries, hasProgram } from '../electron/system.ts'
import { ensureBuilt } from '../lib/build.ts'
import { inRoot, ROOT } from '../lib/paths.ts'
import { Problem, say } from '../lib/problem.ts'
import { readableRoot } from '../lib/readable-root.ts'
import { capture, runThrough } from '../lib/run.ts'
import type { Env } from '../lib/run.ts'
import { unprivileged } from '../lib/unprivileged.ts'
import type { Requirement } from './suites.ts'

/** What a suite runs on. */
export interface Ground {
  /** The checkout, or a copy that an unprivileged user can read. */
  readonly root: string
  readonly env: Env
  /** The Electron executable, where the suite needs one. */
  readonly electron?: string
}

export interface Stage {
  /** @throws Problem that says what is missing and what to do. */
  readonly provide: (needs: readonly Requirement[]) => Promise<Ground>
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

const assertApt = (): void => {
  if (process.getuid?.() === 0 && hasProgram('apt-get')) return
  throw new Problem(
    'The tests of the installed app install a package with apt, which only root may do on Debian or Ubuntu:\n\n  sudo npm run test:package\n',
  )
}

/** The same file in the copy, where there is one. */
export const movedTo = (root: string, path: string): string =>
  path.startsWith(`${ROOT}/`) ? join(root, path.slice(ROOT.length)) : path

const purposesOf = (needs: readonly Requirement[]): readonly Purpose[] => [
  ...(needs.includes('display') ? (['display'] as const) : []),
  ...(needs.includes('test-programs') ? (['tests'] as const) : []),
  ...(needs.includes('package-programs') ? (['package'] as const) : []),
]

const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => (made ??= work())
}

/** `all` is what the suites of this run need together: a copy of the checkout is made when the build is in it. */
export const openStage = (all: readonly Requirement[]): Stage => {
  const closers: (() => Promise<void>)[] = []
  const installed = once(installAtproto)
  const built = once(ensureBuilt)
  const programs = once(() => ensureSystemLibraries(undefined, purposesOf(all)))
  const executable = once(async () => {
    const { path } = await findElectron()
    await ensureSystemLibraries(path, purposesOf(all))
    return path
  })
  const readable = once(async () => {
    if (all.includes('build')) await built()
    const copy = await readableRoot()
    closers.push(copy.remove)
    return copy.root
  })
  // Always a virtual one: windows that open and close must not get in anybody's way, nor the other way round.
  const display = once(async () => {
    if (process.platform !== 'linux') return {}
    const { env, stop } = await startDisplay()
    closers.push(stop)
    return env
  })
  const provide = async (needs: readonly Requirement[]): Promise<Ground> => {
    if (needs.includes('atproto-install')) await installed()
    if (needs.includes('apt-as-root')) assertApt()
    if (needs.includes('build')) await built()
    if (purposesOf(needs).length > 0) await programs()
    const root = needs.includes('unprivileged') ? await readable() : ROOT
    const electron = needs.includes('electron') ? movedTo(root, await executable()) : undefined
    if (electron !== undefined && needs.includes('unprivileged')) {
      assertRunnable(electron)
      ensureSandboxForTests(electron)
    }
    const env = { ...process.env, ...(needs.includes('display') ? await display() : {}) }
    return electron === undefined ? { root, env } : { root, env: { ...env, ELECTRON_EXEC_PATH: electron }, electron }
  }
  const close = async (): Promise<void> => {
    for (const end of closers.reverse()) await end()
  }
  return { provide, close }
}
