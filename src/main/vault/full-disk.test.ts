// A disk that refuses. Would catch: a cut-off file renamed over a good one, a failure reported as success.
import * as files from 'node:fs/promises'
import { basename } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { VaultFiles } from './atomic-write'
import { PASSPHRASE, makeBench, type Bench } from './testing/kit'

let bench: Bench
beforeEach(async () => {
  bench = await makeBench()
})
afterEach(() => bench.destroy())

const broken = (code: string): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }))
const code = (result: { ok: boolean; error?: { code: string } }): string | undefined => result.error?.code

/** The real disk, until `full` holds so many bytes; then short writes, then ENOSPC: as Linux does it. */
function smallDisk(free: { bytes: number }): VaultFiles {
  const open: VaultFiles['open'] = async (path, flags, mode) => {
    const handle = await files.open(path, flags, mode)
    const write = handle.write.bind(handle)
    Object.defineProperty(handle, 'write', {
      value: (data: Uint8Array, offset: number) => {
        if (free.bytes <= 0) return broken('ENOSPC')
        const part = data.subarray(offset, offset + Math.min(free.bytes, 100))
        free.bytes -= part.length
        return write(part)
      },
    })
    return handle
  }
  return { ...files, open }
}

test('on a disk that fills up at any point the write fails and the old file is still good', async () => {
  const first = bench.start()
  await first.write('a', 'f', 'old')
  const size = (await bench.bytes()).length
  for (let free = 0; free <= 2 * size; free += 150) {
    const vault = bench.start({ files: smallDisk({ bytes: free }) })
    expect(code(await vault.write('a', 'f', 'new'))).toBe('vault.writeFailed')
    expect(vault.read('a', 'f')).toEqual({ ok: true, data: 'old' })
    const again = bench.start()
    expect((await again.open()).state).toBe('unlocked')
    expect(again.read('a', 'f')).toEqual({ ok: true, data: 'old' })
    expect((await files.readdir(bench.dir)).some((name) => name.endsWith('.tmp'))).toBe(false)
  }
})

test('short writes alone do no harm', async () => {
  const vault = bench.start({ files: smallDisk({ bytes: 1e6 }) })
  expect((await vault.write('a', 'f', 'secret')).ok).toBe(true)
  const again = bench.start()
  await again.open()
  expect(again.read('a', 'f')).toEqual({ ok: true, data: 'secret' })
})

test.each(['EACCES', 'EROFS', 'EIO'])('%s while renaming leaves the old file and says so', async (reason) => {
  await bench.start().write('a', 'f', 'old')
  const vault = bench.start({ files: { ...files, rename: () => broken(reason) } })
  expect(code(await vault.write('a', 'f', 'new'))).toBe('vault.writeFailed')
  expect(code(await vault.setPassphrase(PASSPHRASE))).toBe('vault.writeFailed')
  expect(vault.status().slots).toEqual(['os'])
  expect(vault.read('a', 'f')).toEqual({ ok: true, data: 'old' })
  expect(bench.logged.join()).toContain(reason)
})

test('a folder that cannot be made: the first secret is refused, the vault stays absent, a later try works', async () => {
  let failing = true
  const mkdir: VaultFiles['mkdir'] = ((path, options) =>
    failing ? broken('EACCES') : files.mkdir(path, options)) as VaultFiles['mkdir']
  const vault = bench.start({ files: { ...files, mkdir } })
  expect(code(await vault.write('a', 'f', 'x'))).toBe('vault.writeFailed')
  expect(vault.status().state).toBe('absent')
  failing = false
  expect((await vault.write('a', 'f', 'x')).ok).toBe(true)
})

test('a file held for a moment by a virus scanner is waited for', async () => {
  let held = 3
  const rename: VaultFiles['rename'] = (from, to) => ((held -= 1) >= 0 ? broken('EPERM') : files.rename(from, to))
  const waits: number[] = []
  const vault = bench.start({
    files: { ...files, rename },
    sleep: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
  })
  expect((await vault.write('a', 'f', 'secret')).ok).toBe(true)
  expect(waits).toEqual([20, 40, 60])
})

test('what lives in memory survives a failed attempt to make a vault of it', async () => {
  bench.keyring.mood = 'gone'
  const free = { bytes: 10 }
  const vault = bench.start({ files: smallDisk(free) })
  await vault.useMemory()
  await vault.write('a', 'f', 'from memory')
  expect(code(await vault.setPassphrase(PASSPHRASE))).toBe('vault.writeFailed')
  expect(vault.status().state).toBe('degraded')
  expect(vault.read('a', 'f')).toEqual({ ok: true, data: 'from memory' })
  free.bytes = 1e6
  expect((await vault.setPassphrase(PASSPHRASE)).ok).toBe(true)
  const again = bench.start()
  await again.unlock(PASSPHRASE)
  expect(again.read('a', 'f')).toEqual({ ok: true, data: 'from memory' })
})

test('a damaged file that cannot be kept aside is not written over either', async () => {
  const first = bench.start()
  await first.write('a', 'f', 'older')
  await first.write('a', 'f', 'newer')
  await bench.put(Buffer.from('garbage'))
  let failing = true
  const rename: VaultFiles['rename'] = (from, to) => (failing ? broken('EIO') : files.rename(from, to))
  const vault = bench.start({ files: { ...files, rename } })
  expect((await vault.open()).problem).toBe('vault.recovered')
  expect(code(await vault.write('a', 'f', 'x'))).toBe('vault.writeFailed')
  expect((await bench.bytes()).toString()).toBe('garbage')
  failing = false
  expect((await vault.write('a', 'f', 'x')).ok).toBe(true)
  const kept = (await files.readdir(bench.dir)).find((name) => name.includes('damaged'))
  expect((await bench.bytes(kept)).toString()).toBe('garbage')
})

test('both generations are on the platter before their names change, and the folder after', async () => {
  const done: string[] = []
  const open: VaultFiles['open'] = async (path, flags, mode) => {
    const handle = await files.open(path, flags, mode)
    const sync = handle.sync.bind(handle)
    Object.defineProperty(handle, 'sync', { value: () => (done.push(`sync ${basename(String(path))}`), sync()) })
    return handle
  }
  const rename: VaultFiles['rename'] = (from, to) => (
    done.push(`rename ${basename(String(to))}`),
    files.rename(from, to)
  )
  const vault = bench.start({ files: { ...files, open, rename } })
  await vault.write('a', 'f', '1')
  done.length = 0
  await vault.write('a', 'f', '2')
  const replaced = (name: string): string[] => [`sync ${name}.tmp`, `rename ${name}`, 'sync vault']
  expect(done).toEqual([...replaced('vault.previous.json'), ...replaced('vault.json')])
})
