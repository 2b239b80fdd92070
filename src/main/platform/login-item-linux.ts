// Start at login on Linux: one file of ours in the user's autostart folder. No other file there is read or touched.
import { lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import type { Logger } from '../log/port'
import { execOf, readEntry, writeEntry } from './autostart-entry'

export interface LinuxLoginItemDeps {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  /** What is to be started: the AppImage, else the program itself. */
  readonly program: string
  readonly log: Logger
}

type Changed = 'no' | 'edited' | 'switchedOff'

/** The file, by the base directory specification: a path that is not absolute is to be ignored. */
export function autostartFile({ env, home }: Pick<LinuxLoginItemDeps, 'env' | 'home'>): string {
  const { XDG_CONFIG_HOME: config } = env
  return join(config && isAbsolute(config) ? config : join(home, '.config'), 'autostart', 'bellhop.desktop')
}

export function createLinuxLoginItem({ program, log, ...where }: LinuxLoginItemDeps) {
  const file = autostartFile(where)
  const read = async () => {
    const { on, hidden, changed } = await look(file)
    return { kind: 'possible', on, hidden, changed } as const
  }
  const put = async (hidden: boolean): Promise<void> => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const fresh = `${file}.new`
    await writeFile(fresh, writeEntry(program, hidden))
    await rename(fresh, file)
  }
  return {
    read,
    async write({ on, hidden, replace }: { on: boolean; hidden: boolean; replace: boolean }) {
      const before = await look(file)
      if (!on && !before.on && !replace) return 'done'
      if (before.changed !== 'no' && !replace) return 'changedOutside'
      try {
        await (on ? put(hidden) : rm(file, { force: true }))
        return 'done'
      } catch (error) {
        log.warn('the entry for the start at login could not be written', { error: String(error) })
        return 'failed'
      }
    },
    /** The program lies elsewhere now: an entry that is as we wrote it follows, any other is left. */
    async follow(): Promise<void> {
      const { on, hidden, changed, exec } = await look(file)
      if (!on || changed !== 'no' || exec === execOf(program, hidden)) return
      await put(hidden).catch((error: unknown) => {
        log.warn('the entry for the start at login could not follow the program', { error: String(error) })
      })
    },
  } as const
}

async function look(file: string): Promise<{ on: boolean; hidden: boolean; changed: Changed; exec: string }> {
  try {
    const isLink = (await lstat(file)).isSymbolicLink()
    const { on, hidden, untouched, exec } = readEntry(await readFile(file, 'utf8'))
    return { on, hidden, exec, changed: untouched && !isLink ? 'no' : on ? 'edited' : 'switchedOff' }
  } catch (error) {
    const absent = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
    return { on: false, hidden: false, exec: '', changed: absent ? 'no' : 'edited' }
  }
}
