// The requests feature's only door.
export { default as RequestsView } from './RequestsView.vue'
export { useRequests } from './store'
