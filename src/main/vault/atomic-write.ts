// Replaces a file as a whole or not at all: temporary file, fsync, rename, fsync of the folder.
// Not `atomically`: it writes once without looking at how much was written, so on a full disk it renames a cut-off
// file over the good one and reports success; it also leaves the folder unsynced.
import type * as fs from 'node:fs/promises'
import { dirname } from 'node:path'

/** The file system as the vault needs it, so that a full disk can be played in tests. */
export type VaultFiles = Pick<typeof fs, 'open' | 'rename' | 'mkdir' | 'chmod' | 'rm' | 'readFile' | 'stat'>

/** The points between which a crash may fall. */
export const WRITE_STEPS = ['started', 'opened', 'written', 'synced', 'renamed', 'settled'] as const
export type WriteStep = (typeof WRITE_STEPS)[number]

export interface AtomicWrite {
  readonly path: string
  readonly data: Uint8Array
  readonly files: VaultFiles
  readonly sleep: (ms: number) => Promise<void>
  readonly onStep?: ((step: WriteStep) => void) | undefined
}

const RENAME_TRIES = 5

/** Durable when it resolves; throws the system's error and leaves the old file as it was. Mode 0600. */
export async function writeAtomically(options: AtomicWrite): Promise<void> {
  const temporary = `${options.path}.tmp`
  options.onStep?.('started')
  try {
    await fill(temporary, options)
    await renameStubbornly(temporary, options)
  } catch (error) {
    await options.files.rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  options.onStep?.('renamed')
  await syncFolder(options)
  options.onStep?.('settled')
}

async function fill(temporary: string, options: AtomicWrite): Promise<void> {
  // A left-over of a crash may have another owner's mode: `wx` after `rm` makes a file that is surely ours.
  await options.files.rm(temporary, { force: true })
  const handle = await options.files.open(temporary, 'wx', 0o600)
  try {
    options.onStep?.('opened')
    for (let done = 0; done < options.data.length;) {
      const { bytesWritten } = await handle.write(options.data, done)
      if (bytesWritten === 0) throw Object.assign(new Error('nothing written'), { code: 'ENOSPC' })
      done += bytesWritten
    }
    options.onStep?.('written')
    await handle.sync()
    options.onStep?.('synced')
  } finally {
    await handle.close()
  }
}

/** On Windows a virus scanner may hold either file for a moment. */
async function renameStubbornly(temporary: string, options: AtomicWrite): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await options.files.rename(temporary, options.path)
      return
    } catch (error) {
      const held = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))
      if (!held || tries === RENAME_TRIES) throw error
      await options.sleep(20 * tries)
    }
  }
}

async function syncFolder(options: AtomicWrite): Promise<void> {
  try {
    const folder = await options.files.open(dirname(options.path), 'r')
    await folder.sync().finally(() => folder.close())
  } catch (error) {
    // Windows cannot open a folder, and some network file systems cannot sync one: the rename has happened all the same.
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(codeOf(error))) throw error
  }
}

/** The system's error code, e.g. `ENOSPC`; '' when there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
