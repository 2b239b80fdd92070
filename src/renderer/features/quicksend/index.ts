// The quick-send feature's only door.
export { default as QuickView } from './QuickView.vue'
export { summonQuick, useQuick } from './store'
