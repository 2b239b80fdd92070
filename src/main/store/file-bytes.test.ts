import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFileBytes, type FileBytes } from './file-bytes'

const ID = '11111111-1111-4111-8111-111111111111'
const OTHER = '22222222-2222-4222-8222-222222222222'
let root: string
let directory: string
let bytes: FileBytes

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bellhop-files-'))
  directory = join(root, 'files')
  bytes = createFileBytes(directory)
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

async function readAll(id: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of bytes.read(id)) parts.push(part)
  return Buffer.concat(parts)
}

test('what was taken in comes out again, byte by byte, and is the owner’s alone', async () => {
  const intake = await bytes.begin(ID)
  await intake.append(new Uint8Array([0, 1, 2, 255]))
  expect(bytes.sizeOf(ID)).toBeUndefined()
  await intake.append(Buffer.alloc(200_000, 7))
  await intake.finish()
  expect(bytes.sizeOf(ID)).toBe(200_004)
  expect(await readAll(ID)).toEqual(Buffer.concat([Buffer.from([0, 1, 2, 255]), Buffer.alloc(200_000, 7)]))
  expect(statSync(join(directory, ID)).mode & 0o777).toBe(0o600)
  expect(statSync(directory).mode & 0o777).toBe(0o700)
  expect(readdirSync(directory)).toEqual([ID])
})

test('what is given up, finished or not, leaves nothing behind', async () => {
  const begun = await bytes.begin(ID)
  await begun.append(new Uint8Array(10))
  await begun.abandon()
  const finished = await bytes.begin(OTHER)
  await finished.finish()
  await finished.abandon()
  expect(readdirSync(directory)).toEqual([])
})

test('half a file of a crash is seen and can be removed; what is not ours stays', async () => {
  await (await bytes.begin(ID)).append(new Uint8Array(3))
  writeFileSync(join(directory, 'holiday.jpg'), 'x')
  expect(await bytes.ids()).toEqual([ID])
  await bytes.remove(ID)
  expect(await bytes.ids()).toEqual([])
  expect(readdirSync(directory)).toEqual(['holiday.jpg'])
})

test('a name that is no id of ours leads nowhere', async () => {
  writeFileSync(join(root, 'secret'), 'x')
  expect(bytes.sizeOf('../secret')).toBeUndefined()
  await expect(bytes.begin('../secret')).rejects.toThrow('uuid')
  await expect(bytes.remove('../secret')).rejects.toThrow('uuid')
  expect(() => bytes.read('../secret')).toThrow('uuid')
})

test('a file is never begun over one that is there', async () => {
  await bytes.begin(ID)
  await expect(bytes.begin(ID)).rejects.toThrow('EEXIST')
})

test('nothing kept yet is nothing wrong', async () => {
  expect(await bytes.ids()).toEqual([])
  await bytes.remove(ID)
})
