// The import table as settings of eslint-plugin-boundaries.
import { allowedFor, LAYERS, TEST_ENDING, TEST_PACKAGES } from '../layers.ts'

const isFile = (path) => /\.[a-z]+$/.test(path)
const globOf = (path) => (isFile(path) ? path : `${path}/**`)

/** More exact paths first: a file belongs to the first category that names it. */
const byExactness = (a, b) => Number(isFile(b.path)) - Number(isFile(a.path)) || b.path.length - a.path.length

const categories = LAYERS.flatMap((layer) => layer.paths.map((path) => ({ layer, path })))
  .toSorted(byExactness)
  .map(({ layer, path }) =>
    layer.separateFolders
      ? { category: layer.name, pattern: `${path}/*/**`, capture: ['folder'] }
      : { category: layer.name, pattern: globOf(path) },
  )

export const boundariesSettings = (root) => ({
  'boundaries/root-path': root,
  'boundaries/files': categories,
  'boundaries/files-single-match': true,
  'import/resolver': { node: { extensions: ['.ts', '.d.ts', '.vue', '.js', '.json'] } },
})

const own = (layer) =>
  layer.separateFolders
    ? { file: { categories: layer.name, captured: { folder: '{{ from.file.captured.folder }}' } } }
    : { file: { categories: layer.name } }

const others = (layer, kind) =>
  allowedFor(layer, kind)
    .filter((name) => name !== layer.name)
    .map((name) => ({ file: { categories: name } }))

const packages = (names) => names.filter((name) => name !== 'node:')
const modules = (names) => [
  ...packages(names).map((source) => ({ module: { origin: 'external', source } })),
  ...(names.includes('node:') ? [{ module: { origin: 'core' } }] : []),
]

const policiesOf = (layer) => {
  const from = { file: { categories: layer.name } }
  return [
    { from, allow: { to: [own(layer), ...others(layer, 'value'), ...modules(layer.packages)] } },
    { from, allow: { to: others(layer, 'type'), dependency: { kind: 'type' } } },
  ]
}

/** Tests may use their tools on top of what their layer may. */
const testPolicy = {
  from: { file: { path: `**/*${TEST_ENDING}` } },
  allow: { to: modules(TEST_PACKAGES) },
}

export const boundariesRules = {
  'boundaries/no-unknown-files': 'error',
  'boundaries/no-unknown-dependencies': 'error',
  'boundaries/dependencies': [
    'error',
    {
      default: 'disallow',
      message: 'This layer may not import that: see the import table in docs/architecture.md (scripts/layers.ts).',
      policies: [...LAYERS.flatMap(policiesOf), testPolicy],
    },
  ],
}
