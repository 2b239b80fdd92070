// Files on their way in: each part exactly where the one before it ended. Anything else ends the taking in.
import type { KeptFile } from '../../shared/contract/messages'
import type { Logger } from '../networks/ports'
import type { FileBytes, FileIntake } from '../store/file-bytes'

type Came =
  { readonly kind: 'more' } | { readonly kind: 'refused' } | { readonly kind: 'whole'; readonly file: KeptFile }

interface Intakes {
  /** False where no file can be made. */
  begin(file: KeptFile): Promise<boolean>
  append(fileId: string, offset: number, bytes: Uint8Array): Promise<Came>
  drop(fileId: string): Promise<void>
  has(fileId: string): boolean
  stop(): Promise<void>
}

interface Coming {
  readonly file: KeptFile
  readonly intake: FileIntake
  received: number
  /** A part is being written. */
  busy: boolean
}

/** A window takes in one or a few at a time; one that never goes on makes room for others. */
const MOST = 8

export function createIntakes({ fileBytes, log }: { readonly fileBytes: FileBytes; readonly log: Logger }): Intakes {
  const coming = new Map<string, Coming>()

  async function drop(fileId: string): Promise<void> {
    const known = coming.get(fileId)
    coming.delete(fileId)
    await known?.intake.abandon().catch((error: unknown) => {
      log.warn('a file that was given up could not be removed', { error: String(error) })
    })
  }

  return {
    drop,
    has: (fileId) => coming.has(fileId),
    async stop() {
      await Promise.all([...coming.keys()].map(drop))
    },
    async begin(file) {
      const [oldest] = coming.size < MOST ? [] : coming.keys()
      if (oldest !== undefined) await drop(oldest)
      const intake = await fileBytes.begin(file.fileId).catch(failed(log))
      if (intake) coming.set(file.fileId, { file, intake, received: 0, busy: false })
      return intake !== undefined
    },
    async append(fileId, offset, bytes) {
      const known = coming.get(fileId)
      if (known === undefined) return { kind: 'refused' }
      const fits = !known.busy && offset === known.received && bytes.length > 0
      if (!fits || offset + bytes.length > known.file.size || !(await write(known, bytes).catch(failed(log)))) {
        await drop(fileId)
        return { kind: 'refused' }
      }
      if (known.received < known.file.size) return { kind: 'more' }
      // Given up while its last part was written: what drop removed must not be called kept.
      return coming.delete(fileId) ? { kind: 'whole', file: known.file } : { kind: 'refused' }
    },
  }
}

async function write(known: Coming, bytes: Uint8Array): Promise<true> {
  known.busy = true
  await known.intake.append(bytes)
  known.received += bytes.length
  if (known.received === known.file.size) await known.intake.finish()
  known.busy = false
  return true
}

const failed =
  (log: Logger) =>
  (error: unknown): undefined => {
    log.warn('a file could not be taken in', { error: String(error) })
  }
