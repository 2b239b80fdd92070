// The door's only door: features import from here.
export { follow } from './follow'
export { invoke, setRecovery } from './invoke'
