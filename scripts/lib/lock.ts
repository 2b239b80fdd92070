// One at a time across processes: a lock file that holds the owner's process id.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 150
const UNWRITTEN_MS = 5_000

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const tryTake = async (path: string): Promise<boolean> => {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/**
 * A lock whose owner has ended is nobody's. An empty file is one being written just now, unless it stays so.
 * Two waiters may both clear it; the work is then done twice, which its own atomic rename makes harmless.
 */
const isAbandoned = async (path: string): Promise<boolean> => {
  const owner = await readFile(path, 'utf8').catch(() => '')
  if (owner !== '') return !isAlive(Number(owner))
  const age = await stat(path)
    .then((info) => Date.now() - info.mtimeMs)
    .catch(() => 0)
  return age > UNWRITTEN_MS
}

/** Runs `work` while holding the lock file; waits for another process that holds it and says so once. */
export const withLock = async <T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T> => {
  await mkdir(dirname(path), { recursive: true })
  let told = false
  while (!(await tryTake(path))) {
    if (await isAbandoned(path)) {
      await rm(path, { force: true })
      continue
    }
    if (!told) onWait?.()
    told = true
    await sleep(POLL_MS)
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}
