// What can be made, as data: for which system, on which, and with whose tools. Pure.

export type System = 'linux' | 'win32' | 'darwin'
export const TARGET_NAMES = ['dir', 'deb', 'appimage', 'nsis', 'dmg'] as const
export type TargetName = (typeof TARGET_NAMES)[number]

export interface Target {
  readonly name: TargetName
  /** What it is, as it is told on the terminal. */
  readonly title: string
  /** The system it is for; `here` is the one it is made on. */
  readonly system: System | 'here'
  /** The systems it can be made on. */
  readonly madeOn: readonly System[]
  /** electron-builder's words for it; without one it is made of the unpacked app by the system's own tools. */
  readonly builder?: readonly string[]
  /** What is fetched from github.com to make it, unless it is here already. */
  readonly fetches?: string
}

export const TARGETS: Readonly<Record<TargetName, Target>> = {
  dir: {
    name: 'dir',
    title: 'unpacked app',
    system: 'here',
    madeOn: ['linux', 'win32', 'darwin'],
    builder: ['dir'],
  },
  deb: { name: 'deb', title: 'Debian package', system: 'linux', madeOn: ['linux'] },
  appimage: {
    name: 'appimage',
    title: 'AppImage',
    system: 'linux',
    madeOn: ['linux'],
    builder: ['AppImage'],
    fetches: "electron-builder's AppImage tools",
  },
  nsis: {
    name: 'nsis',
    title: 'Windows installer',
    system: 'win32',
    madeOn: ['linux', 'win32', 'darwin'],
    builder: ['nsis'],
    fetches: "electron-builder's NSIS tools and, on another system than Windows, Electron for Windows",
  },
  dmg: {
    name: 'dmg',
    title: 'macOS disk image',
    system: 'darwin',
    madeOn: ['darwin'],
    // Updates of macOS take the archive: the image is for the first time.
    builder: ['dmg', 'zip'],
    fetches: "electron-builder's disk image tools",
  },
}

/** What `npm run package` makes when it is not told. A Debian package leaves the unpacked app beside it. */
const USUAL: Readonly<Record<System, readonly TargetName[]>> = {
  linux: ['deb'],
  win32: ['dir', 'nsis'],
  darwin: ['dir', 'dmg'],
}

const isTarget = (word: string): word is TargetName => TARGET_NAMES.some((name) => name === word)

/** The words of the command line as targets, each once, in the order they are made; the first unknown word otherwise. */
export const targetsFor = (
  words: readonly string[],
  system: System,
): { readonly targets: readonly Target[] } | { readonly unknown: string } => {
  const unknown = words.find((word) => word !== 'all' && !isTarget(word))
  if (unknown !== undefined) return { unknown }
  const asked = words.includes('all') ? TARGET_NAMES : words.length > 0 ? words : USUAL[system]
  return { targets: TARGET_NAMES.filter((name) => asked.includes(name)).map((name) => TARGETS[name]) }
}
