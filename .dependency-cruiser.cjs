// The import table proved over the whole: forbidden edges, cycles, orphans, files that no layer holds.
// The same data as in ESLint: scripts/layers.ts.
const { allowedFor, LAYERS, regexOf, TEST_ENDING } = require('./scripts/layers.ts')

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Paths of other layers that stand inside this one's folder. */
const within = (layer) =>
  LAYERS.filter((other) => other !== layer).flatMap((other) =>
    other.paths.filter((path) => layer.paths.some((folder) => path.startsWith(`${folder}/`))),
  )

const tests = `${escape(TEST_ENDING)}$`
/** Folders and files that hold stand-ins for tests. */
const STAND_INS = '(/testing/|\\.fixtures\\.ts$)'
const pathsOf = (names) => LAYERS.filter(({ name }) => names.includes(name)).flatMap(({ paths }) => paths.map(regexOf))
const fromLayer = (layer) => ({
  path: layer.paths.map(regexOf),
  pathNot: [...within(layer).map(regexOf), tests],
})

const packageRegex = (name) => `node_modules/${escape(name)}/`
/** `electron` and its parts `electron/main`, `electron/renderer`, `electron/common`. */
const ELECTRON = '^(node_modules/)?electron(/|$)'
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown']

const edges = (layer) => [
  {
    name: `${layer.name}: what it may import`,
    severity: 'error',
    from: fromLayer(layer),
    to: { path: '^(src|test|scripts)/', pathNot: pathsOf(allowedFor(layer, 'type')) },
  },
  {
    name: `${layer.name}: what it may import as types only`,
    severity: 'error',
    from: fromLayer(layer),
    to: {
      path: pathsOf((layer.types ?? []).filter((name) => !allowedFor(layer, 'value').includes(name))),
      pathNot: pathsOf(allowedFor(layer, 'value')),
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: `${layer.name}: which packages it may import`,
    severity: 'error',
    from: fromLayer(layer),
    to: { dependencyTypes: NPM, pathNot: layer.packages.filter((name) => name !== 'node:').map(packageRegex) },
  },
  ...(layer.packages.includes('node:')
    ? []
    : [
        {
          name: `${layer.name}: no Node modules`,
          severity: 'error',
          from: fromLayer(layer),
          to: { dependencyTypes: ['core'], pathNot: ELECTRON },
        },
      ]),
  ...(layer.separateFolders
    ? [
        {
          name: `${layer.name}: each folder alone`,
          severity: 'error',
          from: { path: `^${escape(layer.paths[0])}/([^/]+)/` },
          to: { path: regexOf(layer.paths[0]), pathNot: `^${escape(layer.paths[0])}/$1/` },
        },
      ]
    : []),
]

/** A rule with an empty `path` would match everything, so it is left out. */
const isMeant = (rule) => !Array.isArray(rule.to.path) || rule.to.path.length > 0

module.exports = {
  forbidden: [
    ...LAYERS.flatMap(edges).filter(isMeant),
    {
      name: 'no cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no orphans',
      severity: 'error',
      from: { orphan: true, path: '^(src|scripts)/', pathNot: [tests, '\\.d\\.ts$', '^scripts/node-version\\.mjs$'] },
      to: {},
    },
    {
      name: 'every file has its layer',
      severity: 'error',
      from: { path: '^src/', pathNot: LAYERS.flatMap(({ paths }) => paths.map(regexOf)) },
      to: {},
    },
    {
      name: 'every imported file has its layer',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: LAYERS.flatMap(({ paths }) => paths.map(regexOf)) },
    },
    {
      name: 'scripts stand alone',
      severity: 'error',
      from: { path: '^scripts/', pathNot: tests },
      to: { path: '^(src|test)/' },
    },
    { name: 'nothing unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: ELECTRON } },
    {
      name: 'electron in platform and preload only',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: LAYERS.filter(({ packages }) => packages.includes('electron')).flatMap(({ paths }) =>
          paths.map(regexOf),
        ),
      },
      to: { path: ELECTRON },
    },
    { name: 'tests are imported by nobody', severity: 'error', from: {}, to: { path: tests } },
    {
      name: 'stand-ins are for tests',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, STAND_INS] },
      to: { path: STAND_INS, pathNot: 'node_modules' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^test/tooling/fixtures/', '^test/atproto/', '^(out|dist)/', '\\.css$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.d.ts', '.vue', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    builtInModules: { add: ['electron/main', 'electron/renderer', 'electron/common'] },
    skipAnalysisNotInRules: true,
  },
}
