// What is asked of every file. The import table is data of its own (scripts/layers.ts); each rule here is shown to fire
// by a case in test/tooling. Comments cannot switch a rule off.
import intlify from '@intlify/eslint-plugin-vue-i18n'
import boundaries from 'eslint-plugin-boundaries'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import type { ESLint, Linter } from 'eslint'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { boundariesRules, boundariesSettings } from './boundaries.ts'
import { fileRules } from './file-rules.ts'
import { FORBIDDEN, forbid } from './forbidden.ts'

type Block = Parameters<typeof defineConfig>[number]

/** The types of some plugins are behind those of ESLint 10; what they do is not. */
const plugin = (value: unknown): ESLint.Plugin => value as ESLint.Plugin

const TESTS = ['**/*.test.ts', '**/*.spec.ts', '**/*.fixtures.ts', 'src/**/testing/**', 'test/**']
const UNREAD = ['out/', 'dist/', 'test/tooling/fixtures/', 'test-results/', 'playwright-report/', '**/node_modules/']

const everywhere = (root: string): Block => ({
  name: 'bellhop/everywhere',
  files: ['**/*.ts', '**/*.vue'],
  extends: [tseslint.configs.recommendedTypeChecked, vue.configs['flat/essential']],
  languageOptions: {
    parserOptions: {
      parser: tseslint.parser,
      project: ['tsconfig.node.json', 'tsconfig.web.json', 'tsconfig.test.json'],
      tsconfigRootDir: root,
      extraFileExtensions: ['.vue'],
    },
  },
  plugins: { bellhop: fileRules },
  rules: {
    'max-lines': ['warn', 250],
    'bellhop/max-lines-hard': ['error', 400],
    'bellhop/file-name': 'error',
    'max-lines-per-function': ['error', { max: 50, skipComments: true, skipBlankLines: true }],
    '@typescript-eslint/max-params': ['error', { max: 3 }],
    '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
    '@typescript-eslint/no-import-type-side-effects': 'error',
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-unused-vars': ['error', { args: 'all', argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    // Ports are objects of closures; nothing of ours needs `this`.
    '@typescript-eslint/unbound-method': 'off',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
    ],
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
    'prefer-const': 'error',
    eqeqeq: 'error',
    'no-var': 'error',
    'no-eval': 'error',
    'no-restricted-syntax': forbid(...FORBIDDEN.syntax),
  },
})

const inSrc = (root: string): Block => ({
  name: 'bellhop/src',
  files: ['src/**/*.ts', 'src/**/*.vue'],
  plugins: { boundaries: plugin(boundaries) },
  settings: boundariesSettings(root),
  rules: {
    ...boundariesRules,
    'no-console': 'error',
    'no-restricted-syntax': forbid(...FORBIDDEN.syntax, ...FORBIDDEN.electron),
  },
})

const modules: Block = {
  name: 'bellhop/modules',
  files: ['src/**/*.ts', 'scripts/**/*.ts'],
  ignores: TESTS,
  rules: { 'bellhop/module-header': 'error' },
}

const platform: readonly Block[] = [
  {
    name: 'bellhop/platform',
    files: ['src/main/platform/**/*.ts'],
    rules: { 'no-restricted-syntax': forbid(...FORBIDDEN.syntax, FORBIDDEN.ipcMain) },
  },
  // The one place that joins the router to Electron.
  {
    name: 'bellhop/ipc-wiring',
    files: ['src/main/platform/ipc-wiring.ts'],
    rules: { 'no-restricted-syntax': forbid(...FORBIDDEN.syntax) },
  },
]

const renderer: readonly Block[] = [
  {
    name: 'bellhop/renderer',
    files: ['src/renderer/**/*.ts', 'src/renderer/**/*.vue'],
    extends: [accessibility.configs['flat/recommended']],
    plugins: { '@intlify/vue-i18n': plugin(intlify) },
    rules: {
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-props-declaration': 'error',
      'vue/no-ref-object-reactivity-loss': 'error',
      // A dialog puts the focus on its first field on purpose.
      'vuejs-accessibility/no-autofocus': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      '@intlify/vue-i18n/no-raw-text': ['error', FORBIDDEN.rawText],
      'no-restricted-globals': ['error', ...FORBIDDEN.storage],
      'no-restricted-properties': ['error', ...FORBIDDEN.storageProperties],
      'no-restricted-syntax': forbid(...FORBIDDEN.syntax, ...FORBIDDEN.electron, FORBIDDEN.door),
    },
  },
  {
    name: 'bellhop/api',
    files: ['src/renderer/api/**/*.ts'],
    rules: { 'no-restricted-syntax': forbid(...FORBIDDEN.syntax, ...FORBIDDEN.electron) },
  },
]

const tests: Block = {
  name: 'bellhop/tests',
  files: TESTS,
  rules: {
    'max-lines-per-function': 'off',
    '@typescript-eslint/max-params': 'off',
    '@typescript-eslint/require-await': 'off',
    'no-restricted-syntax': forbid(...FORBIDDEN.syntax, ...FORBIDDEN.unrun),
  },
}

/** The rules for a tree of our layout, wherever it stands: the repository itself, or the fixtures that prove them. */
export const configFor = (root: string): Linter.Config[] =>
  defineConfig(
    globalIgnores(UNREAD),
    { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
    everywhere(root),
    inSrc(root),
    modules,
    ...platform,
    ...renderer,
    tests,
  )
