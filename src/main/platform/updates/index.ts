// Updates as the app has them: the pieces of this folder joined with Electron's network, clock and version.
import { join } from 'node:path'
import { net } from 'electron/main'
import type { Settings } from '../../../shared/contract/settings'
import type { UpdateStatus } from '../../../shared/contract/settings-updates'
import type { Logger } from '../../log/port'
import { appImageOf } from '../app-image'
import { BUILT_IN } from './built-in'
import { checkFeed } from './check'
import { createDownload, loadElectronUpdater } from './download'
import { createFetchText } from './fetch-text'
import { installationOf } from './installation'
import { seenIn } from './seen'
import { Updates } from './updates'

export interface AppUpdatesDeps {
  readonly packaged: boolean
  readonly version: string
  /** As `process.platform` tells it. */
  readonly system: string
  readonly userData: string
  readonly settings: () => Pick<Settings, 'updates' | 'updateFeed'>
  readonly emit: (status: UpdateStatus) => void
  readonly quit: () => void
  readonly log: Logger
}

/** The app must be ready before anything is asked for. */
export function createAppUpdates(deps: AppUpdatesDeps): Updates {
  const { packaged, system, version, log } = deps
  const fetchText = createFetchText((url, init) => net.fetch(url, init))
  const { seen, remember } = seenIn(join(deps.userData, 'updates.json'), log)
  const machine = { system, arch: process.arch }
  const { publicKey } = BUILT_IN
  return new Updates({
    ...deps,
    builtIn: BUILT_IN,
    installation: installationOf({
      packaged,
      system,
      program: process.execPath,
      appImage: appImageOf(process.env, process.execPath),
    }),
    check: (folder) => checkFeed(folder, { fetchText, machine, publicKey, version, seen, remember }),
    download: createDownload({ system, log, load: loadElectronUpdater }),
    clock: Date.now,
    later(ms, then) {
      const timer = setTimeout(then, ms)
      return () => clearTimeout(timer)
    },
  })
}
