import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { GROUPS, suitesOf } from './suites.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'suites-'))
})
afterEach(() => rm(root, { recursive: true }))

const put = async (folder: string, name: string): Promise<void> => {
  await mkdir(join(root, folder), { recursive: true })
  await writeFile(join(root, folder, name), '')
}
const titles = (groups: readonly string[]): readonly string[] => suitesOf(groups, root).map(({ title }) => title)

it('lists a suite from its first test on: a suite without tests would fail as empty', async () => {
  expect(titles(['e2e', 'contract'])).toEqual([])
  await put('test/e2e/support', 'app.ts')
  expect(titles(['e2e'])).toEqual([])
  await put('test/e2e/deep', 'join.spec.ts')
  expect(titles(['e2e', 'contract'])).toEqual(['e2e'])
})

it('does not take the tests of installed packages for its own', async () => {
  await put('test/atproto/node_modules/x', 'x.test.ts')
  expect(titles(['atproto'])).toEqual([])
})

it('runs the vault’s tests a second time, with the crypto that Electron has', async () => {
  await put('src/main/vault', 'gcm.test.ts')
  const engines = suitesOf(['unit'], root).map(({ engine, args }) => [engine, args.at(-1)])
  expect(engines).toEqual([
    ['node', 'tooling'],
    ['electron', 'src/main/vault'],
  ])
})

it('opens windows only where the OS sandbox is on', async () => {
  await put('test/e2e', 'a.spec.ts')
  await put('test/crash', 'a.spec.ts')
  for (const { needs } of suitesOf(['e2e', 'crash'], root))
    expect(needs).toEqual(expect.arrayContaining(['display', 'unprivileged']))
})

it('knows every group by name', async () => {
  await put('src/main/vault', 'a.test.ts')
  await put('test/contract', 'a.test.ts')
  await put('test/e2e', 'a.spec.ts')
  await put('test/package', 'a.spec.ts')
  await put('test/crash', 'a.spec.ts')
  await put('test/atproto', 'a.test.ts')
  expect([...new Set(suitesOf(GROUPS, root, 'linux').map(({ group }) => group))]).toEqual([...GROUPS])
})

it('installs a package only where there is one to install', async () => {
  await put('test/package', 'a.spec.ts')
  expect(suitesOf(['package'], root, 'linux').map(({ needs }) => needs.includes('apt-as-root'))).toEqual([true])
  expect(suitesOf(['package'], root, 'darwin')).toEqual([])
})
