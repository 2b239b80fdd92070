// How the renderer is built, shared by the app's build, the unit tests and the page over a fake door.
import { resolve } from 'node:path'

/** The UI kit without auto-imports (a reader sees where a name comes from) and without its own theme storage. */
export const RENDERER_KIT = {
  root: resolve(import.meta.dirname),
  components: false,
  autoImport: false,
  dts: false,
  colorMode: false,
  prose: false,
  mdc: false,
} as const

/** Compile-time flags: no dev tools hooks, no options API, messages compiled without `eval`. */
export const RENDERER_FLAGS = {
  __VUE_OPTIONS_API__: 'true',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  __VUE_I18N_FULL_INSTALL__: 'false',
  __VUE_I18N_LEGACY_API__: 'false',
  __INTLIFY_PROD_DEVTOOLS__: 'false',
  __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
} as const
