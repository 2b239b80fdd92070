// The practice portal as a process of its own: built like the app builds it, one JSON line, ended by SIGTERM or a closed stdin.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { PracticeInfo } from '../../../src/practice/types'
import { raw } from './support'

const root = join(import.meta.dirname, '../../..')
let folder: string
const started: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-process-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'src/practice/index.ts'),
      outDir: folder,
      target: 'node24',
      rollupOptions: { output: { entryFileNames: 'index.mjs' } },
    },
  })
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rm(folder, { recursive: true }))

function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [join(folder, 'index.mjs'), ...args], { stdio: 'pipe' })
  started.push(child)
  return child
}

async function announced(child: ChildProcess): Promise<PracticeInfo> {
  if (child.stdout === null) throw new Error('no stdout')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return JSON.parse(line) as PracticeInfo
}

test('prints one JSON line and serves what it says', async () => {
  const child = start('--control', '--still')
  let output = ''
  child.stdout?.on('data', (part: Buffer) => (output += part.toString('utf8')))
  const info = await announced(child)
  expect((await raw(`${info.bitrix24[0]?.webhookUrl}profile`)).json.result).toMatchObject({ ID: '27' })
  expect((await raw(`${info.control}state?service=bitrix24`)).json).toHaveProperty('acme')
  expect(new URL(info.bluesky.serviceUrl).hostname).toBe('127.0.0.1')
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(0)
  expect(output.trim().split('\n')).toHaveLength(1)
})

test('opens no control door unless asked, and ends when stdin is closed', async () => {
  const child = start()
  expect(await announced(child)).not.toHaveProperty('control')
  child.stdin?.end()
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('two processes have different secrets', async () => {
  const [one, other] = await Promise.all([announced(start()), announced(start())])
  const code = (info: PracticeInfo): string | undefined => info.bitrix24[0]?.webhookUrl.split('/').at(-2)
  expect(code(one)).toMatch(/^[a-z0-9]{16}$/)
  expect(code(one)).not.toBe(code(other))
  expect(one.bluesky.appPassword).not.toBe(other.bluesky.appPassword)
})

test('a port that is taken and an argument it does not know end it with a reason', async () => {
  const blocker = createServer()
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
  const address = blocker.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  for (const [args, expected] of [
    [[`--port=${port}`], 1],
    [['--contrl'], 2],
  ] as const) {
    const child = start(...args)
    let reason = ''
    child.stderr?.on('data', (part: Buffer) => (reason += part.toString('utf8')))
    const [code] = (await once(child, 'close')) as [number]
    expect([code, reason.trim() !== '']).toEqual([expected, true])
  }
  blocker.close()
})
