// The accounts feature's only door.
export { default as AccountView } from './AccountView.vue'
export { default as ConnectBitrix24 } from './ConnectBitrix24.vue'
export { default as ConnectBluesky } from './ConnectBluesky.vue'
export { default as DisconnectDialog } from './DisconnectDialog.vue'
export { default as WelcomeView } from './WelcomeView.vue'
export { HEALTH_COLOR, healthText, railLetters } from './health'
export { useAccounts } from './store'
export type { Account } from './store'
