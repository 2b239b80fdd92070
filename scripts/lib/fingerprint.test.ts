import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fingerprint-'))
  await mkdir(join(root, 'src/deep'), { recursive: true })
  await writeFile(join(root, 'src/a.ts'), 'a')
  await writeFile(join(root, 'src/deep/b.ts'), 'b')
})
afterEach(() => rm(root, { recursive: true }))

const now = (): string => fingerprint(root, ['src', 'package.json'])

it.each([
  ['a change deep inside', () => writeFile(join(root, 'src/deep/b.ts'), 'c')],
  ['a new file', () => writeFile(join(root, 'src/c.ts'), 'c')],
  ['a file that went', () => rm(join(root, 'src/a.ts'))],
  ['a file that moved', () => rename(join(root, 'src/a.ts'), join(root, 'src/z.ts'))],
  ['a file that was missing before', () => writeFile(join(root, 'package.json'), '{}')],
])('sees %s: a stale build would be started', async (_what, change) => {
  const before = now()
  await change()
  expect(now()).not.toBe(before)
})

it('sees no change in times and tests: a rebuild for them would only cost time', async () => {
  const before = now()
  await utimes(join(root, 'src/a.ts'), 1, 1)
  await writeFile(join(root, 'src/a.test.ts'), 'a')
  expect(now()).toBe(before)
})
