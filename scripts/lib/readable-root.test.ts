import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { commonTmp } from './common-tmp.ts'
import { readableRoot } from './readable-root.ts'
import { capture } from './run.ts'
import { unprivileged } from './unprivileged.ts'

let closed = ''
beforeEach(async () => {
  closed = await mkdtemp(join(commonTmp(), 'closed-'))
  await mkdir(join(closed, 'out'), { mode: 0o700 })
  await writeFile(join(closed, 'out/app.js'), 'app', { mode: 0o600 })
  await writeFile(join(closed, '.git'), 'history')
})
afterEach(() => rm(closed, { recursive: true }))

const readByTheOther = (path: string): string => {
  const [command, ...args] = unprivileged('cat', [path])
  return capture(command, args).stdout
}

it('gives whoever runs the tests a checkout to read, also where the original is closed to all but root', async () => {
  const { root, remove } = await readableRoot(closed)
  expect(readByTheOther(join(root, 'out/app.js'))).toBe('app')
  await remove()
  expect(readByTheOther(join(closed, 'out/app.js'))).toBe(process.getuid?.() === 0 ? '' : 'app')
})

it('copies only when it must, leaves history out of the copy, and takes the copy away', async () => {
  const { root, remove } = await readableRoot(closed)
  const isCopy = root !== closed
  expect(isCopy).toBe(process.getuid?.() === 0)
  expect(capture('ls', ['-A', root]).stdout.includes('.git')).toBe(!isCopy)
  await remove()
  expect(
    await access(root).then(
      () => 'there',
      () => 'gone',
    ),
  ).toBe(isCopy ? 'gone' : 'there')
})

it('runs from the original where everybody can read it, whatever reports of earlier runs lie in it', async () => {
  capture('chmod', ['-R', 'go+rX', closed])
  await mkdir(join(closed, 'test-results'), { mode: 0o700 })
  expect((await readableRoot(closed)).root).toBe(closed)
})
