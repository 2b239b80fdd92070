// The open channels feature's only door.
export { default as OpenlinesView } from './OpenlinesView.vue'
export { useOpenlines } from './store'
