// The outbox feature's only door.
export { default as OutboxView } from './OutboxView.vue'
export { useOutbox } from './store'
export type { OutboxItem } from './store'
