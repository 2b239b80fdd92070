// A file kept for a message, as the database and the disk together know it.
import type { KeptFile } from '../../shared/contract/messages'
import type { FileBytes } from './file-bytes'
import type { KeptFilesRepository } from './kept-files-repository'

export interface FilePlaces {
  readonly store: { readonly keptFiles: Pick<KeptFilesRepository, 'get'> }
  readonly fileBytes: Pick<FileBytes, 'sizeOf'>
}

/** What is known of a file, while it is on disk as it was taken in. */
export function findKeptFile({ store, fileBytes }: FilePlaces, fileId: string): KeptFile | undefined {
  const file = store.keptFiles.get(fileId)
  return file !== undefined && fileBytes.sizeOf(fileId) === file.size ? file : undefined
}
