// The page over a fake door, for looking at it in a plain browser: `npx vite -c test/renderer/vite.config.ts`.
import { resolve } from 'node:path'
import bitrix24UI from '@bitrix24/b24ui-nuxt/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { RENDERER_FLAGS, RENDERER_KIT } from '../../renderer.config.ts'

export default defineConfig({
  root: resolve(import.meta.dirname, 'dev'),
  plugins: [vue(), bitrix24UI(RENDERER_KIT)],
  define: RENDERER_FLAGS,
  build: { outDir: resolve(import.meta.dirname, '../../node_modules/.cache/fake-door'), emptyOutDir: true },
})
