// Who may import whom, as data: the import table of docs/architecture.md. ESLint shows it while writing,
// dependency-cruiser proves it for the whole. A file that no layer holds is an error in both.

/** The capabilities: one word each, the same in contract, main and renderer. */
export const WORDS = [
  'accounts',
  'vault',
  'groups',
  'requests',
  'openlines',
  'messages',
  'outbox',
  'settings',
  'quicksend',
  'links',
  'notices',
  'diagnostics',
] as const

export interface Layer {
  readonly name: string
  /** Folders and files from the root of the repository. No two layers overlap. */
  readonly paths: readonly string[]
  /** Layers it may import; its own always. */
  readonly imports: readonly string[]
  /** Layers it may import as types only. */
  readonly types?: readonly string[]
  /** npm packages it may import, scope included; `node:` stands for Node's own modules. */
  readonly packages: readonly string[]
  /** Each folder directly in it is closed to the others. */
  readonly separateFolders?: true
}

const SHARED = ['errors', 'contract', 'domain', 'i18n']
const VIEW_PACKAGES = [
  'vue',
  'vue-router',
  'vue-i18n',
  'pinia',
  '@bitrix24/b24ui-nuxt',
  '@bitrix24/b24icons-vue',
  'uqr',
]
/** What tests may import besides their own layer: stand-ins for the world of main, and for main itself. */
export const TESTING_LAYERS: readonly string[] = ['main-testing', 'renderer-testing']

const RENDERER_BASE = ['ui', 'lib', 'api']

/** Types that only one capability needs, or does not need. */
const CAPABILITY_TYPES: Readonly<Record<string, readonly string[]>> = {
  vault: [],
  accounts: ['main-vault', 'practice-info'],
}

const capability = (word: string): Layer => ({
  name: `main-${word}`,
  paths: [`src/main/${word}`],
  imports: [...SHARED, 'ports', 'store', 'log', 'timing'],
  types: CAPABILITY_TYPES[word] ?? ['main-vault'],
  // The vault is made of Node's crypto and files; the others get every effect as a parameter.
  packages: word === 'vault' ? ['valibot', 'node:'] : ['valibot'],
})

