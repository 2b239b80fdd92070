// The fuses of the packaged app: switches burnt into the Electron binary, which no argument or variable can turn back.
// All nine are named, so that one a later Electron adds is a decision and not a default.
// https://www.electronjs.org/docs/latest/tutorial/fuses
import { join } from 'node:path'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import type { AfterPackContext } from 'electron-builder'
import { NAME, PRODUCT } from './identity.ts'

export type FuseName = keyof typeof FuseV1Options

/** Fuse → whether it is on. */
export const FUSES: Readonly<Record<FuseName, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  // How WebAssembly finds reads out of bounds. On is what Electron ships; off would only make it slower.
  WasmTrapHandlers: true,
}

/** The program in an unpacked app, by Electron's names of platforms. */
export const programIn = (folder: string, platform: string): string => {
  switch (platform) {
    case 'darwin':
      return join(folder, `${PRODUCT}.app`)
    case 'win32':
      return join(folder, `${PRODUCT}.exe`)
    default:
      return join(folder, NAME)
  }
}

/** Burns them after packing and before signing, so that a signature covers them. Fails for a fuse that is not named. */
export const burnFuses = async ({ appOutDir, electronPlatformName }: AfterPackContext): Promise<void> => {
  const values = Object.entries(FUSES).map(([fuse, on]) => [FuseV1Options[fuse as FuseName], on])
  await flipFuses(programIn(appOutDir, electronPlatformName), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Changing the binary breaks the ad-hoc signature it came with; a real signature is made afterwards.
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    ...(Object.fromEntries(values) as Record<FuseV1Options, boolean>),
  })
}
