// The package on this machine: made from this checkout, installed and removed with apt, its files and processes.
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { capture, type Captured } from '../../../scripts/lib/run.ts'
import { ROOT } from '../../e2e/support/practice'

export const NAME = 'bellhop'
export const FOLDER = '/usr/lib/bellhop'
export const PROGRAM = join(FOLDER, 'bellhop')
export const ENTRY = '/usr/share/applications/bellhop.desktop'
/** Where packages may put what belongs to the system. */
const SYSTEM = ['/usr', '/opt', '/etc', '/var/lib/dpkg/info']

const MAKE_MS = 180_000

function must(what: string, answer: Captured): string {
  if (answer.code !== 0) throw new Error(`${what}:\n${answer.stdout}${answer.stderr}`)
  return answer.stdout
}

/** Makes the package anew. @returns its path */
export function makePackage(): string {
  must(
    'npm run package',
    capture(process.execPath, [join(ROOT, 'scripts/package.ts'), 'deb'], { cwd: ROOT, timeoutMs: MAKE_MS }),
  )
  // Those of other versions lie there as well.
  const made = readdirSync(join(ROOT, 'dist')).filter((name) => name.endsWith('.deb'))
  const paths = made.map((name) => join(ROOT, 'dist', name))
  const [latest] = paths.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  if (latest === undefined) throw new Error('npm run package left no package')
  return latest
}

const apt = (...args: readonly string[]): string =>
  must(
    `apt-get ${args.join(' ')}`,
    capture('apt-get', ['--yes', '--quiet=2', '--no-install-recommends', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeoutMs: MAKE_MS,
    }),
  )

const LISTS = '/var/lib/apt/lists'

/** With what it depends on, which a machine without package lists could not find. */
export function install(path: string): void {
  if (!readdirSync(LISTS).some((name) => name.includes('Packages'))) apt('update')
  apt('install', path)
}

export const purge = (): string => apt('purge', NAME)
export const isInstalled = (): boolean => capture('dpkg-query', ['--status', NAME]).code === 0
export const packageFiles = (): readonly string[] =>
  must('dpkg -L', capture('dpkg', ['--listfiles', NAME]))
    .trim()
    .split('\n')

/** Every file and folder of the system. */
export const systemFiles = (): ReadonlySet<string> => {
  const there = SYSTEM.filter((folder) => existsSync(folder))
  return new Set(capture('find', [...there, '-xdev']).stdout.split('\n'))
}

/** Whether another package owns it: it came as something this one needs, or with somebody else's work meanwhile. */
export const isOwned = (path: string): boolean => capture('dpkg-query', ['--search', path]).code === 0

/** What of the package somebody other than root could change. */
export const openToOthers = (): readonly string[] => {
  const loose = ['(', '!', '-user', 'root', '-o', '-perm', '/022', ')', '!', '-type', 'l']
  return capture('find', [...packageFiles().filter((path) => path.includes(NAME)), '-maxdepth', '0', ...loose])
    .stdout.trim()
    .split('\n')
    .filter((path) => path !== '')
}

/** The unpacked app that the package was made of. */
export const UNPACKED = join(ROOT, 'dist/linux-unpacked')

/** The installed app's processes, by what runs in them. */
export const processes = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/exe`) === PROGRAM
      } catch {
        return false
      }
    })
    .map(Number)

export const commandLine = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
/** One line of `/proc/PID/status`. https://www.kernel.org/doc/html/latest/filesystems/proc.html */
export const statusOf = (pid: number, field: string): string =>
  new RegExp(`^${field}:\\s+(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? ''
