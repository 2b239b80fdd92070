import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AccountId } from '../../shared/contract/common'
import type { Logger } from '../log/port'
import { createAvatarFiles, type AvatarFiles } from './avatar-files'

const a = 'account-a' as AccountId
const b = 'account-b' as AccountId
const key = (n: number): string => String(n).padStart(32, '0')
const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7)
let root: string
let directory: string
let now: number
let warned: string[]

const log: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message) => void warned.push(message),
  error: (message) => void warned.push(message),
}
const open = (maxBytes = 1_000_000): AvatarFiles => createAvatarFiles({ directory, maxBytes, clock: () => now, log })

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'avatars-'))
  directory = join(root, 'avatars')
  now = Date.parse('2026-11-20T10:00:00.000Z')
  warned = []
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

test('what is kept is there after a restart, for its account only and readable by nobody else', async () => {
  await open().write({ accountId: a, key: key(1) }, bytes(10))
  expect(await open().read({ accountId: a, key: key(1) })).toEqual(bytes(10))
  expect(await open().read({ accountId: b, key: key(1) })).toBeUndefined()
  const path = join(directory, a, key(1))
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(directory, a))).toEqual([key(1)])
})

test.each([
  '../secret',
  '..',
  '/etc/passwd',
  `${key(1)}/../../secret`,
  'A'.repeat(32),
  `${key(1)}\0`,
  '',
  key(1).slice(1),
  `${key(1)}.tmp`,
])('the key %j leads nowhere (it could lead out of the folder)', async (bad) => {
  writeFileSync(join(root, 'secret'), 'secret')
  const files = open()
  await files.write({ accountId: a, key: bad }, bytes(3))
  expect(await files.read({ accountId: a, key: bad })).toBeUndefined()
  await files.remove({ accountId: a, key: bad })
  expect(readFileSync(join(root, 'secret'), 'utf8')).toBe('secret')
  expect(existsSync(directory)).toBe(false)
})

test.each(['..', '../..', 'a/b', ''])('the account %j leads nowhere', async (bad) => {
  writeFileSync(join(root, 'secret'), 'secret')
  const files = open()
  await files.write({ accountId: bad as AccountId, key: key(1) }, bytes(3))
  await files.removeAccount(bad as AccountId)
  expect(readdirSync(root)).toEqual(['secret'])
})

test('the least used pictures make room, not the ones looked at lately', async () => {
  const files = open(1000)
  for (const n of [1, 2, 3]) {
    await files.write({ accountId: a, key: key(n) }, bytes(300))
    now += 60_000
  }
  now += 3_600_000
  await files.read({ accountId: a, key: key(1) })
  now += 1000
  await files.write({ accountId: a, key: key(4) }, bytes(300))
  const left = [1, 2, 3, 4].filter((n) => existsSync(join(directory, a, key(n))))
  expect(left).toEqual([1, 3, 4])
})

test('which picture was used least is known over a restart', async () => {
  const files = open()
  for (const [n, at] of [
    [1, 300],
    [2, 100],
    [3, 200],
  ] as const) {
    await files.write({ accountId: a, key: key(n) }, bytes(300))
    utimesSync(join(directory, a, key(n)), at, at)
  }
  await open(1000).write({ accountId: b, key: key(4) }, bytes(300))
  expect(readdirSync(join(directory, a)).sort()).toEqual([key(1), key(3)])
})

test('one picture larger than everything allowed is not kept', async () => {
  await open(100).write({ accountId: a, key: key(1) }, bytes(300))
  expect(readdirSync(join(directory, a))).toEqual([])
})

test('a removed account takes its pictures with it, also those a crash left', async () => {
  const files = open()
  await files.write({ accountId: a, key: key(1) }, bytes(3))
  await files.write({ accountId: b, key: key(1) }, bytes(3))
  await files.removeAccount(a)
  expect(readdirSync(directory)).toEqual([b])
  expect(await files.read({ accountId: a, key: key(1) })).toBeUndefined()
  await open().keepOnly([])
  expect(readdirSync(directory)).toEqual([])
})

test('half a file of a crash is removed and never shown', async () => {
  mkdirSync(join(directory, a), { recursive: true })
  writeFileSync(join(directory, a, `${key(1)}.tmp`), 'half')
  expect(await open().read({ accountId: a, key: key(1) })).toBeUndefined()
  expect(readdirSync(join(directory, a))).toEqual([])
})

test('a disk that refuses costs the picture and throws nothing', async () => {
  writeFileSync(directory, 'a file where the folder should be')
  const files = open()
  await files.write({ accountId: a, key: key(1) }, bytes(3))
  expect(await files.read({ accountId: a, key: key(1) })).toBeUndefined()
  expect(warned).toHaveLength(1)
  // And the next change is not held up by it.
  rmSync(directory)
  await files.write({ accountId: a, key: key(1) }, bytes(3))
  expect(await files.read({ accountId: a, key: key(1) })).toEqual(bytes(3))
})

test('a file that is taken away under the app is fetched anew, not an error', async () => {
  const files = open()
  await files.write({ accountId: a, key: key(1) }, bytes(3))
  rmSync(join(directory, a, key(1)))
  expect(await files.read({ accountId: a, key: key(1) })).toBeUndefined()
})
