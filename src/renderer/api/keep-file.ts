// Handing a file to main, part by part: the page gives the bytes the person gave it, and never a path.
import type { OutputOf } from '../../shared/contract'
import type { FILE_PART_BYTES } from '../../shared/contract/outbox'
import { fail, type Result } from '../../shared/contract/result'
import { invoke } from './invoke'

export type KeptFile = OutputOf<'outbox.keepFile'>

const PART: typeof FILE_PART_BYTES = 524_288

interface Options {
  /** Bytes that are there, after each part. */
  readonly onProgress?: (done: number) => void
  readonly signal?: AbortSignal
}

/** Takes a file in; it is on disk when this answers. One that was given up answers `outbox.fileNotKept`, like one that changed. */
export async function keepFile(file: File, { onProgress, signal }: Options = {}): Promise<Result<KeptFile>> {
  const begun = await invoke('outbox.keepFile', { name: file.name, size: file.size }, { quiet: true })
  if (!begun.ok) return begun
  const { fileId } = begun.data
  for (let offset = 0; offset < file.size; offset += PART) {
    const base64 = signal?.aborted === true ? undefined : await readPart(file, offset)
    if (base64 === undefined) {
      await dropFile(fileId)
      return fail('outbox.fileNotKept', 'user')
    }
    const appended = await invoke('outbox.appendFile', { fileId, offset, base64 }, { quiet: true })
    if (!appended.ok) return appended
    onProgress?.(Math.min(offset + PART, file.size))
  }
  return begun
}

/** Says that the page needs a file no more. */
export async function dropFile(fileId: string): Promise<void> {
  await invoke('outbox.dropFile', { fileId }, { quiet: true })
}

/** In base64; `undefined` where it cannot be read: the file was changed or removed since it was given. */
function readPart(file: File, offset: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.addEventListener('loadend', () => {
      const { result } = reader
      resolve(typeof result === 'string' ? result.slice(result.indexOf(',') + 1) : undefined)
    })
    reader.readAsDataURL(file.slice(offset, offset + PART))
  })
}
