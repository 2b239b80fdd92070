import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withLock } from './lock.ts'

/** Above every process id a Linux kernel gives out. */
const NOBODY_RUNS = '4194305'
let dir = ''
let path = ''

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lock-'))
  path = join(dir, 'deep/er/.lock')
})
afterEach(() => rm(dir, { recursive: true }))

it('lets one in at a time: two launches must not unpack into each other', async () => {
  let inside = 0
  let most = 0
  const work = async (): Promise<void> => {
    inside += 1
    most = Math.max(most, inside)
    await Promise.resolve()
    inside -= 1
  }
  let waited = 0
  const all = [1, 2, 3].map(() => withLock(path, work, () => (waited += 1)))
  await Promise.all(all)
  expect([most, waited]).toEqual([1, 2])
})

it('gives the lock back when the work fails, or the next start would wait for ever', async () => {
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withLock(path, () => readFile(path, 'utf8'))).toBe(String(process.pid))
  await expect(readFile(path)).rejects.toThrow('ENOENT')
})

it('takes over from a process that was killed', async () => {
  await withLock(path, () => Promise.resolve())
  await writeFile(path, NOBODY_RUNS)
  expect(await withLock(path, () => Promise.resolve('mine'))).toBe('mine')
})

it('takes over a lock that was never written whole', async () => {
  await withLock(path, () => Promise.resolve())
  await writeFile(path, '')
  await utimes(path, 1, 1)
  expect(await withLock(path, () => Promise.resolve('mine'))).toBe('mine')
})
