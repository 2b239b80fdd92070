// The messages feature's only door.
export { default as MessagesView } from './MessagesView.vue'
export { useMessages } from './store'
export { default as TemplatesCard } from './TemplatesCard.vue'
export { useTemplates } from './templates'
export { useWriting } from './use-writing'
