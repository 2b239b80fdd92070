// The links feature's only door.
export { useProposals } from './store'
export type { Proposal } from './store'
