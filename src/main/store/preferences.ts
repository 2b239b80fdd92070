// Preferences in a file a person may edit: the settings and where the window was. Nothing secret, nothing of value.
// A file that cannot be understood is set aside as `.bad` and the defaults are used.
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import * as v from 'valibot'
import { Settings } from '../../shared/contract/settings'
import { DEFAULT_SETTINGS } from '../../shared/domain/default-settings'
import type { WindowState } from '../../shared/domain/window-bounds'
import type { Logger } from '../networks/ports'

export interface Preferences {
  read(): Settings
  /** Throws when the disk refuses. */
  write(settings: Settings): void
  windowState(): WindowState | undefined
  saveWindowState(state: WindowState): void
}

const Side = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000))
const Bounds = v.object({ x: Side, y: Side, width: Side, height: Side })
const Mode = v.object({ maximized: v.boolean(), fullScreen: v.boolean() })
/** What an older or newer version wrote is kept as far as it is known here; what it lacks is the default. */
const Kept = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((kept) => ({ ...DEFAULT_SETTINGS, ...kept })),
  v.object(Settings.entries),
)
const Contents = v.object({
  settings: v.optional(Kept),
  windowBounds: v.optional(Bounds),
  windowMode: v.optional(Mode),
})
type Contents = v.InferOutput<typeof Contents>

/** @param directory absolute; the file is `preferences.json` in it */
export function openPreferences({ directory, log }: { directory: string; log: Logger }): Preferences {
  setAsideIfBad(join(directory, 'preferences.json'), log)

  const file = new ElectronStore<Contents>({ cwd: directory, name: 'preferences' })
  const contents = (): Contents => {
    const parsed = v.safeParse(Contents, {
      settings: file.get('settings'),
      windowBounds: file.get('windowBounds'),
      windowMode: file.get('windowMode'),
    })
    return parsed.success ? parsed.output : {}
  }
  let known = contents()
  return {
    read: () => known.settings ?? DEFAULT_SETTINGS,
    write(settings) {
      file.set('settings', settings)
      known = { ...known, settings }
    },
    windowState() {
      const { windowBounds: bounds, windowMode: mode } = known
      return bounds && { bounds, maximized: false, fullScreen: false, ...mode }
    },
    saveWindowState({ bounds, ...mode }) {
      file.set({ windowBounds: bounds, windowMode: mode })
      known = { ...known, windowBounds: bounds, windowMode: mode }
    },
  }
}

function setAsideIfBad(path: string, log: Logger): void {
  if (!existsSync(path)) return
  try {
    v.parse(Contents, JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    log.warn('the preferences could not be understood; the defaults are used')
    renameSync(path, `${path}.bad`)
  }
}
