// The suites by name, as data: what runs them, where, and what must be there first.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a suite needs besides Node. */
export type Requirement =
  | 'electron'
  | 'display'
  | 'build'
  | 'test-programs'
  | 'package-programs'
  | 'apt-as-root'
  | 'unprivileged'
  | 'atproto-install'

export interface Suite {
  /** The row in the table. */
  readonly title: string
  /** The word of `npm run test:<word>`. */
  readonly group: Group
  readonly runner: 'checks' | 'vitest' | 'playwright'
  /** Runner arguments. */
  readonly args: readonly string[]
  /** Folder and ending of its tests: a suite without a file is not listed. */
  readonly files?: { readonly folder: string; readonly ending: string }
  /** `electron` runs the runner itself in Electron's own Node, with Electron's crypto. */
  readonly engine: 'node' | 'electron'
  readonly needs: readonly Requirement[]
  /** The only system that has what it is about, by `process.platform`. */
  readonly system?: 'linux'
}

export const GROUPS = ['check', 'unit', 'contract', 'e2e', 'package', 'crash', 'atproto'] as const
export type Group = (typeof GROUPS)[number]

const WINDOW_NEEDS = ['electron', 'display', 'build', 'test-programs', 'unprivileged'] as const

const SUITES: readonly Suite[] = [
  { title: 'check', group: 'check', runner: 'checks', args: [], engine: 'node', needs: [] },
  {
    title: 'unit',
    group: 'unit',
    runner: 'vitest',
    args: ['--project', 'node', '--project', 'renderer', '--project', 'tooling'],
    files: { folder: 'src', ending: '.test.ts' },
    engine: 'node',
    // The launcher's tests start a display, the vault's a keyring.
    needs: ['electron', 'display', 'test-programs'],
  },
  {
    title: 'unit: vault in Electron',
    group: 'unit',
    runner: 'vitest',
    args: ['--project', 'node', 'src/main/vault'],
    files: { folder: 'src/main/vault', ending: '.test.ts' },
    engine: 'electron',
    needs: ['electron'],
  },
  {
    title: 'unit: vault over a real keyring',
    group: 'unit',
    runner: 'vitest',
    args: ['--project', 'keyring'],
    files: { folder: 'test/keyring', ending: '.test.ts' },
    engine: 'node',
    needs: ['electron', 'test-programs', 'unprivileged'],
  },
  {
    title: 'contract',
    group: 'contract',
    runner: 'vitest',
    args: ['--project', 'contract'],
    files: { folder: 'test/contract', ending: '.test.ts' },
    engine: 'node',
    needs: ['test-programs'],
  },
  {
    title: 'e2e',
    group: 'e2e',
    runner: 'playwright',
    args: ['--project', 'e2e'],
    files: { folder: 'test/e2e', ending: '.spec.ts' },
    engine: 'node',
    needs: WINDOW_NEEDS,
  },
  {
    title: 'package: the installed app',
    group: 'package',
    runner: 'playwright',
    args: ['--project', 'package'],
    files: { folder: 'test/package', ending: '.spec.ts' },
    engine: 'node',
    // Root runs it, because apt needs root; the app in it runs as a user without rights.
    needs: ['electron', 'display', 'build', 'test-programs', 'package-programs', 'apt-as-root'],
    system: 'linux',
  },
  {
    title: 'crash',
    group: 'crash',
    runner: 'playwright',
    args: ['--project', 'crash'],
    files: { folder: 'test/crash', ending: '.spec.ts' },
    engine: 'node',
    needs: WINDOW_NEEDS,
  },
  {
    title: 'atproto',
    group: 'atproto',
    runner: 'vitest',
    args: ['--project', 'atproto'],
    files: { folder: 'test/atproto', ending: '.test.ts' },
    engine: 'node',
    needs: ['atproto-install'],
  },
]

const hasFile = (folder: string, ending: string): boolean =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true &&
  readdirSync(folder, { withFileTypes: true }).some((entry) =>
    entry.isDirectory()
      ? entry.name !== 'node_modules' && hasFile(join(folder, entry.name), ending)
      : entry.name.endsWith(ending),
  )

/** The suites of these groups that this system has and whose tests exist in the checkout, in the order they run. */
export const suitesOf = (groups: readonly string[], root: string, here: string = process.platform): readonly Suite[] =>
  SUITES.filter(
    ({ group, files, system = here }) =>
      groups.includes(group) &&
      system === here &&
      (files === undefined || hasFile(join(root, files.folder), files.ending)),
  )
