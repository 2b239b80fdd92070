// What Electron, and the tests, need from a Debian-like system: how each thing is looked for, and its package.
// Pure: the looking itself comes in as a parameter.

export type Purpose = 'app' | 'display' | 'tests' | 'package'

export type Need =
  | { readonly kind: 'library'; readonly soname: string; readonly package: string }
  | { readonly kind: 'program'; readonly program: string; readonly package: string; readonly purpose: Purpose }
  | { readonly kind: 'fonts'; readonly package: string }

/** Libraries the program is linked with, by the package that carries them on Debian 12. */
const LINKED: Readonly<Record<string, string>> = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libatspi.so.0': 'libatspi2.0-0',
  'libdrm.so.2': 'libdrm2',
  'libXss.so.1': 'libxss1',
  'libXtst.so.6': 'libxtst6',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libcairo.so.2': 'libcairo2',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libX11.so.6': 'libx11-6',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libexpat.so.1': 'libexpat1',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libudev.so.1': 'libudev1',
}

/** Opened while running, so `ldd` does not show them: notifications, the keyring, and fonts to write with. */
const RUNTIME: readonly Need[] = [
  { kind: 'library', soname: 'libnotify.so.4', package: 'libnotify4' },
  { kind: 'library', soname: 'libsecret-1.so.0', package: 'libsecret-1-0' },
  { kind: 'fonts', package: 'fonts-dejavu-core' },
]

const PROGRAMS: readonly (Need & { readonly kind: 'program' })[] = [
  { kind: 'program', program: 'Xvfb', package: 'xvfb', purpose: 'display' },
  { kind: 'program', program: 'dbus-run-session', package: 'dbus-x11', purpose: 'tests' },
  { kind: 'program', program: 'gnome-keyring-daemon', package: 'gnome-keyring', purpose: 'tests' },
  { kind: 'program', program: 'openssl', package: 'openssl', purpose: 'tests' },
  { kind: 'program', program: 'xdotool', package: 'xdotool', purpose: 'tests' },
  { kind: 'program', program: 'desktop-file-validate', package: 'desktop-file-utils', purpose: 'package' },
  { kind: 'program', program: 'xdg-open', package: 'xdg-utils', purpose: 'package' },
  { kind: 'program', program: 'gio', package: 'libglib2.0-bin', purpose: 'package' },
  { kind: 'program', program: 'at-spi-bus-launcher', package: 'at-spi2-core', purpose: 'package' },
]

export interface System {
  readonly hasLibrary: (soname: string) => boolean
  readonly hasProgram: (program: string) => boolean
  readonly hasFonts: () => boolean
}

/** Sonames `ldd` could not find: lines such as `libnss3.so => not found`. */
export const missingFromLdd = (output: string): readonly string[] =>
  [...output.matchAll(/^\s*(\S+) => not found/gm)].flatMap(([, name]) => (name === undefined ? [] : [name]))

export interface Missing {
  /** Debian packages to install, sorted, without repeats. */
  readonly packages: readonly string[]
  /** Libraries whose package we do not know. */
  readonly unknown: readonly string[]
}

const isThere = (need: Need, system: System): boolean => {
  switch (need.kind) {
    case 'library':
      return system.hasLibrary(need.soname)
    case 'program':
      return system.hasProgram(need.program)
    case 'fonts':
      return system.hasFonts()
  }
}

/** What is missing for these purposes, given `ldd`'s output for Electron; without it, Electron itself is not wanted. */
export const findMissing = (ldd: string | undefined, purposes: readonly Purpose[], system: System): Missing => {
  const unlinked = missingFromLdd(ldd ?? '')
  const needs: readonly Need[] = [
    ...(ldd === undefined ? [] : RUNTIME),
    ...PROGRAMS.filter((program) => purposes.includes(program.purpose)),
  ]
  const packages = [
    ...unlinked.flatMap((soname) => LINKED[soname] ?? []),
    ...needs.filter((need) => !isThere(need, system)).map((need) => need.package),
  ]
  return {
    packages: [...new Set(packages)].toSorted(),
    unknown: unlinked.filter((soname) => LINKED[soname] === undefined),
  }
}
