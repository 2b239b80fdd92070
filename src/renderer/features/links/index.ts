// The links feature's only door.
export { default as LinkConfirm } from './LinkConfirm.vue'
export { useProposals } from './store'
