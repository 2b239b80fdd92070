// Unit and contract tests, one project per environment. `npx vitest run path` picks by path.
import bitrix24UI from '@bitrix24/b24ui-nuxt/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { RENDERER_FLAGS, RENDERER_KIT } from './renderer.config.ts'

const DOM_TESTS = 'src/renderer/**/*.test.ts'

export default defineConfig({
  test: {
    passWithNoTests: false,
    retry: 0,
    silent: 'passed-only',
    restoreMocks: true,
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [DOM_TESTS],
        },
      },
      {
        plugins: [vue(), bitrix24UI(RENDERER_KIT)],
        define: RENDERER_FLAGS,
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: [DOM_TESTS],
          css: false,
          server: { deps: { inline: [/@bitrix24\/b24ui-nuxt/] } },
        },
      },
      {
        test: {
          name: 'contract',
          environment: 'node',
          include: ['test/contract/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'tooling',
          environment: 'node',
          include: ['test/tooling/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'atproto',
          environment: 'node',
          include: ['test/atproto/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'keyring',
          environment: 'node',
          include: ['test/keyring/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
