// A Debian package of the unpacked app, made with dpkg-deb alone: nothing is fetched.
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import createDebianInstaller from 'electron-installer-debian'
import { hasProgram } from '../electron/system.ts'
import { inRoot } from '../lib/paths.ts'
import { Problem } from '../lib/problem.ts'
import { capture } from '../lib/run.ts'
import { NAME, PRODUCT } from './identity.ts'
import type { Kind } from './version.ts'

/** Debian's names of what Node calls `process.arch`. https://wiki.debian.org/SupportedArchitectures */
export const DEBIAN_ARCH: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'armhf' }

/** A pre-release comes before its release only behind a tilde. https://www.debian.org/doc/debian-policy/ch-controlfields.html#version */
export const debianVersion = (version: string): string => version.replace('-', '~')

/**
 * A release is packed small, a test build soon: 87 MB in 108 s with xz, 118 MB in a few seconds with zstd. dpkg-deb takes zstd from
 * 1.21.18 on. https://manpages.debian.org/bookworm/dpkg/dpkg-deb.1.en.html
 */
export const compressionFor = (kind: Kind, help: string): 'xz' | 'zstd' | 'gzip' => {
  if (kind === 'release') return 'xz'
  return help.includes('zstd') ? 'zstd' : 'gzip'
}

/** Icons by the folder of the hicolor theme they belong into. */
const icons = async (): Promise<Readonly<Record<string, string>>> => {
  const names = await readdir(inRoot('resources/icons/png'))
  const drawn = names.map((name) => [name.replace('.png', ''), inRoot('resources/icons/png', name)])
  return { ...Object.fromEntries(drawn), scalable: inRoot('resources/icon.svg') } as Record<string, string>
}

export interface DebOptions {
  /** The unpacked app. */
  readonly source: string
  /** Folder for the package. */
  readonly into: string
  readonly version: string
  readonly kind: Kind
  readonly arch: string
  readonly description: string
  readonly author: string
}

/** @returns the package's path. @throws Problem where the system's tools are not there. */
export const makeDeb = async (deb: DebOptions): Promise<string> => {
  const { source, into, version, arch, description, author } = deb
  if (!hasProgram('dpkg-deb')) throw new Problem('dpkg-deb is not here. On Debian or Ubuntu: sudo apt-get install dpkg')
  const debianArch = DEBIAN_ARCH[arch]
  if (debianArch === undefined) throw new Problem(`Debian has no name for the architecture ${arch}.`)
  await mkdir(into, { recursive: true })
  // Files of the package get their modes from here.
  const umask = process.umask(0o022)
  try {
    const { packagePaths } = await createDebianInstaller({
      src: source,
      dest: into,
      arch: debianArch,
      options: {
        name: NAME,
        productName: PRODUCT,
        bin: NAME,
        version: debianVersion(version),
        description,
        productDescription: [
          'Find a group and ask to join it, step into an open channel conversation,',
          'write a message, follow what became of it: over all accounts at once.',
        ].join('\n'),
        maintainer: author,
        section: 'net',
        icon: await icons(),
        desktopTemplate: inRoot('resources/linux/bellhop.desktop'),
        // Linked with, though the tool only recommends it.
        depends: ['libasound2t64 | libasound2'],
        // Its trigger tells the desktop which links are ours.
        recommends: ['desktop-file-utils'],
        compression: compressionFor(deb.kind, capture('dpkg-deb', ['--help']).stdout),
      },
    })
    return packagePaths[0] ?? join(into, `${NAME}.deb`)
  } finally {
    process.umask(umask)
  }
}
