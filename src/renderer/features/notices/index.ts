// The notices feature's only door.
export { useNotices } from './store'
