// What electron-builder is told. Data and little else; `build.ts` runs it.
// https://www.electron.build/configuration
import type { Configuration } from 'electron-builder'
import { burnFuses } from './fuses.ts'
import { APP_ID, NAME, PRODUCT, SCHEME } from './identity.ts'
import { inRoot } from '../lib/paths.ts'
import { signingFor } from './signing.ts'
import type { Env } from './signing.ts'
import { tidy } from './tidy.ts'

export interface Build {
  /** The app's version, which tells a test build. */
  readonly version: string
  /** Version of the Electron it is built over. */
  readonly electronVersion: string
  /** Folder of an unpacked Electron for the target's system; without one electron-builder fetches it. */
  readonly electronDist?: string
  readonly env: Env
}

/** The three bundles hold everything: of node_modules nothing goes along. */
export const FILES = ['out/**/*', '!out/**/*.map', '!out/.built-from', 'package.json', '!node_modules/**/*']

/** What the app reads as files of its own: it looks for them where `process.resourcesPath` says. */
export const RESOURCES = ['icon.png', 'dictionaries/**/*', 'tray/**/*', '!**/README.md']

/**
 * Update files name an address that reaches nobody: the feed is the app's own constant or the user's setting.
 * https://www.rfc-editor.org/rfc/rfc2606#section-2
 */
export const NO_FEED = 'https://feed.invalid/'

const CATEGORIES = 'Network;InstantMessaging;'

const linux: NonNullable<Configuration['linux']> = {
  executableName: NAME,
  icon: inRoot('resources/icons/png'),
  category: CATEGORIES,
  synopsis: 'Several Bitrix24 portals and Bluesky group chats at once',
  mimeTypes: [`x-scheme-handler/${SCHEME}`],
  syncDesktopName: true,
}

const mac = (env: Env): NonNullable<Configuration['mac']> => {
  const { signed, notarized } = signingFor('darwin', env)
  const shared = { icon: inRoot('resources/icons/icon.icns'), category: 'public.app-category.productivity' }
  const entitlements = inRoot('resources/entitlements/mac.plist')
  return signed
    ? { ...shared, hardenedRuntime: true, entitlements, entitlementsInherit: entitlements, notarize: notarized }
    : // Apple's processors run nothing unsigned: it signs itself, which the hardened runtime would not accept.
      { ...shared, identity: '-', hardenedRuntime: false, notarize: false }
}

export const builderConfig = ({ version, electronVersion, electronDist, env }: Build): Configuration => ({
  appId: APP_ID,
  productName: PRODUCT,
  copyright: 'Copyright © 2026 The Bellhop authors. MIT License',
  directories: { output: 'dist', buildResources: 'resources' },
  extraMetadata: { version },
  files: [...FILES],
  extraResources: [{ from: 'resources', to: '.', filter: [...RESOURCES] }],
  extraFiles: [{ from: 'LICENSE', to: 'LICENSE' }],
  asar: true,
  disableAsarIntegrity: false,
  // Asked only where it may rebuild; the answer keeps it from looking for packages at all: none goes along.
  npmRebuild: true,
  beforeBuild: () => Promise.resolve(false),
  electronVersion,
  ...(electronDist === undefined ? {} : { electronDist }),
  afterPack: async (context) => {
    await tidy(context.appOutDir, electronVersion)
    await burnFuses(context)
  },
  artifactName: `${PRODUCT}-\${version}-\${os}-\${arch}.\${ext}`,
  protocols: [{ name: PRODUCT, schemes: [SCHEME] }],
  linux,
  // Its entry would switch the sandbox off, which the app refuses to start without.
  appImage: { executableArgs: [] },
  win: { icon: inRoot('resources/icons/icon.ico') },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
    include: inRoot('resources/windows/uninstall.nsh'),
  },
  mac: mac(env),
  publish: { provider: 'generic', url: NO_FEED },
})
