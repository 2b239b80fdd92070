// How the app was installed, which decides whether it can replace itself. Pure.

export type Installation = 'source' | 'unpacked' | 'debian' | 'appimage' | 'windows' | 'mac'

export interface InstallationFacts {
  readonly packaged: boolean
  /** As `process.platform` tells it. */
  readonly system: string
  /** As `process.execPath` tells it. */
  readonly program: string
  /** The AppImage's own file, where it runs from one. */
  readonly appImage: string | undefined
}

/** Where packages of a distribution put programs; only root may write there. */
const SYSTEM_FOLDERS = ['/usr/', '/opt/']

export function installationOf({ packaged, system, program, appImage }: InstallationFacts): Installation {
  if (!packaged) return 'source'
  if (system === 'win32') return 'windows'
  if (system === 'darwin') return 'mac'
  if (appImage) return 'appimage'
  return SYSTEM_FOLDERS.some((folder) => program.startsWith(folder)) ? 'debian' : 'unpacked'
}

/** A package of the system belongs to its package manager, an unpacked folder and a checkout to whoever made them. */
export const canReplaceItself = (installation: Installation): boolean =>
  installation === 'appimage' || installation === 'windows' || installation === 'mac'
