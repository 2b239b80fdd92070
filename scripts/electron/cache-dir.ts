// Where fetched runtimes are kept: outside node_modules, so that `npm ci` does not throw them away.
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { Env } from '../lib/run.ts'

/** Readable by every user, so that tests may run the runtime as an unprivileged one. */
export const SYSTEM_CACHE = '/var/cache/bellhop'

export interface Place {
  readonly env: Env
  /** Numeric user id; -1 where the system has none. */
  readonly uid: number
  readonly home?: string
}

/** The folder to write to: BELLHOP_CACHE_DIR, else the system's cache as root, else the user's XDG cache. */
export const cacheDir = ({ env, uid, home = homedir() }: Place): string => {
  const chosen = env['BELLHOP_CACHE_DIR']
  if (chosen) return chosen
  if (uid === 0) return SYSTEM_CACHE
  const xdg = env['XDG_CACHE_HOME']
  // https://specifications.freedesktop.org/basedir-spec/latest/: relative paths are to be ignored.
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.cache'), 'bellhop')
}

/** The folders to look in, own one first: what root fetched serves everybody on the machine. */
export const cacheDirs = (place: Place): readonly [string, ...string[]] => {
  const own = cacheDir(place)
  return own === SYSTEM_CACHE ? [own] : [own, SYSTEM_CACHE]
}
