// The rivals' page, built as the app's own page is. Built by ../support/rival.ts.
import bitrix24UI from '@bitrix24/b24ui-nuxt/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { RENDERER_FLAGS, RENDERER_KIT } from '../../../renderer.config.ts'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [vue(), bitrix24UI(RENDERER_KIT)],
  define: RENDERER_FLAGS,
  build: { target: 'chrome148' },
})
