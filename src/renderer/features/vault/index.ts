// The vault feature's only door.
export { default as VaultDialog } from './VaultDialog.vue'
export { useVault } from './store'
