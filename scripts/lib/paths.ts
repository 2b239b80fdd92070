// Where things are in this checkout.
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')
export const inRoot = (...parts: readonly string[]): string => join(ROOT, ...parts)

/** The main file of a tool's command, to be run with our own Node. */
export const TOOLS = {
  electronVite: inRoot('node_modules/electron-vite/bin/electron-vite.js'),
  electronInstaller: inRoot('node_modules/electron/install.js'),
  eslint: inRoot('node_modules/eslint/bin/eslint.js'),
  depcruise: inRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
  knip: inRoot('node_modules/knip/bin/knip.js'),
  prettier: inRoot('node_modules/prettier/bin/prettier.cjs'),
  tsc: inRoot('node_modules/typescript/bin/tsc'),
  vueTsc: inRoot('node_modules/vue-tsc/bin/vue-tsc.js'),
  vitest: inRoot('node_modules/vitest/vitest.mjs'),
  playwright: inRoot('node_modules/@playwright/test/cli.js'),
} as const
