// The settings feature's only door.
export { default as ClosingDialog } from './ClosingDialog.vue'
export { default as SettingsView } from './SettingsView.vue'
export { useSettings } from './store'
export { useUpdates } from './updates-store'
