// Runs electron-builder for one target, and the Debian tools over what it leaves.
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build, Platform } from 'electron-builder'
import { findElectron } from '../electron/runtime.ts'
import { inRoot } from '../lib/paths.ts'
import { builderConfig } from './config.ts'
import { makeDeb } from './deb.ts'
import { kindTold, versionOf } from './version.ts'
import type { Kind } from './version.ts'
import type { System, Target } from './targets.ts'

interface Manifest {
  readonly version: string
  readonly description: string
  readonly author: string
}

/** What is built over, the same for every target. */
export interface Base {
  readonly manifest: Manifest
  readonly version: string
  readonly kind: Kind
  /** Folder of the unpacked Electron of this system. */
  readonly dist: string
  readonly electronVersion: string
  /** The Electron that the project names. */
  readonly ownElectron: string
  /** Said on the terminal when the build is not for distribution. */
  readonly warning?: string
}

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8')) as T

/** Finds the Electron to build over. @throws Problem when there is none. */
export const findBase = async (): Promise<Base> => {
  const manifest = await readJson<Manifest>(inRoot('package.json'))
  const { version: own } = await readJson<{ version: string }>(inRoot('node_modules/electron/package.json'))
  const runtime = await findElectron()
  const dist = dirname(runtime.path)
  const used = (await readFile(join(dist, 'version'), 'utf8')).trim().replace(/^v/, '')
  const kind: Kind = runtime.kind === 'official' ? 'release' : 'test'
  const warning = kindTold(kind, { used, own })
  return {
    manifest,
    version: versionOf(manifest.version, kind),
    kind,
    dist,
    electronVersion: used,
    ownElectron: own,
    ...(warning === undefined ? {} : { warning }),
  }
}

const PLATFORMS: Readonly<Record<System, Platform>> = {
  linux: Platform.LINUX,
  win32: Platform.WINDOWS,
  darwin: Platform.MAC,
}

const runBuilder = async (base: Base, system: System, words: readonly string[]): Promise<readonly string[]> => {
  const here = system === process.platform
  const config = builderConfig({
    version: here ? base.version : base.manifest.version,
    electronVersion: here ? base.electronVersion : base.ownElectron,
    ...(here ? { electronDist: base.dist } : {}),
    env: process.env,
  })
  return build({ targets: PLATFORMS[system].createTarget([...words]), config, publish: 'never', projectDir: inRoot() })
}

export const UNPACKED = inRoot('dist/linux-unpacked')

/** Makes one target; the unpacked app is made again for each, which takes seconds. @returns the paths of what was made. */
export const make = async (target: Target, base: Base): Promise<readonly string[]> => {
  const here = process.platform as System
  if (target.builder === undefined) {
    await runBuilder(base, 'linux', ['dir'])
    const { version, kind, manifest } = base
    const { description, author } = manifest
    const into = inRoot('dist')
    return [await makeDeb({ source: UNPACKED, into, version, kind, arch: process.arch, description, author })]
  }
  const made = await runBuilder(base, target.system === 'here' ? here : target.system, target.builder)
  return target.name === 'dir' ? [inRoot('dist')] : made
}
