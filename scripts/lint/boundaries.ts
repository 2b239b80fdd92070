// The import table as settings of eslint-plugin-boundaries.
import type { Linter } from 'eslint'
import { allowedFor, globOf, LAYERS, TEST_ENDING, TEST_PACKAGES, TESTING_LAYERS } from '../layers.ts'
import type { Layer } from '../layers.ts'

interface Placed {
  readonly layer: Layer
  readonly path: string
}

const isFile = (path: string): boolean => /\.[a-z]+$/.test(path)

/** More exact paths first: a file belongs to the first category that names it. */
const byExactness = (a: Placed, b: Placed): number =>
  Number(isFile(b.path)) - Number(isFile(a.path)) || b.path.length - a.path.length

const categories = LAYERS.flatMap((layer) => layer.paths.map((path) => ({ layer, path })))
  .toSorted(byExactness)
  .map(({ layer, path }) =>
    layer.separateFolders
      ? { category: layer.name, pattern: `${path}/*/**`, capture: ['folder'] }
      : { category: layer.name, pattern: globOf(path) },
  )

export const boundariesSettings = (root: string): NonNullable<Linter.Config['settings']> => ({
  'boundaries/root-path': root,
  'boundaries/files': categories,
  'boundaries/files-single-match': true,
  'import/resolver': { node: { extensions: ['.ts', '.d.ts', '.vue', '.js', '.json'] } },
})

const own = (layer: Layer): unknown =>
  layer.separateFolders
    ? { file: { categories: layer.name, captured: { folder: '{{ from.file.captured.folder }}' } } }
    : { file: { categories: layer.name } }

const others = (layer: Layer, kind: 'value' | 'type'): readonly unknown[] =>
  allowedFor(layer, kind)
    .filter((name) => name !== layer.name)
    .map((name) => ({ file: { categories: name } }))

/** The plugin does not know the modules that exist with the prefix only, such as node:sqlite. */
const NODE = [{ module: { origin: 'core' } }, { module: { source: ['node:*', 'node:*/*'] } }]

const packages = (names: readonly string[]): readonly string[] => names.filter((name) => name !== 'node:')
const modules = (names: readonly string[]): readonly unknown[] => [
  ...packages(names).map((source) => ({ module: { origin: 'external', source } })),
  ...(names.includes('node:') ? NODE : []),
]

const policiesOf = (layer: Layer): readonly unknown[] => {
  const from = { file: { categories: layer.name } }
  return [
    { from, allow: { to: [own(layer), ...others(layer, 'value'), ...modules(layer.packages)] } },
    { from, allow: { to: others(layer, 'type'), dependency: { kind: 'type' } } },
  ]
}

/** Tests may use their tools on top of what their layer may. */
const testPolicy = {
  from: { file: { path: `**/*${TEST_ENDING}` } },
  allow: { to: [...modules(TEST_PACKAGES), ...TESTING_LAYERS.map((categories) => ({ file: { categories } }))] },
}

export const boundariesRules: Linter.RulesRecord = {
  'boundaries/no-unknown-files': 'error',
  'boundaries/no-unknown-dependencies': 'error',
  'boundaries/dependencies': [
    'error',
    {
      default: 'disallow',
      checkAllOrigins: true,
      message: 'This layer may not import that: see the import table in docs/architecture.md (scripts/layers.ts).',
      policies: [...LAYERS.flatMap(policiesOf), testPolicy],
    },
  ],
}
