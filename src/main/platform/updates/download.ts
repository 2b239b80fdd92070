// The only door to electron-updater, opened when something is to be downloaded and not before. It is told what to
// believe: the manifest whose signature held. It checks each file against that, and replaces the app when it ends.
// https://www.electron.build/auto-update
import type * as library from 'electron-updater'
import type { GenericProvider } from 'electron-updater/out/providers/GenericProvider'
import type { AppUpdater, ResolvedUpdateFileInfo, UpdateInfo } from 'electron-updater'
import type { Logger } from '../../log/port'
import type { Manifest } from './manifest'
import type { Download } from './updates'

/** As much of electron-updater as is used. */
export type Library = Pick<typeof library, 'AppImageUpdater' | 'NsisUpdater' | 'MacUpdater' | 'Provider'>
type Runtime = ConstructorParameters<typeof GenericProvider>[2]

const infoOf = ({ version, released, files }: Manifest): UpdateInfo => ({
  version,
  releaseDate: released,
  files: files.map(({ name, size, sha512 }) => ({ url: name, size, sha512 })),
  path: files[0]?.name ?? '',
  sha512: files[0]?.sha512 ?? '',
})

/** A provider that asks nobody: the manifest is known, files stand in the feed's folder. */
function providerFor({ Provider }: Library, manifest: Manifest, folder: URL): new (...args: never[]) => unknown {
  return class Believed extends Provider<UpdateInfo> {
    constructor(_options: never, _updater: never, runtime: Runtime) {
      super(runtime)
    }

    override getLatestVersion(): Promise<UpdateInfo> {
      return Promise.resolve(infoOf(manifest))
    }

    override resolveFiles(info: UpdateInfo): ResolvedUpdateFileInfo[] {
      return info.files.map((file) => ({ url: new URL(file.url, folder), info: file }))
    }
  }
}

function updaterFor(loaded: Library, system: string): AppUpdater {
  switch (system) {
    case 'win32':
      return new loaded.NsisUpdater()
    case 'darwin':
      return new loaded.MacUpdater()
    default:
      return new loaded.AppImageUpdater()
  }
}

export interface DownloadDeps {
  /** As `process.platform` tells it. */
  readonly system: string
  readonly log: Logger
  readonly load: () => Promise<Library>
}

export function createDownload(deps: DownloadDeps): Download {
  let updater: AppUpdater | undefined
  return async (manifest, folder, onPercent) => {
    const loaded = await deps.load()
    if (!updater) {
      updater = updaterFor(loaded, deps.system)
      updater.logger = quietly(deps.log)
      updater.autoDownload = false
      updater.autoInstallOnAppQuit = true
      updater.allowDowngrade = false
      updater.disableWebInstaller = true
      updater.disableDifferentialDownload = true
      // Without a listener an `error` event would be thrown; the promises below reject as well.
      updater.on('error', () => undefined)
    }
    const listener = ({ percent }: { percent: number }): void => onPercent(Math.floor(percent))
    updater.on('download-progress', listener)
    try {
      updater.setFeedURL({ provider: 'custom', updateProvider: providerFor(loaded, manifest, folder) } as never)
      const found = await updater.checkForUpdates()
      if (!found?.isUpdateAvailable) throw new Error('electron-updater does not take it for newer')
      await updater.downloadUpdate()
    } finally {
      updater.off('download-progress', listener)
    }
  }
}

/** It is CommonJS: bundled, its names stand under `default`. */
export async function loadElectronUpdater(): Promise<Library> {
  const loaded: Library & { default?: Library } = await import('electron-updater')
  return loaded.default ?? loaded
}

/** Its messages may hold addresses of the user's feed: only their kind is kept. */
function quietly(log: Logger): { info(): void; warn(): void; error(message?: unknown): void } {
  return {
    info: () => undefined,
    warn: () => log.warn('electron-updater warned'),
    error: (message) => {
      const code = message instanceof Error && 'code' in message ? String(message.code) : 'unknown'
      log.warn('electron-updater failed', { code })
    },
  }
}
