// The groups feature's only door.
export { default as GroupsView } from './GroupsView.vue'
export { useGroups } from './store'
export type { ListKeeper } from './kept-lists'
