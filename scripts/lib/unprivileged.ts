// Runs a command as a user without rights, with a home of its own: Electron's sandbox is only on for such a user.
// Who is not root already is such a user, and only gets the home.
import { chmod, chown, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commonTmp } from './common-tmp.ts'
import type { Env } from './run.ts'

/** `nobody` and `nogroup` on Debian; no process of a service runs as it. */
export const NOBODY = 65534

const XDG = {
  XDG_CONFIG_HOME: 'config',
  XDG_CACHE_HOME: 'cache',
  XDG_DATA_HOME: 'data',
  XDG_STATE_HOME: 'state',
  XDG_RUNTIME_DIR: 'run',
} as const

/** What a session of root or of the person at the keyboard must not lend to the command. */
const PERSONAL = [
  'XAUTHORITY',
  'DBUS_SESSION_BUS_ADDRESS',
  'SSH_AUTH_SOCK',
  'NODE_COMPILE_CACHE',
  'USER',
  'LOGNAME',
  'MAIL',
]

export interface Home {
  readonly dir: string
  readonly env: Env
  readonly remove: () => Promise<void>
}

const isRoot = (): boolean => process.getuid?.() === 0

/** Makes a file or folder belong to the user that `unprivileged` runs as. */
export const giveTo = async (path: string, mode: number): Promise<void> => {
  await chmod(path, mode)
  if (isRoot()) await chown(path, NOBODY, NOBODY)
}

/** A desktop session has a locale of UTF-8; without one Chromium passes over files whose names are not ASCII. */
const locale = ({ LC_ALL, LC_CTYPE, LANG }: Env): Env =>
  /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '') ? {} : { LC_ALL: 'C.UTF-8' }

/**
 * A fresh home: HOME, the XDG folders and TMPDIR, owned by the one who will run there.
 * The X server's cookie is copied in, since the original is for our eyes only.
 */
export const makeHome = async (env: Env): Promise<Home> => {
  const dir = await mkdtemp(join(commonTmp(), 'bellhop-home-'))
  const folders = Object.fromEntries(Object.entries(XDG).map(([name, folder]) => [name, join(dir, folder)]))
  const tmp = join(dir, 'tmp')
  for (const path of [...Object.values(folders), tmp]) {
    await mkdir(path)
    await giveTo(path, 0o700)
  }
  const cookie = env['XAUTHORITY']
  const ownCookie = cookie === undefined ? {} : { XAUTHORITY: join(dir, 'Xauthority') }
  if (cookie !== undefined) {
    await copyFile(cookie, join(dir, 'Xauthority'))
    await giveTo(join(dir, 'Xauthority'), 0o600)
  }
  await giveTo(dir, 0o700)
  const lent = Object.fromEntries(PERSONAL.map((name) => [name, undefined]))
  return {
    dir,
    env: { ...env, ...locale(env), ...lent, ...folders, HOME: dir, TMPDIR: tmp, ...ownCookie },
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}

/** The command line that runs `command` without rights; unchanged for who has none to give up. */
export const unprivileged = (
  command: string,
  args: readonly string[],
  root = isRoot(),
): readonly [string, ...string[]] => {
  if (!root) return [command, ...args]
  const id = String(NOBODY)
  const give = ['--reuid', id, '--regid', id, '--clear-groups']
  return ['setpriv', ...give, '--', command, ...args]
}
