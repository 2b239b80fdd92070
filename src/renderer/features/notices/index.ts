// The notices feature's only door.
export { default as NoticesBell } from './NoticesBell.vue'
export { default as NoticesPanel } from './NoticesPanel.vue'
export { default as NotificationsCard } from './NotificationsCard.vue'
export { useNotices } from './store'
