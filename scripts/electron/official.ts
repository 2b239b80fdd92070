// The `electron` package's own binary: whether it is there, whether it can be had, and fetching it.
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { say } from '../lib/problem.ts'
import type { Env } from '../lib/run.ts'

/** How long a "no" is believed before it is asked again. */
const REMEMBER_MS = 12 * 60 * 60 * 1000

export interface OfficialPorts {
  readonly env: Env
  readonly now: () => number
  /** Folder of the installed `electron` package. */
  readonly packageDir: string
  /** File that remembers when the download could not be had. */
  readonly memoryFile: string
  /** Whether the place the binary comes from answers; bounded in time. */
  readonly probe: (version: string) => Promise<boolean>
  /** Runs the package's installer and answers its exit code. */
  readonly install: () => Promise<number>
}

/** The binary of the installed package, or undefined when it has not been downloaded (whole). */
export const installedOfficial = async (packageDir: string): Promise<string | undefined> => {
  const name = await readFile(join(packageDir, 'path.txt'), 'utf8').catch(() => undefined)
  if (name === undefined) return undefined
  const path = join(packageDir, 'dist', name.trim())
  return existsSync(path) ? path : undefined
}

/** A mirror or proxy is somebody's wish to fetch: then the installer is tried without asking first. */
const hasOwnRoute = (env: Env): boolean =>
  ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'ELECTRON_GET_USE_PROXY'].some((name) => Boolean(env[name]))

const isRemembered = async (ports: OfficialPorts): Promise<boolean> => {
  const since = Number(await readFile(ports.memoryFile, 'utf8').catch(() => 'NaN'))
  const age = ports.now() - since
  return age >= 0 && age < REMEMBER_MS
}

const remember = async (ports: OfficialPorts): Promise<void> => {
  // Only saves time: where the folder is not ours, the question is asked again next time.
  await mkdir(dirname(ports.memoryFile), { recursive: true })
    .then(() => writeFile(ports.memoryFile, String(ports.now())))
    .catch(() => undefined)
}

/** Whether it is worth trying to download the official binary; a "no" is remembered for half a day. */
export const canReachOfficial = async (ports: OfficialPorts, version: string): Promise<boolean> => {
  if (hasOwnRoute(ports.env)) return true
  if (await isRemembered(ports)) return false
  if (await ports.probe(version)) return true
  say(`Electron ${version} cannot be downloaded from here: github.com does not answer.`)
  await remember(ports)
  return false
}

/** Downloads the official binary. Answers its path, or undefined when the installer failed (it says why itself). */
export const downloadOfficial = async (ports: OfficialPorts, version: string): Promise<string | undefined> => {
  say(`Downloading Electron ${version} (about 120 MB) …`)
  const code = await ports.install()
  const path = code === 0 ? await installedOfficial(ports.packageDir) : undefined
  if (path === undefined) {
    say(`Electron's own installer failed (exit code ${code}).`)
    await remember(ports)
  }
  return path
}
