// Would catch: a log others can read, one that grows for ever, a line changed on its way, output on the terminal.
import { mkdtemp, readFile, readdir, rm, stat, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLogFile } from './file'
import type { LogLine } from './logger'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bellhop-log-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const line = (message: string): LogLine => ({ at: '2026-11-20T00:00:00.000Z', level: 'info', message })
const parsed = async (path: string): Promise<unknown[]> =>
  (await readFile(path, 'utf8'))
    .split(/\r?\n/)
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as unknown)

test('lines come out as they went in, one JSON object each, and nothing on the terminal', async () => {
  const path = join(root, 'logs', 'main.log')
  const terminal = [vi.spyOn(console, 'log'), vi.spyOn(console, 'info'), vi.spyOn(process.stdout, 'write')]
  const write = createLogFile({ path, maxBytes: 1e6 })
  const lines = [line('%c colours %s %d %%'), line('{y} {text} {level}'), line('two\nrows'), line('кириллица 🙂')]
  for (const each of lines) write(each)
  expect(await parsed(path)).toEqual(lines)
  for (const spy of terminal) expect(spy).not.toHaveBeenCalled()
})

test('folder 0700 and file 0600, also over a looser umask and an older file', async () => {
  const before = process.umask(0)
  try {
    await mkdir(join(root, 'old'))
    await writeFile(join(root, 'old', 'main.log'), '', { mode: 0o666 })
    createLogFile({ path: join(root, 'old', 'main.log'), maxBytes: 1e6 })(line('x'))
    createLogFile({ path: join(root, 'new', 'main.log'), maxBytes: 1e6 })(line('x'))
  } finally {
    process.umask(before)
  }
  const mode = async (path: string): Promise<number> => (await stat(join(root, path))).mode & 0o777
  expect(await mode('new')).toBe(0o700)
  expect(await mode('new/main.log')).toBe(0o600)
  expect(await mode('old/main.log')).toBe(0o600)
})

test('rotates once: never more than two files, both within the bound, the newest line kept, still 0600', async () => {
  const path = join(root, 'main.log')
  const write = createLogFile({ path, maxBytes: 2000 })
  for (let n = 0; n < 200; n += 1) write(line(`line ${String(n)}`))
  expect((await readdir(root)).sort()).toEqual(['main.log', 'main.old.log'])
  for (const name of await readdir(root)) {
    const { size, mode } = await stat(join(root, name))
    expect(size).toBeLessThan(2200)
    expect(mode & 0o777).toBe(0o600)
  }
  const all = [...(await parsed(join(root, 'main.old.log'))), ...(await parsed(path))]
  expect(all.at(-1)).toEqual(line('line 199'))
})

test('two logs of one process do not mix', async () => {
  const [a, b] = [join(root, 'a.log'), join(root, 'b.log')]
  const [writeA, writeB] = [createLogFile({ path: a, maxBytes: 1e6 }), createLogFile({ path: b, maxBytes: 1e6 })]
  writeA(line('to a'))
  writeB(line('to b'))
  expect(await parsed(a)).toEqual([line('to a')])
  expect(await parsed(b)).toEqual([line('to b')])
})

test('a folder that cannot be made is told when the log is made', async () => {
  await writeFile(join(root, 'file'), '')
  expect(() => createLogFile({ path: join(root, 'file', 'main.log'), maxBytes: 1e6 })).toThrow()
})
