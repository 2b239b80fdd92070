// The door's only door: features import from here.
export { follow } from './follow'
export { dropFile } from './keep-file'
export { invoke, setRecovery } from './invoke'
export { useFileTaking } from './use-file-taking'