export const LAYERS: readonly Layer[] = [
  // What an answer is and which errors there are: the part of the contract that is about no capability.
  {
    name: 'errors',
    paths: ['src/shared/contract/errors.ts', 'src/shared/contract/result.ts'],
    imports: [],
    packages: ['valibot'],
  },
  { name: 'contract', paths: ['src/shared/contract'], imports: ['errors', 'domain'], packages: ['valibot'] },
  { name: 'domain', paths: ['src/shared/domain'], imports: ['errors'], types: ['contract'], packages: [] },
  { name: 'i18n', paths: ['src/shared/i18n'], imports: ['errors'], packages: ['@intlify/core-base'] },

  {
    name: 'main-index',
    paths: [
      'src/main/index.ts',
      'src/main/desktop.ts',
      'src/main/compose.ts',
      'src/main/capabilities.ts',
      'src/main/capability-parts.ts',
      'src/main/open-log.ts',
    ],
    imports: ['*main', ...SHARED],
    packages: ['node:'],
  },
  { name: 'practice-info', paths: ['src/main/practice-info.ts'], imports: SHARED, packages: ['valibot'] },
  {
    name: 'ports',
    paths: [
      'src/main/networks/ports.ts',
      'src/main/networks/group-ports.ts',
      'src/main/networks/request-ports.ts',
      'src/main/networks/picture-fetch.ts',
    ],
    imports: SHARED,
    types: ['log'],
    packages: [],
  },
  {
    name: 'platform',
    paths: ['src/main/platform'],
    imports: [...SHARED, 'log', 'practice-info'],
    types: ['main-vault', 'ports', 'ipc'],
    packages: ['electron', 'electron-updater', '@intlify/core-base', 'valibot', 'node:'],
  },
  { name: 'ipc', paths: ['src/main/ipc'], imports: [...SHARED, 'log'], packages: ['valibot'] },
  { name: 'log', paths: ['src/main/log'], imports: SHARED, packages: ['electron-log', 'node:'] },
  {
    name: 'store',
    paths: ['src/main/store'],
    imports: [...SHARED, 'log'],
    types: ['ports'],
    packages: ['electron-store', 'valibot', 'node:'],
  },
  {
    name: 'bitrix24',
    paths: ['src/main/networks/bitrix24'],
    imports: [...SHARED, 'ports', 'log'],
    packages: ['undici', 'valibot', 'node:'],
  },
  {
    name: 'bluesky',
    paths: ['src/main/networks/bluesky'],
    imports: [...SHARED, 'ports', 'log'],
    packages: ['undici', 'valibot', '@atproto/lex', '@atproto/lex-password-session', '@bsky/sdk', 'node:'],
  },
  { name: 'timing', paths: ['src/main/timing'], imports: SHARED, types: ['ports'], packages: [] },
  ...WORDS.map(capability),
  // Stand-ins for what a capability is given: clock, store, accounts, a scripted network. Only tests import it.
  {
    name: 'main-testing',
    paths: ['src/main/testing'],
    imports: [...SHARED, 'ports', 'store'],
    types: ['main-vault', 'practice-info'],
    packages: ['node:'],
  },

  {
    name: 'practice',
    paths: ['src/practice'],
    imports: ['domain'],
    packages: ['valibot', '@atproto/lex', '@bsky/sdk', 'node:'],
  },
  { name: 'preload', paths: ['src/preload'], imports: ['contract'], packages: ['electron'] },

  { name: 'ui', paths: ['src/renderer/ui'], imports: ['lib', 'i18n'], types: ['errors'], packages: VIEW_PACKAGES },
  {
    name: 'lib',
    paths: ['src/renderer/lib'],
    imports: ['ui', 'i18n'],
    types: ['errors'],
    packages: [...VIEW_PACKAGES, 'emoji-picker-element-data'],
  },
  { name: 'api', paths: ['src/renderer/api'], imports: ['errors', 'lib'], types: ['contract'], packages: ['vue'] },
  {
    name: 'features',
    paths: ['src/renderer/features'],
    imports: [...RENDERER_BASE, 'domain', 'i18n'],
    types: ['contract', 'errors'],
    packages: VIEW_PACKAGES,
    separateFolders: true,
  },
  {
    name: 'app',
    paths: ['src/renderer/app', 'src/renderer/env.d.ts'],
    imports: [...RENDERER_BASE, 'features', 'domain', 'i18n'],
    types: ['contract', 'errors'],
    packages: VIEW_PACKAGES,
  },
  // The page's door without main behind it, and a stage to mount pieces on. Only tests import it.
  {
    name: 'renderer-testing',
    paths: ['src/renderer/testing'],
    imports: [...RENDERER_BASE, 'errors', 'contract', 'domain'],
    packages: [...VIEW_PACKAGES, '@vue/test-utils'],
  },
]

/** Layers of the main process, which its index.ts joins. */
const MAIN = LAYERS.filter(
  ({ paths, name }) =>
    name !== 'main-index' && !TESTING_LAYERS.includes(name) && paths.some((path) => path.startsWith('src/main/')),
)

/** The layers that `layer` may import, by name, its own included; `*main` stands for all of the main process. */
export const allowedFor = (layer: Layer, kind: 'value' | 'type'): readonly string[] => {
  const named = kind === 'type' ? [...layer.imports, ...(layer.types ?? [])] : layer.imports
  return [...new Set([layer.name, ...named.flatMap((name) => (name === '*main' ? MAIN.map((l) => l.name) : [name]))])]
}

/** Packages that the tests beside the code may use as well. */
export const TEST_PACKAGES = [
  'vitest',
  'fast-check',
  '@bbob/parser',
  '@vue/test-utils',
  'axe-core',
  'undici',
  'valibot',
  'vite',
  'node:',
]

/** What every file name that ends so is: a test of the layer it stands in. */
export const TEST_ENDING = '.test.ts'

const isFile = (path: string): boolean => /\.[a-z]+$/.test(path)
const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** A layer's path as a glob: a folder with all in it, a file with its test. */
export const globOf = (path: string): string => (isFile(path) ? path.replace(/\.ts$/, '{,.test}.ts') : `${path}/**`)

/** The same as a regular expression. */
export const regexOf = (path: string): string =>
  isFile(path) ? `^${escape(path.replace(/\.ts$/, ''))}(\\.test)?\\.ts$` : `^${escape(path)}/`
