// One build for three bundles. Targets are the oldest runtime supported, so that one bundle runs on all of them.
import { resolve } from 'node:path'
import bitrix24UI from '@bitrix24/b24ui-nuxt/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { RENDERER_FLAGS, RENDERER_KIT } from './renderer.config.ts'

const NODE_TARGET = 'node24.15'
const CHROME_TARGET = 'chrome148'
const fromRoot = (path: string): string => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    build: {
      target: NODE_TARGET,
      outDir: 'out/main',
      externalizeDeps: false,
      sourcemap: true,
      rollupOptions: {
        input: { index: fromRoot('src/main/index.ts'), practice: fromRoot('src/practice/index.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: fromRoot('src/preload/index.ts') },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: fromRoot('src/renderer'),
    plugins: [vue(), bitrix24UI(RENDERER_KIT)],
    define: RENDERER_FLAGS,
    build: {
      target: CHROME_TARGET,
      outDir: 'out/renderer',
      // A third less to read and compile before the first window; main stays legible, its stacks end in the log.
      minify: 'oxc',
      // kB; the limit is about downloads, and these are read from the disk.
      chunkSizeWarningLimit: 2_000,
      rollupOptions: {
        input: { index: fromRoot('src/renderer/index.html'), quick: fromRoot('src/renderer/quick.html') },
      },
    },
  },
})
