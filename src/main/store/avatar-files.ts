// Pictures on disk: one file per key in one folder per account, whole or not at all, the least used ones removed first.
// Losing any of it costs only another fetching, so nothing here fails: it answers what it has.
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AccountId } from '../../shared/contract/common'
import type { Logger } from '../log/port'

export interface AvatarFile {
  readonly accountId: AccountId
  readonly key: string
}

export interface AvatarFiles {
  read(file: AvatarFile): Promise<Uint8Array | undefined>
  write(file: AvatarFile, bytes: Uint8Array): Promise<void>
  remove(file: AvatarFile): Promise<void>
  removeAccount(accountId: AccountId): Promise<void>
  /** Removes what a crash left of accounts that are no more. */
  keepOnly(accountIds: readonly AccountId[]): Promise<void>
}

export interface AvatarFilesOptions {
  readonly directory: string
  /** Bytes of all pictures together. */
  readonly maxBytes: number
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly log: Logger
}

interface Entry {
  readonly path: string
  readonly bytes: number
  usedAt: number
}

const KEY = /^[a-z0-9]{32}$/
const FOLDER = /^[A-Za-z0-9-]{1,64}$/
/** After a removal there is room for a while. */
const KEPT_SHARE = 0.9
/** When a file was last used need not be known to the minute. */
const TOUCH_EVERY_MS = 60 * 60_000

/** The path of a picture, or `undefined` for names that no picture of ours has: none may lead out of the folder. */
function pathOf(directory: string, { accountId, key }: AvatarFile): string | undefined {
  return FOLDER.test(accountId) && KEY.test(key) ? join(directory, accountId, key) : undefined
}

/** What is on the disk, and changes to it, one after the other: neither is ever looked at half changed. */
interface Disk {
  index(): Promise<Map<string, Entry>>
  change(work: (entries: Map<string, Entry>) => Promise<void>): Promise<void>
}

function createDisk({ directory, log }: AvatarFilesOptions): Disk {
  let scanned: Promise<Map<string, Entry>> | undefined
  let turn: Promise<void> = Promise.resolve()
  const index = (): Promise<Map<string, Entry>> => (scanned ??= scan(directory))
  return {
    index,
    change(work) {
      turn = turn
        .then(async () => work(await index()))
        .catch((error: unknown) => {
          log.warn('a picture could not be kept', { error: error instanceof Error ? error.message : String(error) })
        })
      return turn
    },
  }
}

async function readEntry(entry: Entry, clock: () => number): Promise<Uint8Array | undefined> {
  const bytes = await readFile(entry.path).catch(() => undefined)
  const now = clock()
  if (bytes !== undefined && now - entry.usedAt > TOUCH_EVERY_MS) {
    entry.usedAt = now
    await utimes(entry.path, now / 1000, now / 1000).catch(() => undefined)
  }
  return bytes === undefined ? undefined : new Uint8Array(bytes)
}

/** Makes the cache; looks at the disk when it is first used. */
export function createAvatarFiles(options: AvatarFilesOptions): AvatarFiles {
  const { directory, clock, maxBytes } = options
  const disk = createDisk(options)
  /** A picture, or a folder with all in it. */
  const drop = (path: string): Promise<void> =>
    disk.change(async (entries) => {
      for (const known of entries.keys()) if (known === path || dirname(known) === path) entries.delete(known)
      await rm(path, { recursive: true, force: true })
    })
  return {
    async read(file) {
      const path = pathOf(directory, file)
      const entry = path === undefined ? undefined : (await disk.index()).get(path)
      return entry && readEntry(entry, clock)
    },
    async write(file, bytes) {
      const path = pathOf(directory, file)
      if (path === undefined) return
      await disk.change(async (entries) => {
        await replace(path, bytes)
        entries.set(path, { path, bytes: bytes.byteLength, usedAt: clock() })
        await makeRoom(entries, maxBytes)
      })
    },
    async remove(file) {
      const path = pathOf(directory, file)
      if (path !== undefined) await drop(path)
    },
    async removeAccount(accountId) {
      if (FOLDER.test(accountId)) await drop(join(directory, accountId))
    },
    async keepOnly(accountIds) {
      const kept = new Set<string>(accountIds)
      const found = await readdir(directory).catch(() => [])
      for (const name of found) if (!kept.has(name)) await drop(join(directory, name))
    },
  }
}

/** Written beside it and renamed: a crash leaves the old file or the new one. */
async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await writeFile(temporary, bytes, { mode: 0o600 })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

async function makeRoom(entries: Map<string, Entry>, maxBytes: number): Promise<void> {
  let total = 0
  for (const { bytes } of entries.values()) total += bytes
  if (total <= maxBytes) return
  for (const { path, bytes } of [...entries.values()].sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= maxBytes * KEPT_SHARE) return
    entries.delete(path)
    total -= bytes
    await rm(path, { force: true })
  }
}

/** What is there, with when it was last used; what is no picture of ours (half a file of a crash) is removed. */
async function scan(directory: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for (const accountId of await readdir(directory).catch(() => [])) {
    for (const key of await readdir(join(directory, accountId)).catch(() => [])) {
      const path = join(directory, accountId, key)
      const facts = await stat(path).catch(() => undefined)
      if (facts?.isFile() !== true) continue
      if (KEY.test(key)) entries.set(path, { path, bytes: facts.size, usedAt: facts.mtimeMs })
      else await rm(path, { force: true })
    }
  }
  return entries
}
