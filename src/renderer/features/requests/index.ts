// The requests feature's only door.
export { default as RequestsView } from './RequestsView.vue'
export { incomingKey, useIncoming } from './incoming'
export type { IncomingRequest } from './incoming'
export { useInvitations } from './invitations'
export { useRequests } from './store'
