// The bytes of files that go along with messages: one file each in one folder, readable by their owner only, whole or not
// there at all. Which of them are needed is the database's to say.
import { createReadStream, statSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

export interface FileBytes {
  /** Begins a file; rejects where it cannot be made. */
  begin(id: string): Promise<FileIntake>
  /** Bytes of a whole file; `undefined` where none is. */
  sizeOf(id: string): number | undefined
  /** From the first byte on. */
  read(id: string): AsyncIterable<Uint8Array>
  remove(id: string): Promise<void>
  /** All that are there, whole or not, but for files that are none of ours. */
  ids(): Promise<string[]>
}

/** A file being taken in. */
export interface FileIntake {
  append(bytes: Uint8Array): Promise<void>
  /** Durable and whole when it resolves. */
  finish(): Promise<void>
  /** As if it had never been. */
  abandon(): Promise<void>
}

const ID = /^[0-9a-f-]{36}$/
const UNFINISHED = '.part'

/** Makes nothing before the first file begins. */
export function createFileBytes(directory: string): FileBytes {
  const pathOf = (id: string): string => {
    if (!ID.test(id)) throw new Error('a file is named by a uuid')
    return join(directory, id)
  }
  return {
    async begin(id) {
      const path = pathOf(id)
      await mkdir(directory, { recursive: true, mode: 0o700 })
      // `wx`: never into a file somebody else put there.
      const handle = await open(path + UNFINISHED, 'wx', 0o600)
      return createIntake(handle, { path, directory })
    },
    sizeOf: (id) => (ID.test(id) ? statSync(pathOf(id), { throwIfNoEntry: false })?.size : undefined),
    read: (id) => createReadStream(pathOf(id)),
    async remove(id) {
      await rm(pathOf(id), { force: true })
      await rm(pathOf(id) + UNFINISHED, { force: true })
    },
    async ids() {
      const names = await readdir(directory).catch(() => [])
      const ours = names.map((name) => (name.endsWith(UNFINISHED) ? name.slice(0, -UNFINISHED.length) : name))
      return [...new Set(ours.filter((name) => ID.test(name)))]
    },
  }
}

function createIntake(handle: FileHandle, { path, directory }: { path: string; directory: string }): FileIntake {
  const unfinished = path + UNFINISHED
  return {
    async append(bytes) {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, done)
        if (bytesWritten === 0) throw new Error('nothing was written: the disk is full')
        done += bytesWritten
      }
    },
    async finish() {
      await handle.sync()
      await handle.close()
      await rename(unfinished, path)
      await syncFolder(directory)
    },
    async abandon() {
      await handle.close().catch(() => undefined)
      await rm(unfinished, { force: true })
      await rm(path, { force: true })
    },
  }
}

/** Windows cannot open a folder, and some file systems cannot sync one: the renaming has happened all the same. */
async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
