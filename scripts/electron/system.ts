// Makes sure the system has what Electron needs: installs it as root on Debian, else says how.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Problem, say } from '../lib/problem.ts'
import { capture, runThrough } from '../lib/run.ts'
import { findMissing } from './needs.ts'
import type { Missing, Purpose, System } from './needs.ts'

const INSTALL_MS = 10 * 60_000

/** Whether a program can be run by its name; sbin is where some systems keep ldconfig, libexec where services are. */
export const hasProgram = (program: string): boolean =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/libexec'].some((dir) => {
    try {
      accessSync(join(dir, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

const FONT_DIRS = ['/usr/share/fonts', '/usr/local/share/fonts']

const thisSystem = (): System => {
  const known = ['ldconfig', '/sbin/ldconfig'].map((tool) => capture(tool, ['-p'])).find((answer) => answer.code === 0)
  return {
    hasProgram,
    hasLibrary: (soname) => known === undefined || known.stdout.includes(`\t${soname} `),
    hasFonts: () =>
      FONT_DIRS.some(
        (dir) =>
          existsSync(dir) &&
          readdirSync(dir, { recursive: true }).some((name) => /\.(ttf|otf|pfb)$/.test(String(name))),
      ),
  }
}

/** On newer Debian and Ubuntu some libraries carry the suffix of the 64-bit time change. */
const nameHere = (name: string): string => {
  const renamed = `${name}t64`
  return capture('apt-cache', ['show', renamed]).code === 0 ? renamed : name
}

const installCommand = (packages: readonly string[]): readonly string[] => [
  'apt-get',
  'install',
  '--yes',
  '--no-install-recommends',
  ...packages,
]

const install = async (packages: readonly string[]): Promise<boolean> => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (args: readonly string[]): Promise<number> => runThrough('apt-get', args, { env, timeoutMs: INSTALL_MS })
  if ((await apt(['update', '--quiet=2'])) !== 0) return false
  const names = packages.map(nameHere)
  say(`Installing: ${names.join(' ')}`)
  return (await apt([...installCommand(names).slice(1), '--quiet=2'])) === 0
}

const explain = ({ packages, unknown }: Missing): string =>
  [
    'Electron needs system libraries that are not installed here.',
    ...(unknown.length > 0 ? [`Not found, package unknown: ${unknown.join(' ')}`] : []),
    ...(packages.length > 0
      ? [`On Debian or Ubuntu run:\n\n  sudo apt-get update && sudo ${installCommand(packages).join(' ')}\n`]
      : []),
  ].join('\n')

/**
 * Checks what the executable (none: no Electron) and these purposes need; as root with apt, installs what is missing and says so.
 * @throws Problem with the exact command where it may not or cannot install.
 */
export const ensureSystemLibraries = async (
  executable: string | undefined,
  purposes: readonly Purpose[],
): Promise<void> => {
  if (process.platform !== 'linux') return
  const look = (): Missing =>
    findMissing(executable === undefined ? undefined : capture('ldd', [executable]).stdout, purposes, thisSystem())
  const missing = look()
  if (missing.packages.length + missing.unknown.length === 0) return
  const mayInstall = process.getuid?.() === 0 && hasProgram('apt-get') && missing.packages.length > 0
  if (!mayInstall) throw new Problem(explain(missing))
  say('Electron needs system packages that are not here; installing them with apt-get, as root.')
  const done = await install(missing.packages)
  const left = look()
  if (!done || left.packages.length + left.unknown.length > 0) throw new Problem(explain(left))
}
