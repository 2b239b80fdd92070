import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { canReachOfficial, downloadOfficial, installedOfficial } from './official.ts'
import type { OfficialPorts } from './official.ts'

const HOUR = 3_600_000
let dir = ''
let asked = 0
let now = 0

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'official-'))
  asked = 0
  now = 1_000 * HOUR
})
afterEach(() => rm(dir, { recursive: true }))

const ports = (over: Partial<OfficialPorts> = {}): OfficialPorts => ({
  env: {},
  now: () => now,
  packageDir: join(dir, 'electron'),
  memoryFile: join(dir, 'cache', 'no-download'),
  probe: () => {
    asked += 1
    return Promise.resolve(false)
  },
  install: () => Promise.resolve(1),
  ...over,
})

const putBinary = async (): Promise<void> => {
  await mkdir(join(dir, 'electron', 'dist'), { recursive: true })
  await writeFile(join(dir, 'electron', 'path.txt'), 'electron')
  await writeFile(join(dir, 'electron', 'dist', 'electron'), '')
}

it('takes a download for whole only when the program is there, not when it was begun', async () => {
  expect(await installedOfficial(join(dir, 'electron'))).toBeUndefined()
  await mkdir(join(dir, 'electron'), { recursive: true })
  await writeFile(join(dir, 'electron', 'path.txt'), 'electron')
  expect(await installedOfficial(join(dir, 'electron'))).toBeUndefined()
  await putBinary()
  expect(await installedOfficial(join(dir, 'electron'))).toBe(join(dir, 'electron/dist/electron'))
})

it('asks once and remembers a no for half a day, so that starting without a route stays fast', async () => {
  expect(await canReachOfficial(ports(), '45.0.0')).toBe(false)
  now += 11 * HOUR
  expect(await canReachOfficial(ports(), '45.0.0')).toBe(false)
  expect(asked).toBe(1)
  now += 2 * HOUR
  expect(await canReachOfficial(ports({ probe: () => Promise.resolve(true) }), '45.0.0')).toBe(true)
})

it('does not believe a memory from the future: a clock set back would forbid the download for years', async () => {
  await canReachOfficial(ports(), '45.0.0')
  now -= HOUR
  await canReachOfficial(ports(), '45.0.0')
  expect(asked).toBe(2)
})

it('goes to a mirror without asking, even where GitHub was unreachable', async () => {
  await canReachOfficial(ports(), '45.0.0')
  expect(await canReachOfficial(ports({ env: { ELECTRON_MIRROR: 'https://mirror.invalid/' } }), '45.0.0')).toBe(true)
  expect(asked).toBe(1)
})

it('answers nothing when the installer fails, and does not try again at the next start', async () => {
  expect(await downloadOfficial(ports(), '45.0.0')).toBeUndefined()
  expect(await canReachOfficial(ports(), '45.0.0')).toBe(false)
  expect(asked).toBe(0)
})

it('answers the program after a good installation', async () => {
  const install = async (): Promise<number> => {
    await putBinary()
    return 0
  }
  expect(await downloadOfficial(ports({ install }), '45.0.0')).toBe(join(dir, 'electron/dist/electron'))
})
