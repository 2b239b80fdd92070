// The messages feature's only door.
export { default as MessagesView } from './MessagesView.vue'
export { useMessages } from './store'
export { useTemplates } from './templates'
