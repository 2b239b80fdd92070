// Builds the app into out/ when its sources differ from what was built last.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fingerprint } from './fingerprint.ts'
import { withLock } from './lock.ts'
import { inRoot, ROOT, TOOLS } from './paths.ts'
import { Problem, say } from './problem.ts'
import { runThrough } from './run.ts'

const INPUTS = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
]
const MARK = inRoot('out/.built-from')
const LOCK = inRoot('node_modules/.bellhop-build.lock')

const isFresh = async (wanted: string): Promise<boolean> =>
  existsSync(inRoot('out/main/index.js')) && (await readFile(MARK, 'utf8').catch(() => '')) === wanted

const build = async (): Promise<boolean> => {
  const wanted = fingerprint(ROOT, INPUTS)
  if (await isFresh(wanted)) return false
  say('Building the app …')
  const code = await runThrough(process.execPath, [TOOLS.electronVite, 'build', '--logLevel', 'warn'], { cwd: ROOT })
  if (code !== 0) throw new Problem(`The build failed (exit code ${code}).`)
  await writeFile(MARK, wanted)
  return true
}

/**
 * @returns whether a build was made.
 * @throws Problem when the build fails (its own message has been printed), or out/ cannot be written.
 */
export const ensureBuilt = async (): Promise<boolean> => {
  // Asked before the lock is taken, so that a checkout that is read-only to us can still be started.
  if (await isFresh(fingerprint(ROOT, INPUTS))) return false
  try {
    return await withLock(LOCK, build, () => say('Another build is running; waiting for it …'))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'EACCES' && code !== 'EROFS') throw error
    throw new Problem(`The app has to be built, and this user may not write to ${ROOT}.`)
  }
}
